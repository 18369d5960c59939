// Tips for the tests of this folder. Time stands still at a Monday's noon, in a school that is open.
#pragma once

#include "services/threat-intake/domain/tip_desk.hpp"

namespace watchbell::threat_intake {

inline constexpr char kTipId[] = "0190a000-0000-7000-8000-0000000000a1";
inline constexpr char kOtherId[] = "0190a000-0000-7000-8000-0000000000a2";
inline constexpr char kAnna[] = "0190a000-0000-7000-8000-0000000000b1";
inline constexpr char kBen[] = "0190a000-0000-7000-8000-0000000000b2";
// 2026-11-23 12:00 UTC
inline const TimePoint kNoon{std::chrono::seconds{1'795'435'200}};

inline Context At(TimePoint now, std::string actor = "") {
  return {.now = now, .request_id = "request", .id = kTipId, .actor_id = std::move(actor)};
}
inline v1::Tip After(v1::Tip tip, const Decision<v1::TipEvent>& decision, const Context& context) {
  if (const auto* event = std::get_if<v1::TipEvent>(&decision)) {
    v1::TipEvent stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(context.now);
    stamped.mutable_meta()->set_actor_id(context.actor_id);
    Tips::Evolve(tip, stamped);
  }
  return tip;
}
inline std::string Reason(const Decision<v1::TipEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}
inline SchoolCalendar Calendar() {
  v1::SchoolHours hours;
  hours.set_opens("07:30");
  hours.set_closes("16:00");
  return SchoolCalendar::Of(hours, TimeZone::Find("UTC").value()).value();
}
inline Priorities Rules() {
  v1::PriorityRules rules;
  auto& rule = *rules.add_rules();
  rule.set_id("weapon");
  rule.set_reason("A weapon may kill.");
  rule.set_happening_now(true);
  rule.add_categories(v1::Tip::CATEGORY_FIREARM);
  rule.add_words()->add_words("gun");
  return Priorities::Of(std::move(rules)).value();
}
inline v1::Tip Saying(const std::string& text) {
  v1::Tip draft;
  draft.set_school("lincoln-es");
  draft.set_text(text);
  return draft;
}
inline v1::Tip Received(const v1::Tip& draft, TimePoint now = kNoon) {
  return After({}, Receive({}, Graded(draft, Rules(), Calendar(), now), At(now)), At(now));
}
inline v1::Tip Received(const std::string& text, TimePoint now = kNoon) {
  return Received(Saying(text), now);
}

}  // namespace watchbell::threat_intake

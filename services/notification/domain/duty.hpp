// Who answers at a school: posts with their hours and alternates, days that differ, hand-overs, and the
// standing list behind them. Pure functions; domain.md 1 row 4.
#pragma once

#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/time/local.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::notification {

// So that the state stays within 8 kB (design).
inline constexpr int kDutyMax = 16;
inline constexpr int kPostsMax = 12;
inline constexpr int kAlternatesOfPostMax = 4;
inline constexpr int kHoursMax = 14;
inline constexpr int kExceptionsMax = 24;
inline constexpr int kHandOversMax = 6;
inline constexpr std::size_t kHandOverNoteBytesMax = 800;  // 200 characters
inline constexpr int kMinutesOfDay = 24 * 60;
inline constexpr int kGapDaysMax = 31;

struct DutyRosters {
  using State = v1::DutyRoster;
  using Event = v1::DutyRosterEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "duty-roster";
  static void Evolve(State& roster, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

std::string DutyRosterIdOf(std::string_view school);

// The standing list.
Decision<v1::DutyRosterEvent> AssignDuty(const v1::DutyRoster& roster,
                                         const google::protobuf::RepeatedPtrField<std::string>& person_ids);
// All posts anew; exceptions of posts that go, go too.
Decision<v1::DutyRosterEvent> SetPosts(const v1::DutyRoster& roster,
                                       const google::protobuf::RepeatedPtrField<v1::DutyPost>& posts);
// `today`: at the school.
Decision<v1::DutyRosterEvent> SetException(const v1::DutyRoster& roster, const v1::DutyException& exception,
                                           const std::string& today);
// `hand_over`: post_id, to_person_id, note and perhaps until. From whoever holds the post now.
Decision<v1::DutyRosterEvent> HandOver(const v1::DutyRoster& roster, const v1::HandOver& hand_over,
                                       const TimeZone& zone, const Context& context);

// Somebody who answers now.
struct OnDuty {
  std::string person_id;
  v1::DutyPost::Role role = v1::DutyPost::ROLE_UNSPECIFIED;  // none of the standing list
  std::string post_id;
  bool alternate = false;
  TimePoint until{};  // of the post's hours; none of the standing list
};

// In the order in which they are asked: the holders of the posts kept at that moment, their alternates, the
// standing list; nobody twice.
std::vector<OnDuty> DutyAt(const v1::DutyRoster& roster, const TimeZone& zone, TimePoint at);

struct DutyGap {
  TimePoint from;
  TimePoint until;
};
// When no post is kept between the two moments.
std::vector<DutyGap> GapsBetween(const v1::DutyRoster& roster, const TimeZone& zone, TimePoint from,
                                 TimePoint until);

}  // namespace watchbell::notification

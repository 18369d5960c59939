#include "services/alerting/domain/cap/advice.hpp"

#include <algorithm>
#include <array>

#include "common/id/id.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"

namespace watchbell::alerting::cap {
namespace {

using v1::CapAdvice;
using v1::CapAdviceEvent;

constexpr char kExpire[] = "expire";
// What is kept of a long text: a commander reads the beginning, and an event stays small.
constexpr std::size_t kLineMax = 200;
constexpr std::size_t kTextMax = 1200;

// Cut between two characters of UTF-8.
std::string Cut(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  auto end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

bool Says(const v1::CapInfo& info, std::string_view response) {
  return std::find(info.response_types().begin(), info.response_types().end(), response) !=
         info.response_types().end();
}

struct Suggestion {
  std::string_view category;  // empty: any
  std::string_view response;  // empty: any
  std::string_view event;     // in the event's name; empty: any
  v1::Action action;
  std::string_view hazard;
};
// The first that fits. What only asks to watch suggests nothing.
constexpr std::array<Suggestion, 7> kSuggestions{{
    {"", "Evacuate", "", v1::ACTION_EVACUATE, ""},
    {"Met", "Shelter", "", v1::ACTION_SHELTER, "tornado"},
    {"Met", "", "Tornado Warning", v1::ACTION_SHELTER, "tornado"},
    {"Geo", "Execute", "", v1::ACTION_SHELTER, "earthquake"},
    {"CBRNE", "Shelter", "", v1::ACTION_SHELTER, "hazmat"},
    {"Security", "Shelter", "", v1::ACTION_SECURE, ""},
    {"", "Shelter", "", v1::ACTION_SHELTER, ""},
}};

// The last moment at which any block of the document is worth anything; nothing: it does not run out.
std::optional<TimePoint> ExpiryOf(const v1::CapAlert& alert) {
  std::optional<TimePoint> last;
  for (const auto& info : alert.infos()) {
    const auto expires = FromCapTime(info.expires());
    if (!expires) return std::nullopt;
    last = last ? std::max(*last, *expires) : *expires;
  }
  return last;
}

const v1::CapInfo& InfoIn(const v1::CapAlert& alert, const std::string& language) {
  const auto found = std::find_if(alert.infos().begin(), alert.infos().end(), [&](const auto& info) {
    return info.language().substr(0, 2) == language.substr(0, 2);
  });
  return found == alert.infos().end() ? alert.infos(0) : *found;
}

}  // namespace

std::string AdviceId(const std::string& school, const v1::CapReference& document) {
  return id::Derive("cap-advice",
                    school + " " + document.sender() + "," + document.identifier() + "," + document.sent());
}

std::pair<v1::Action, std::string> SuggestionOf(const v1::CapInfo& info) {
  const auto has_category = [&](std::string_view category) {
    return std::find(info.categories().begin(), info.categories().end(), category) != info.categories().end();
  };
  for (const auto& row : kSuggestions) {
    if (!row.category.empty() && !has_category(row.category)) continue;
    if (!row.response.empty() && !Says(info, row.response)) continue;
    if (!row.event.empty() && info.event().find(row.event) == std::string::npos) continue;
    return {row.action, std::string{row.hazard}};
  }
  return {v1::ACTION_UNSPECIFIED, ""};
}

Result<CapAdvice> AdviceOf(const v1::CapAlert& alert, const std::string& school, const std::string& language,
                           TimePoint now) {
  const auto sent = FromCapTime(alert.sent());
  if (!sent || *sent > now + kClockSkewMax) {
    return Fail(Code::kInvalidArgument, "CAP_FROM_THE_FUTURE",
                "Set the sender's clock; it was sent later than now.", "sent");
  }
  if (alert.infos().empty()) {
    return Fail(Code::kInvalidArgument, "CAP_WITHOUT_CONTENT",
                "Send an info block; this says nothing to act on.", "info");
  }
  const auto expires = ExpiryOf(alert);
  if (expires && *expires <= now) {
    return Fail(Code::kFailedPrecondition, "CAP_EXPIRED", "It is over; send what holds now.", "info.expires");
  }
  const auto& info = InfoIn(alert, language);
  v1::CapReference own;
  own.set_sender(alert.sender());
  own.set_identifier(alert.identifier());
  own.set_sent(alert.sent());
  CapAdvice advice;
  advice.set_id(AdviceId(school, own));
  advice.set_school(school);
  advice.set_sender(Cut(alert.sender(), kLineMax));
  advice.set_identifier(Cut(alert.identifier(), kLineMax));
  advice.set_sent(alert.sent());
  for (const auto& reference : alert.references()) {
    if (advice.replaces_size() < kReplacesMax) advice.add_replaces(AdviceId(school, reference));
  }
  advice.set_category(info.categories(0));
  advice.set_event(Cut(info.event(), kLineMax));
  advice.set_headline(Cut(info.headline(), kLineMax));
  advice.set_instruction(Cut(info.instruction().empty() ? info.description() : info.instruction(), kTextMax));
  advice.set_urgency(info.urgency());
  advice.set_severity(info.severity());
  advice.set_certainty(info.certainty());
  for (const auto& word : kResponseTypes) {
    if (Says(info, word)) advice.add_response_types(std::string{word});
  }
  if (!info.areas().empty()) advice.set_area_desc(Cut(info.areas(0).area_desc(), kLineMax));
  if (expires) *advice.mutable_expires_at() = ToProto(*expires);
  const auto [action, hazard] = SuggestionOf(info);
  advice.set_suggested_action(action);
  advice.set_suggested_hazard(hazard);
  return advice;
}

Decision<CapAdviceEvent> Receive(const CapAdvice& state, const CapAdvice& advice) {
  if (state.state() == CapAdvice::STATE_WITHDRAWN && state.sent().empty()) {
    return Refuse(Code::kFailedPrecondition, "CAP_CANCELLED",
                  "Its sender has withdrawn it; nothing is to be done.", "references");
  }
  if (state.state() != CapAdvice::STATE_UNSPECIFIED) return AlreadySo{};
  CapAdviceEvent event;
  *event.mutable_received()->mutable_advice() = advice;
  return event;
}

CapAdvice AdviceOf(const OwnAdvice& own) {
  CapAdvice advice;
  advice.set_id(id::Derive("own advice", own.id));
  advice.set_school(own.school);
  advice.set_sender(own.source);
  advice.set_identifier(own.id);
  advice.set_sent(ToCapTime(own.occurred_at, {}));
  advice.set_category("Security");
  advice.set_event(own.event);
  advice.set_headline(own.headline);
  // Nobody has said these.
  advice.set_urgency("Unknown");
  advice.set_severity("Unknown");
  advice.set_certainty("Unknown");
  *advice.mutable_expires_at() = ToProto(own.expires_at);
  advice.set_suggested_action(own.suggestion);
  return advice;
}

Decision<CapAdviceEvent> ReceiveOwn(const CapAdvice& state, const CapAdvice& advice, const Context& context) {
  if (FromProto(advice.expires_at()) <= context.now) return AlreadySo{};
  const bool same = state.headline() == advice.headline() && state.sent() == advice.sent() &&
                    state.suggested_action() == advice.suggested_action();
  if (same) return AlreadySo{};
  CapAdviceEvent event;
  *event.mutable_received()->mutable_advice() = advice;
  return event;
}

Decision<CapAdviceEvent> Withdraw(const CapAdvice& state, const std::string& id, const std::string& school,
                                  const std::string& by) {
  if (state.state() == CapAdvice::STATE_WITHDRAWN || state.state() == CapAdvice::STATE_EXPIRED)
    return AlreadySo{};
  CapAdviceEvent event;
  auto& withdrawn = *event.mutable_withdrawn();
  withdrawn.set_id(id);
  withdrawn.set_school(school);
  withdrawn.set_by(Cut(by, kLineMax));
  return event;
}

Decision<CapAdviceEvent> Decide(const CapAdvice& state, bool taken, const Context& context) {
  if (state.state() == CapAdvice::STATE_UNSPECIFIED) {
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the advice's id and its school.", "advice_id");
  }
  if (context.actor_id.empty()) {
    return Refuse(Code::kPermissionDenied, "PERSON_NEEDED", "A person decides on advice.", "advice_id");
  }
  const auto wanted = taken ? CapAdvice::STATE_TAKEN : CapAdvice::STATE_DISMISSED;
  if (state.state() == wanted) return AlreadySo{};
  if (state.state() != CapAdvice::STATE_PENDING) {
    return Refuse(Code::kFailedPrecondition, "ADVICE_SETTLED",
                  "It has been decided, withdrawn or has run out; look at it again.", "advice_id");
  }
  CapAdviceEvent event;
  event.mutable_decided()->set_taken(taken);
  return event;
}

void CapAdvices::Evolve(State& advice, const Event& event) {
  switch (event.fact_case()) {
    case Event::kReceived:
      advice = event.received().advice();
      advice.set_state(CapAdvice::STATE_PENDING);
      *advice.mutable_received_at() = event.meta().at();
      break;
    case Event::kDecided:
      advice.set_state(event.decided().taken() ? CapAdvice::STATE_TAKEN : CapAdvice::STATE_DISMISSED);
      advice.set_decided_by(event.meta().actor_id());
      *advice.mutable_decided_at() = event.meta().at();
      break;
    case Event::kWithdrawn:
      advice.set_id(event.withdrawn().id());
      advice.set_school(event.withdrawn().school());
      advice.set_withdrawn_by(event.withdrawn().by());
      advice.set_state(CapAdvice::STATE_WITHDRAWN);
      break;
    case Event::kExpired: advice.set_state(CapAdvice::STATE_EXPIRED); break;
    case Event::FACT_NOT_SET: break;
  }
}

Indexes CapAdvices::IndexesOf(const State& advice) {
  if (advice.state() != CapAdvice::STATE_PENDING) return {};
  return {{"advice:" + advice.school(),
           static_cast<double>(FromProto(advice.received_at()).time_since_epoch().count())}};
}

Deadlines CapAdvices::DeadlinesOf(const State& advice) {
  if (advice.state() != CapAdvice::STATE_PENDING || !advice.has_expires_at()) return {};
  return {{kExpire, FromProto(advice.expires_at())}};
}

Decision<CapAdviceEvent> CapAdvices::Tick(const State& advice, const std::string& what, const Context&) {
  if (what != kExpire || advice.state() != CapAdvice::STATE_PENDING) return AlreadySo{};
  CapAdviceEvent event;
  event.mutable_expired();
  return event;
}

}  // namespace watchbell::alerting::cap

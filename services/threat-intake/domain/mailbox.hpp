// The messages between a tip's sender and the team. Pure functions; domain.md 3.8 A2, A4.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/tip.hpp"
#include "watchbell/threat_intake/v1/mailbox.pb.h"

namespace watchbell::threat_intake {

struct TipMessages {
  using State = v1::TipMessage;
  using Event = v1::TipMessageEvent;
  static constexpr std::string_view kService = Tips::kService;
  static constexpr std::string_view kAggregate = "tip-message";

  static void Evolve(State& message, const Event& event);
  // tip:<tip id>, by when it was sent.
  static Indexes IndexesOf(const State& message);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  // It goes with its tip, never alone.
  static std::optional<retention::Span> RetentionOf(const State&) { return std::nullopt; }
};

struct NewMessage {
  std::string school;
  std::string tip_id;
  v1::TipMessage::From from;
  std::string text;
};
Decision<v1::TipMessageEvent> SendMessage(const v1::TipMessage& message, const NewMessage& content,
                                          const Context& context);

// As the sender sees them: "safety team", and what is still asked. Never a disposition or a name.
v1::MailboxMessage ForSender(const v1::TipMessage& message);
v1::TipStatus StatusOf(const v1::Tip& tip);

}  // namespace watchbell::threat_intake

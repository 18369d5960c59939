// The rules of an invitation: who may be expected and when, and what its code is still good for. Pure
// functions.
#pragma once

#include <chrono>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/invitation.pb.h"

namespace watchbell::visitor {

inline constexpr int kExpectedMax = 50;                 // named people of one invitation; more are an event
inline constexpr std::chrono::hours kEarliestEntry{1};  // before the beginning (design)

struct Invitations {
  using State = v1::Invitation;
  using Event = v1::InvitationEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "invitation";

  static void Evolve(State& invitation, const Event& event);
  // invitations:<school>: open ones, by their beginning.
  static Indexes IndexesOf(const State& invitation);
  // "end" at ends_at, while it is open.
  static Deadlines DeadlinesOf(const State& invitation);
  static Decision<Event> Tick(const State& invitation, std::string_view what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state);
};

// `code_hash`: of the secret in the code that the answer shows.
Decision<v1::InvitationEvent> CreateInvitation(const v1::Invitation& invitation,
                                               const v1::CreateInvitationRequest& request,
                                               const std::string& code_hash, const Context& context);
Decision<v1::InvitationEvent> CancelInvitation(const v1::Invitation& invitation,
                                               const v1::CancelInvitationRequest& request,
                                               const Context& context);

// Whether somebody may come in with it now: cancelled, expired, too early and used up are refused.
Status MayUse(const v1::Invitation& invitation, TimePoint now);
// Counts one check-in.
Decision<v1::InvitationEvent> UseInvitation(const v1::Invitation& invitation, const std::string& visit_id,
                                            const Context& context);

// The text of the QR code: "WB1/<school>/<invitation's id>/<secret>".
struct InvitationCode {
  std::string school;
  std::string id;
  std::string secret;
};
std::string WriteCode(const InvitationCode& code);
// INVITATION_CODE_UNKNOWN for any other text, INVITATION_OF_ANOTHER_SCHOOL for another school's.
Result<InvitationCode> ReadCode(const std::string& text, const std::string& school);

}  // namespace watchbell::visitor

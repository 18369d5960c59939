// What the team does with a tip: reads, triages, assigns, closes with a disposition, opens again. Pure
// functions; domain.md 2.3, 3.8.
#pragma once

#include "services/threat-intake/domain/tip.hpp"
#include "watchbell/threat_intake/v1/tip_service.pb.h"

namespace watchbell::threat_intake {

inline constexpr std::size_t kReasonBytesMax = 2'000;   // 500 characters
inline constexpr std::size_t kReferenceBytesMax = 400;  // 100 characters
inline constexpr int kInformedMax = 10;
// Whoever has not read the last news is not told of more before.
inline constexpr std::chrono::minutes kToldAgainAfter{5};
inline constexpr int kReadMarksMax = 64;  // past that the oldest mark goes: to that person it is new again

Error TipIsClosed();

// The half of Tips::Evolve that concerns these facts.
void EvolveAtDesk(v1::Tip& tip, const v1::TipEvent& event);

// Read or not is per person (domain.md 3.8 A6).
bool IsUnread(const v1::Tip& tip, const std::string& person_id);
// The tip as an answer to that person: without what opens its mailbox.
v1::Tip ShownTo(v1::Tip tip, const std::string& person_id);

Decision<v1::TipEvent> MarkRead(const v1::Tip& tip, const v1::MarkTipReadRequest& request,
                                const Context& context);
Decision<v1::TipEvent> TriageTip(const v1::Tip& tip, const v1::TriageTipRequest& request,
                                 const Context& context);
Decision<v1::TipEvent> Assign(const v1::Tip& tip, const v1::AssignTipRequest& request,
                              const Context& context);
Decision<v1::TipEvent> RecordPoliceWord(const v1::Tip& tip, const v1::RecordPoliceWordRequest& request,
                                        const Context& context);
Decision<v1::TipEvent> Dispose(const v1::Tip& tip, const v1::DisposeTipRequest& request,
                               const Context& context);
Decision<v1::TipEvent> Reopen(const v1::Tip& tip, const v1::ReopenTipRequest& request,
                              const Context& context);
Decision<v1::TipEvent> Link(const v1::Tip& tip, const v1::LinkTipRequest& request, const Context& context);
// A message of its mailbox was stored.
Decision<v1::TipEvent> NoteMessage(const v1::Tip& tip, const std::string& message_id, bool from_sender,
                                   const Context& context);
// An alarm was raised from it.
Decision<v1::TipEvent> NoteAlarm(const v1::Tip& tip, const std::string& incident_id);

}  // namespace watchbell::threat_intake

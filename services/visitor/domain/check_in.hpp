// The rules of arriving: waiting outside, the check-in, and one that an offline kiosk reports later. Pure
// functions.
#pragma once

#include <chrono>

#include "common/ledger/decision.hpp"
#include "watchbell/visitor/v1/visit.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::visitor {

inline constexpr std::chrono::hours kStayMax{24};        // a badge is for a day
inline constexpr std::chrono::hours kOfflineMax{24};     // how old an offline kiosk's report may be (design)
inline constexpr std::chrono::minutes kClockSkewMax{5};  // of a kiosk whose clock runs ahead

// Somebody waits outside.
Decision<v1::VisitEvent> AnnounceArrival(const v1::Visit& visit, const v1::AnnounceArrivalRequest& request,
                                         const Context& context);

// `arrival`: identity as read, purpose, host, entry, contact, and the matches that the screening found;
// `inside` with arrived_at where an offline kiosk let the person in. A visitor without matches is let in;
// with any, held until a person has looked. Completes the arrival of one who waits outside.
Decision<v1::VisitEvent> CheckIn(const v1::Visit& visit, const v1::Visit& arrival, const Context& context);

// The same for one whom an offline kiosk let in, when the watch list cannot be asked.
Decision<v1::VisitEvent> CheckInUnscreened(const v1::Visit& visit, const v1::Visit& arrival,
                                           const Context& context);

// The screening that an offline arrival still lacks. `screened`: the visit with the matches that were found.
Decision<v1::VisitEvent> ScreenLate(const v1::Visit& visit, const v1::Visit& screened,
                                    const Context& context);

}  // namespace watchbell::visitor

#include "services/visitor/domain/check_in.hpp"

#include "services/visitor/domain/arrival.hpp"
#include "services/visitor/domain/kinds.hpp"
#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {
namespace {

using v1::Visit;
using v1::VisitEvent;

// Nothing, or why somebody cannot be checked in on this visit now. Sets `already` for a repeated check-in.
std::optional<Error> NotNow(const Visit& visit, const Visit& arrival, const Context& context, bool& already) {
  already = !visit.id().empty() && visit.state() != Visit::STATE_ARRIVED && visit.id() == context.request_id;
  if (already) return std::nullopt;
  if (visit.id().empty() && context.id != context.request_id) return NoSuchVisit();
  if (!visit.id().empty() && visit.state() != Visit::STATE_ARRIVED) {
    return Refuse(Code::kFailedPrecondition, "VISIT_NOT_WAITING",
                  "This arrival was completed or has left; check in without visit_id.", "visit_id");
  }
  if (arrival.inside()) {
    const auto arrived = FromProto(arrival.arrived_at());
    if (arrived > context.now + kClockSkewMax || arrived < context.now - kOfflineMax) {
      return Refuse(Code::kInvalidArgument, "ARRIVAL_TOO_OLD",
                    "An offline arrival is reported within 24 hours and never ahead of it.",
                    "arrived_at_offline");
    }
  }
  if (arrival.has_valid_until()) {
    const auto until = FromProto(arrival.valid_until());
    if (until <= context.now || until > context.now + kStayMax) {
      return Refuse(Code::kInvalidArgument, "VALID_UNTIL_OUT_OF_RANGE",
                    "A badge ends in the future and within 24 hours.", "valid_until");
    }
  }
  return EscortMissing(arrival);
}

// The arrival with what the context and the wait before it say.
Visit Completed(const Visit& visit, const Visit& arrival, const Context& context) {
  Visit arrived = arrival;
  arrived.set_id(context.id);
  arrived.clear_badge();
  if (arrival.inside()) *arrived.mutable_reported_at() = ToProto(context.now);
  if (!arrival.inside()) *arrived.mutable_arrived_at() = ToProto(context.now);
  if (visit.has_arrived_at()) *arrived.mutable_arrived_at() = visit.arrived_at();
  if (!arrived.has_valid_until()) {
    *arrived.mutable_valid_until() = ToProto(context.now + UsualStay(arrival.kind()));
  }
  return arrived;
}

}  // namespace

Decision<VisitEvent> AnnounceArrival(const Visit& visit, const v1::AnnounceArrivalRequest& request,
                                     const Context& context) {
  if (!visit.id().empty()) return AlreadySo{};
  if (request.purpose().size() > kPurposeBytesMax)
    return TextTooLong("purpose", "Shorten it to 200 characters.");
  if (request.entry().size() > kEntryBytesMax) return TextTooLong("entry", "Name a door of the school.");
  if (request.host_id().size() > kPersonIdBytesMax)
    return TextTooLong("host_id", "Name a person of the directory.");
  VisitEvent event;
  auto& waiting = *event.mutable_waiting()->mutable_arrival();
  waiting.set_id(context.id);
  waiting.set_school(request.school());
  waiting.set_entry(request.entry().empty() ? std::string{kMainEntry} : request.entry());
  waiting.set_kind(request.kind());
  waiting.set_purpose(request.purpose());
  waiting.set_host_id(request.host_id());
  *waiting.mutable_arrived_at() = ToProto(context.now);
  return event;
}

Decision<VisitEvent> CheckIn(const Visit& visit, const Visit& arrival, const Context& context) {
  bool already = false;
  if (auto refusal = NotNow(visit, arrival, context, already)) return *std::move(refusal);
  if (already) return AlreadySo{};
  VisitEvent event;
  auto& arrived = arrival.matches().empty() ? *event.mutable_admitted()->mutable_arrival()
                                            : *event.mutable_held()->mutable_arrival();
  arrived = Completed(visit, arrival, context);
  if (event.has_admitted()) {
    event.mutable_admitted()->set_badge(arrival.badge().empty() ? BadgeOf(context.id) : arrival.badge());
  }
  return event;
}

Decision<VisitEvent> CheckInUnscreened(const Visit& visit, const Visit& arrival, const Context& context) {
  bool already = false;
  if (auto refusal = NotNow(visit, arrival, context, already)) return *std::move(refusal);
  if (already) return AlreadySo{};
  if (!arrival.inside()) {
    return Refuse(Code::kUnavailable, "WATCHLIST_LOADING",
                  "The watch list is still being read; try again in a moment.");
  }
  VisitEvent event;
  *event.mutable_not_yet_screened()->mutable_arrival() = Completed(visit, arrival, context);
  return event;
}

Decision<VisitEvent> ScreenLate(const Visit& visit, const Visit& screened, const Context&) {
  if (visit.id().empty()) return NoSuchVisit();
  if (visit.state() != Visit::STATE_NOT_YET_SCREENED) return AlreadySo{};
  VisitEvent event;
  if (screened.matches().empty()) {
    event.mutable_admitted()->set_badge(screened.badge().empty() ? BadgeOf(visit.id()) : screened.badge());
    return event;
  }
  auto& held = *event.mutable_held()->mutable_arrival();
  held = visit;
  *held.mutable_matches() = screened.matches();
  return event;
}

}  // namespace watchbell::visitor

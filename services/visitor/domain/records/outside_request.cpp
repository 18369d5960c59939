#include "services/visitor/domain/records/outside_request.hpp"

namespace watchbell::visitor {
namespace {

constexpr std::size_t kReferenceMax = 400;
constexpr std::size_t kNoteMax = 1200;

}  // namespace

void OutsideRequests::Evolve(v1::OutsideRequest& request, const v1::OutsideRequestEvent& event) {
  switch (event.fact_case()) {
    case v1::OutsideRequestEvent::kOpened:
      request = event.opened().request();
      *request.mutable_opened_at() = event.meta().at();
      return;
    case v1::OutsideRequestEvent::kClosed:
      *request.mutable_closed_at() = event.meta().at();
      request.set_outcome(event.closed().outcome());
      return;
    case v1::OutsideRequestEvent::FACT_NOT_SET: return;
  }
}

Indexes OutsideRequests::IndexesOf(const v1::OutsideRequest& request) {
  if (request.has_closed_at()) return {};
  return {{"outside:" + request.school(),
           static_cast<double>(FromProto(request.opened_at()).time_since_epoch().count())}};
}

Decision<v1::OutsideRequestEvent> OpenOutsideRequest(const v1::OutsideRequest& request,
                                                     const v1::OpenOutsideRequestRequest& opened,
                                                     const Context& context) {
  if (!request.id().empty()) return AlreadySo{};
  if (opened.reference().empty() || opened.reference().size() > kReferenceMax)
    return Refuse(Code::kInvalidArgument, "REFERENCE_MISSING",
                  "Write down the reference that the window gave, at most 400 bytes.", "reference");
  if (opened.note().size() > kNoteMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten it to 1200 bytes.", "note");
  v1::OutsideRequestEvent event;
  auto& recorded = *event.mutable_opened()->mutable_request();
  recorded.set_id(context.id);
  recorded.set_school(opened.school());
  recorded.set_card_id(opened.card_id());
  recorded.set_reference(opened.reference());
  recorded.set_note(opened.note());
  return event;
}

Decision<v1::OutsideRequestEvent> CloseOutsideRequest(const v1::OutsideRequest& request,
                                                      const v1::CloseOutsideRequestRequest& closed,
                                                      const Context&) {
  if (request.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the request's id and its school.",
                  "outside_request_id");
  if (request.has_closed_at()) return AlreadySo{};
  if (closed.outcome().empty() || closed.outcome().size() > kNoteMax)
    return Refuse(Code::kInvalidArgument, "OUTCOME_MISSING", "Say what came of it, at most 1200 bytes.",
                  "outcome");
  v1::OutsideRequestEvent event;
  event.mutable_closed()->set_outcome(closed.outcome());
  return event;
}

}  // namespace watchbell::visitor

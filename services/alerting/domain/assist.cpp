#include "services/alerting/domain/assist.hpp"

namespace watchbell::alerting {
namespace {

using v1::Assist;
using v1::AssistEvent;

bool IsOpen(const Assist& assist) {
  return assist.state() == Assist::STATE_OPEN || assist.state() == Assist::STATE_ANSWERED;
}
Error NoSuchAssist() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the call's id and its school.", "assist_id");
}
Error Over() {
  return Refuse(Code::kFailedPrecondition, "ASSIST_OVER", "This call is over; make a new one.", "assist_id");
}

}  // namespace

void Assists::Evolve(Assist& assist, const AssistEvent& event) {
  const auto close = [&](Assist::State state) {
    assist.set_state(state);
    assist.set_closed_by(event.meta().actor_id());
    *assist.mutable_closed_at() = event.meta().at();
  };
  switch (event.fact_case()) {
    case AssistEvent::kAsked:
      assist.set_id(event.asked().id());
      assist.set_school(event.asked().school());
      assist.set_kind(event.asked().kind());
      assist.set_place(event.asked().place());
      assist.set_state(Assist::STATE_OPEN);
      assist.set_asked_by(event.meta().actor_id());
      *assist.mutable_asked_at() = event.meta().at();
      return;
    case AssistEvent::kAnswered:
      assist.set_state(Assist::STATE_ANSWERED);
      assist.set_answered_by(event.meta().actor_id());
      return;
    case AssistEvent::kResolved: close(Assist::STATE_RESOLVED); return;
    case AssistEvent::kEscalated:
      assist.set_incident_id(event.escalated().incident_id());
      close(Assist::STATE_ESCALATED);
      return;
    case AssistEvent::kReopened:
      assist.set_state(Assist::STATE_OPEN);
      assist.clear_incident_id();
      assist.clear_closed_by();
      assist.clear_closed_at();
      assist.clear_answered_by();
      return;
    case AssistEvent::FACT_NOT_SET: return;
  }
}

Indexes Assists::IndexesOf(const Assist& assist) {
  if (!IsOpen(assist)) return {};
  return {{"assists:" + assist.school(),
           static_cast<double>(FromProto(assist.asked_at()).time_since_epoch().count())}};
}

Decision<AssistEvent> AskForHelp(const Assist& assist, const v1::AskForHelpRequest& request,
                                 const Context& context) {
  if (assist.state() != Assist::STATE_UNSPECIFIED) return AlreadySo{};
  if (request.kind() == Assist::KIND_UNSPECIFIED || !Assist::Kind_IsValid(request.kind())) {
    return Refuse(Code::kInvalidArgument, "KIND_MISSING", "Choose medical, behaviour or other.", "kind");
  }
  if (request.place().empty() || request.place().size() > kAssistPlaceBytesMax) {
    return Refuse(Code::kInvalidArgument, "PLACE_MISSING", "Say where, in 200 characters.", "place");
  }
  AssistEvent event;
  auto& asked = *event.mutable_asked();
  asked.set_id(context.id);
  asked.set_school(request.school());
  asked.set_kind(request.kind());
  asked.set_place(request.place());
  return event;
}

Decision<AssistEvent> AnswerAssist(const Assist& assist, const v1::AnswerAssistRequest&, const Context&) {
  if (assist.state() == Assist::STATE_UNSPECIFIED) return NoSuchAssist();
  if (assist.state() == Assist::STATE_ANSWERED) return AlreadySo{};
  if (!IsOpen(assist)) return Over();
  AssistEvent event;
  event.mutable_answered();
  return event;
}

Decision<AssistEvent> ResolveAssist(const Assist& assist, const v1::ResolveAssistRequest&, const Context&) {
  if (assist.state() == Assist::STATE_UNSPECIFIED) return NoSuchAssist();
  if (assist.state() == Assist::STATE_RESOLVED) return AlreadySo{};
  if (!IsOpen(assist)) return Over();
  AssistEvent event;
  event.mutable_resolved();
  return event;
}

Decision<AssistEvent> EscalateAssist(const Assist& assist, const std::string& incident_id) {
  if (assist.state() == Assist::STATE_UNSPECIFIED) return NoSuchAssist();
  if (!IsOpen(assist)) return AlreadySo{};
  AssistEvent event;
  event.mutable_escalated()->set_incident_id(incident_id);
  return event;
}

Decision<AssistEvent> ReopenAssist(const Assist& assist, const std::string& incident_id) {
  if (assist.state() != Assist::STATE_ESCALATED || assist.incident_id() != incident_id) return AlreadySo{};
  AssistEvent event;
  event.mutable_reopened();
  return event;
}

}  // namespace watchbell::alerting

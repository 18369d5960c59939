// The log of drills: what was held and written down afterwards, and what is corrected (domain.md 3.2, D8).
#include "services/alerting/domain/drill.hpp"
#include "services/alerting/domain/readiness.hpp"

namespace watchbell::alerting {
namespace {

using readiness::Bad;
using readiness::CheckText;
using readiness::NotNow;
using v1::Drill;
using v1::DrillEvent;

bool IsHeld(const Drill& drill) {
  return drill.state() == Drill::STATE_COMPLETED || drill.state() == Drill::STATE_ABORTED;
}

// When it was held: over, not longer than a drill lasts (D8).
template <class Request>
std::optional<Error> CheckTimes(const Request& request, const Context& context) {
  if (request.kind() == v1::DRILL_KIND_UNSPECIFIED)
    return Bad("KIND_MISSING", "kind", "Say which kind it was.");
  if (!request.has_started_at()) return Bad("TIME_WRONG", "started_at", "Say when it began.");
  const auto started = FromProto(request.started_at());
  const auto ended = FromProto(request.ended_at());
  if (ended < started || ended > context.now || ended > started + kDrillMax)
    return Bad("TIME_WRONG", "ended_at",
               "Say when it ended: after it began, not in the future, within 6 hours.");
  return std::nullopt;
}

}  // namespace

std::optional<Error> CheckAgencies(const google::protobuf::RepeatedPtrField<v1::DrillAgency>& agencies,
                                   const char* field) {
  if (agencies.size() > kAgenciesMax) return Bad("TOO_MANY", field, "At most 20 agencies.");
  for (const auto& agency : agencies) {
    if (agency.office() == v1::OFFICE_UNSPECIFIED) return Bad("OFFICE_MISSING", field, "Name the office.");
    if (auto refusal = CheckText(agency.name(), readiness::kTitleBytesMax, field, false)) return refusal;
  }
  return std::nullopt;
}

Decision<DrillEvent> RecordDrill(const Drill& drill, const v1::RecordDrillRequest& request,
                                 const Context& context) {
  if (!drill.id().empty()) return AlreadySo{};
  if (auto refusal = CheckTimes(request, context)) return *refusal;
  if (request.real_event() && request.kind() != v1::DRILL_KIND_FIRE)
    return Bad("KIND_WRONG", "kind", "Only a real evacuation is logged here.");
  if (auto refusal = CheckAgencies(request.agencies(), "agencies")) return *refusal;
  DrillEvent event;
  auto& made = *event.mutable_recorded()->mutable_drill();
  made.set_id(context.id);
  made.set_school(request.school());
  made.set_state(request.aborted() ? Drill::STATE_ABORTED : Drill::STATE_COMPLETED);
  made.set_kind(request.kind());
  made.set_real_event(request.real_event());
  *made.mutable_started_at() = request.started_at();
  *made.mutable_ended_at() = request.ended_at();
  *made.mutable_plan()->mutable_agencies() = request.agencies();
  return event;
}

Decision<DrillEvent> CorrectDrill(const Drill& drill, const v1::CorrectDrillRequest& request,
                                  const Context& context) {
  if (drill.id().empty()) return readiness::Unknown("drill_id");
  if (!IsHeld(drill)) return NotNow("DRILL_NOT_HELD", "Correct it when it is over.", "drill_id");
  if (auto refusal = CheckTimes(request, context)) return *refusal;
  if (auto refusal = CheckText(request.reason(), readiness::kReasonBytesMax, "reason")) return *refusal;
  DrillEvent event;
  auto& corrected = *event.mutable_corrected();
  corrected.set_kind(request.kind());
  *corrected.mutable_started_at() = request.started_at();
  *corrected.mutable_ended_at() = request.ended_at();
  corrected.set_aborted(request.aborted());
  corrected.set_reason(request.reason());
  return event;
}

}  // namespace watchbell::alerting

#include "services/alerting/domain/camera.hpp"

namespace watchbell::alerting {

using v1::Camera;
using v1::CameraEvent;
using v1::CameraGrant;
using v1::CameraGrantEvent;

namespace {

constexpr std::size_t kNameBytesMax = 80;
constexpr std::size_t kLinkBytesMax = 500;
constexpr std::string_view kHttps = "https://";
constexpr char kEnd[] = "end";

bool OpenAndReal(const v1::Incident& incident) {
  return incident.state() == v1::Incident::STATE_OPEN && !incident.drill();
}
Error NoIncident() {
  return Refuse(Code::kFailedPrecondition, "NO_OPEN_INCIDENT",
                "Cameras are shown during an open incident that is no drill.", "incident_id");
}
Error NoSuchGrant() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the grant's id and its school.", "grant_id");
}

}  // namespace

void Cameras::Evolve(Camera& camera, const CameraEvent& event) {
  switch (event.fact_case()) {
    case CameraEvent::kRegistered:
      camera.set_id(event.registered().id());
      camera.set_school(event.registered().school());
      camera.set_zone(event.registered().zone());
      camera.set_name(event.registered().name());
      camera.set_link(event.registered().link());
      return;
    case CameraEvent::kRetired: camera.set_retired(true); return;
    case CameraEvent::FACT_NOT_SET: return;
  }
}

Indexes Cameras::IndexesOf(const Camera& camera) {
  if (camera.retired()) return {};
  return {{"cameras:" + camera.school(), 0}};
}

void CameraGrants::Evolve(CameraGrant& grant, const CameraGrantEvent& event) {
  switch (event.fact_case()) {
    case CameraGrantEvent::kGiven:
      grant.set_id(event.given().id());
      grant.set_school(event.given().school());
      grant.set_incident_id(event.given().incident_id());
      grant.set_to(event.given().to());
      grant.set_given_by(event.meta().actor_id());
      grant.set_state(CameraGrant::STATE_ACTIVE);
      *grant.mutable_given_at() = event.meta().at();
      *grant.mutable_ends_at() = event.given().ends_at();
      return;
    case CameraGrantEvent::kUsed: grant.set_uses(grant.uses() + 1); return;
    case CameraGrantEvent::kEnded:
      grant.set_state(CameraGrant::STATE_ENDED);
      *grant.mutable_ends_at() = event.meta().at();
      return;
    case CameraGrantEvent::FACT_NOT_SET: return;
  }
}

Deadlines CameraGrants::DeadlinesOf(const CameraGrant& grant) {
  if (grant.state() != CameraGrant::STATE_ACTIVE) return {};
  return {{kEnd, FromProto(grant.ends_at())}};
}

Decision<CameraGrantEvent> CameraGrants::Tick(const CameraGrant& grant, const std::string& what,
                                              const Context& context) {
  const bool due =
      what == kEnd && grant.state() == CameraGrant::STATE_ACTIVE && context.now >= FromProto(grant.ends_at());
  if (!due) return AlreadySo{};
  CameraGrantEvent event;
  event.mutable_ended();
  return event;
}

Decision<CameraEvent> RegisterCamera(const Camera& camera, const v1::RegisterCameraRequest& request,
                                     const Context& context) {
  if (!camera.id().empty()) return AlreadySo{};
  const auto bad = [](const char* field, const char* remedy) {
    return Refuse(Code::kInvalidArgument, "FIELD_INVALID", remedy, field);
  };
  if (request.zone().empty() || request.zone().size() > kNameBytesMax) return bad("zone", "Name its zone.");
  if (request.name().empty() || request.name().size() > kNameBytesMax) return bad("name", "Name the camera.");
  if (!request.link().starts_with(kHttps) || request.link().size() > kLinkBytesMax)
    return bad("link", "Give the https address in the district's video system.");
  CameraEvent event;
  auto& registered = *event.mutable_registered();
  registered.set_id(context.id);
  registered.set_school(request.school());
  registered.set_zone(request.zone());
  registered.set_name(request.name());
  registered.set_link(request.link());
  return event;
}

Decision<CameraEvent> RetireCamera(const Camera& camera, const v1::RetireCameraRequest&, const Context&) {
  if (camera.id().empty()) {
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the camera's id and its school.", "camera_id");
  }
  if (camera.retired()) return AlreadySo{};
  CameraEvent event;
  event.mutable_retired();
  return event;
}

Decision<CameraGrantEvent> GrantCameraView(const CameraGrant& grant,
                                           const v1::GrantCameraViewRequest& request,
                                           const v1::Incident& incident, const Context& context) {
  if (grant.state() != CameraGrant::STATE_UNSPECIFIED) return AlreadySo{};
  if (!OpenAndReal(incident)) return NoIncident();
  if (request.to().empty()) return Refuse(Code::kInvalidArgument, "TO_MISSING", "Name the officer.", "to");
  if (request.minutes() < 1 || request.minutes() > kCameraGrantMinutesMax) {
    return Refuse(Code::kInvalidArgument, "MINUTES_INVALID", "Grant 1 to 240 minutes.", "minutes");
  }
  CameraGrantEvent event;
  auto& given = *event.mutable_given();
  given.set_id(context.id);
  given.set_school(request.school());
  given.set_incident_id(request.incident_id());
  given.set_to(request.to());
  *given.mutable_ends_at() = ToProto(context.now + std::chrono::minutes{request.minutes()});
  return event;
}

Decision<CameraGrantEvent> EndCameraView(const CameraGrant& grant, const v1::EndCameraViewRequest&,
                                         const Context&) {
  if (grant.state() == CameraGrant::STATE_UNSPECIFIED) return NoSuchGrant();
  if (grant.state() == CameraGrant::STATE_ENDED) return AlreadySo{};
  CameraGrantEvent event;
  event.mutable_ended();
  return event;
}

Decision<CameraGrantEvent> UseCameraView(const CameraGrant& grant, const v1::ViewCamerasRequest& request,
                                         const v1::Incident& incident, const Context& context) {
  // Another's grant is as if it were not there.
  if (grant.state() == CameraGrant::STATE_UNSPECIFIED || grant.to() != context.actor_id) return NoSuchGrant();
  if (!OpenAndReal(incident)) return NoIncident();
  const bool over = grant.state() != CameraGrant::STATE_ACTIVE || context.now >= FromProto(grant.ends_at());
  if (over || grant.uses() >= kCameraUsesMax) {
    return Refuse(Code::kFailedPrecondition, "GRANT_OVER", "Ask the incident commander for a new grant.",
                  "grant_id");
  }
  CameraGrantEvent event;
  event.mutable_used()->set_zone(request.zone());
  return event;
}

}  // namespace watchbell::alerting

// Cameras, and looking through them by a grant. A look is on the record before it is answered.
#include "common/record/routes.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

constexpr int kCamerasMax = 200;

Result<v1::CameraGrant> Grant(Parts& parts, const rpc::Call& call,
                              const v1::GrantCameraViewRequest& request) {
  const auto incident = Read(parts.incidents, request.school(), request.incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  return Answer(parts.camera_grants, call, request, request.request_id(),
                [&](const v1::CameraGrant& grant, const Context& context) {
                  return GrantCameraView(grant, request, *incident, context);
                });
}

Result<v1::ListCamerasResponse> View(Parts& parts, const rpc::Call& call,
                                     const v1::ViewCamerasRequest& request) {
  const auto grant = Read(parts.camera_grants, request.school(), request.grant_id());
  if (!grant) return tl::unexpected<Error>(grant.error());
  const auto incident = Read(parts.incidents, request.school(), grant->incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  const auto used = Answer(parts.camera_grants, call, request, request.grant_id(),
                           [&](const v1::CameraGrant& state, const Context& context) {
                             return UseCameraView(state, request, *incident, context);
                           });
  if (!used) return tl::unexpected<Error>(used.error());
  auto page = parts.cameras.List("cameras:" + request.school(), kCamerasMax, "");
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListCamerasResponse response;
  for (auto& camera : page->states) {
    if (request.zone().empty() || camera.zone() == request.zone())
      *response.add_cameras() = std::move(camera);
  }
  return response;
}

}  // namespace

void ServeCameras(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.CameraService";
  Routes<Cameras> cameras(server, parts.cameras, service);
  cameras.Create("RegisterCamera", RegisterCamera);
  cameras.Change("RetireCamera", &v1::RetireCameraRequest::camera_id, RetireCamera);
  cameras.List<v1::ListCamerasRequest>(
      "ListCameras", &v1::ListCamerasResponse::add_cameras,
      [](const v1::ListCamerasRequest& request) { return "cameras:" + request.school(); });
  Routes<CameraGrants> grants(server, parts.camera_grants, service);
  grants.Change("EndCameraView", &v1::EndCameraViewRequest::grant_id, EndCameraView);
  server.Unary(service + ".GrantCameraView",
               [&parts](const rpc::Call& call, const v1::GrantCameraViewRequest& request) {
                 return Grant(parts, call, request);
               });
  server.Unary(service + ".ViewCameras",
               [&parts](const rpc::Call& call, const v1::ViewCamerasRequest& request) {
                 return View(parts, call, request);
               });
}

}  // namespace watchbell::alerting

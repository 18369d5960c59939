// Cameras and the grants to look through them. Nobody has standing access: a grant needs an open, real
// incident, has an end, and is looked up at each use. Pure functions.
#pragma once

#include <optional>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/camera.pb.h"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::alerting {

inline constexpr int kCameraGrantMinutesMax = 240;
inline constexpr int kCameraUsesMax = 1000;

struct Cameras {
  using State = v1::Camera;
  using Event = v1::CameraEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "camera";

  static void Evolve(State& camera, const Event& event);
  // cameras:<school>
  static Indexes IndexesOf(const State& camera);
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

struct CameraGrants {
  using State = v1::CameraGrant;
  using Event = v1::CameraGrantEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "camera-grant";

  static void Evolve(State& grant, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State& grant);
  static std::optional<retention::Span> RetentionOf(const State& state);
  static Decision<Event> Tick(const State& grant, const std::string& what, const Context& context);
};

Decision<v1::CameraEvent> RegisterCamera(const v1::Camera& camera, const v1::RegisterCameraRequest& request,
                                         const Context& context);
Decision<v1::CameraEvent> RetireCamera(const v1::Camera& camera, const v1::RetireCameraRequest& request,
                                       const Context& context);

Decision<v1::CameraGrantEvent> GrantCameraView(const v1::CameraGrant& grant,
                                               const v1::GrantCameraViewRequest& request,
                                               const v1::Incident& incident, const Context& context);
Decision<v1::CameraGrantEvent> EndCameraView(const v1::CameraGrant& grant,
                                             const v1::EndCameraViewRequest& request, const Context& context);
// Each look is a fact.
Decision<v1::CameraGrantEvent> UseCameraView(const v1::CameraGrant& grant,
                                             const v1::ViewCamerasRequest& request,
                                             const v1::Incident& incident, const Context& context);

}  // namespace watchbell::alerting

#include "services/alerting/domain/camera.hpp"

#include <gtest/gtest.h>

namespace watchbell::alerting {
namespace {

const Context kCommander{
    .now = TimePoint{std::chrono::seconds{1'800'000'000}}, .id = "grant-1", .actor_id = "principal"};

Context Officer(std::chrono::minutes after) {
  Context context = kCommander;
  context.actor_id = "officer";
  context.now += after;
  return context;
}
v1::Incident Incident(bool drill = false) {
  v1::Incident incident;
  incident.set_state(v1::Incident::STATE_OPEN);
  incident.set_drill(drill);
  return incident;
}
v1::GrantCameraViewRequest Asking(int minutes = 30) {
  v1::GrantCameraViewRequest request;
  request.set_school("lincoln-es");
  request.set_incident_id("incident-1");
  request.set_to("officer");
  request.set_minutes(minutes);
  return request;
}
v1::CameraGrant After(v1::CameraGrant grant, const Decision<v1::CameraGrantEvent>& decision,
                      const Context& by) {
  auto event = std::get<v1::CameraGrantEvent>(decision);
  *event.mutable_meta()->mutable_at() = ToProto(by.now);
  event.mutable_meta()->set_actor_id(by.actor_id);
  CameraGrants::Evolve(grant, event);
  return grant;
}
v1::CameraGrant Given() {
  return After({}, GrantCameraView({}, Asking(), Incident(), kCommander), kCommander);
}
std::string Reason(const Decision<v1::CameraGrantEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}

TEST(CameraGrant, NeedsAnOpenIncidentThatIsNoDrill) {
  EXPECT_EQ(Reason(GrantCameraView({}, Asking(), {}, kCommander)), "NO_OPEN_INCIDENT");
  EXPECT_EQ(Reason(GrantCameraView({}, Asking(), Incident(true), kCommander)), "NO_OPEN_INCIDENT");
}

TEST(CameraGrant, HasAnEndOfAtMostFourHours) {
  EXPECT_EQ(Reason(GrantCameraView({}, Asking(0), Incident(), kCommander)), "MINUTES_INVALID");
  EXPECT_EQ(Reason(GrantCameraView({}, Asking(241), Incident(), kCommander)), "MINUTES_INVALID");
  const auto grant = Given();
  ASSERT_EQ(CameraGrants::DeadlinesOf(grant).size(), 1U);
  const auto end = Officer(std::chrono::minutes{30});
  const auto ended = After(grant, CameraGrants::Tick(grant, "end", end), end);
  EXPECT_EQ(ended.state(), v1::CameraGrant::STATE_ENDED);
  EXPECT_TRUE(CameraGrants::DeadlinesOf(ended).empty());
}

TEST(CameraGrant, EachLookIsCountedAndNoneIsPossibleAfterTheEndOrTheIncident) {
  const auto grant = Given();
  const auto used = After(grant, UseCameraView(grant, {}, Incident(), Officer(std::chrono::minutes{1})),
                          Officer(std::chrono::minutes{1}));
  EXPECT_EQ(used.uses(), 1);
  EXPECT_EQ(Reason(UseCameraView(used, {}, Incident(), Officer(std::chrono::minutes{30}))), "GRANT_OVER");
  EXPECT_EQ(Reason(UseCameraView(used, {}, {}, Officer(std::chrono::minutes{1}))), "NO_OPEN_INCIDENT");
  EXPECT_EQ(Reason(UseCameraView(used, {}, Incident(), kCommander)), "NOT_FOUND");
}

TEST(Camera, HasAZoneANameAndALinkThatIsEncrypted) {
  v1::RegisterCameraRequest request;
  request.set_school("lincoln-es");
  request.set_zone("gym");
  request.set_name("North door");
  request.set_link("http://video.example/1");
  EXPECT_EQ(std::get<Error>(RegisterCamera({}, request, kCommander)).field, "link");
  request.set_link("https://video.example/1");
  v1::Camera camera;
  Cameras::Evolve(camera, std::get<v1::CameraEvent>(RegisterCamera({}, request, kCommander)));
  EXPECT_EQ(Cameras::IndexesOf(camera).size(), 1U);
  Cameras::Evolve(camera, std::get<v1::CameraEvent>(RetireCamera(camera, {}, kCommander)));
  EXPECT_TRUE(Cameras::IndexesOf(camera).empty());
}

}  // namespace
}  // namespace watchbell::alerting

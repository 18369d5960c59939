#include "services/alerting/domain/incident.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/alerting/domain/srp.hpp"

namespace watchbell::alerting {
namespace {

using v1::Incident;
using v1::IncidentEvent;

Context By(std::string actor, std::set<std::string> permissions = {}) {
  return {.now = TimePoint{std::chrono::seconds{1'800'000'000}},
          .request_id = "request",
          .id = "incident-1",
          .actor_id = std::move(actor),
          .permissions = std::move(permissions)};
}
const Context kTeacher = By("teacher");
const Context kPrincipal = By("principal", {"incident.admin", "incident.command", "incident.release"});
const Context kDrillLeader = By("leader", {"drill.start"});

Incident After(Incident incident, const Decision<IncidentEvent>& decision, const Context& context) {
  if (const auto* event = std::get_if<IncidentEvent>(&decision)) {
    IncidentEvent stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(context.now);
    stamped.mutable_meta()->set_actor_id(context.actor_id);
    Incidents::Evolve(incident, stamped);
  }
  return incident;
}
std::string Reason(const Decision<IncidentEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}

template <class Request>
Request Asking(v1::Action action, const std::string& zone = "") {
  Request request;
  request.set_school("lincoln-es");
  request.set_action(action);
  request.set_zone(zone);
  request.mutable_detail()->set_place("hall");
  request.mutable_detail()->set_reason("police_activity");
  request.mutable_detail()->set_destination("field");
  request.mutable_detail()->set_hazard("tornado");
  request.mutable_detail()->set_strategy("shelter_area");
  return request;
}
Incident Raised(v1::Action action) {
  return After({}, Raise({}, Asking<v1::RaiseRequest>(action), kPrincipal), kPrincipal);
}
Incident Commanded(Incident incident) {
  return After(incident, TakeCommand(incident, {}, kPrincipal), kPrincipal);
}
Incident Confirmed(Incident incident) {
  v1::ConfirmPoliceRequest request;
  request.set_reference("CAD-17");
  return After(incident, ConfirmPolice(incident, request, kPrincipal), kPrincipal);
}

TEST(Incident, AnyTeacherRaisesALockdownWithoutDetail) {
  v1::RaiseRequest request;
  request.set_school("lincoln-es");
  request.set_action(v1::ACTION_LOCKDOWN);
  const Incident incident = After({}, Raise({}, request, kTeacher), kTeacher);
  EXPECT_EQ(incident.state(), Incident::STATE_OPEN);
  EXPECT_EQ(incident.action(), v1::ACTION_LOCKDOWN);
  EXPECT_EQ(incident.raised_by(), "teacher");
  EXPECT_EQ(incident.id(), "incident-1");
  EXPECT_EQ(incident.sequence(), 1U);
  EXPECT_FALSE(incident.drill());
  EXPECT_EQ(Incidents::IndexesOf(incident).size(), 2U);
}

TEST(Incident, ASecondPressJoinsTheOpenIncident) {
  v1::RaiseRequest again;
  again.set_action(v1::ACTION_LOCKDOWN);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Raise(Raised(v1::ACTION_LOCKDOWN), again, kTeacher)));
}

TEST(Incident, APressMayOnlyRaiseWhatASchoolDoes) {
  const Incident secure = Raised(v1::ACTION_SECURE);
  EXPECT_EQ(After(secure, Raise(secure, Asking<v1::RaiseRequest>(v1::ACTION_LOCKDOWN), kTeacher), kTeacher)
                .action(),
            v1::ACTION_LOCKDOWN);
  EXPECT_EQ(Reason(Raise(Raised(v1::ACTION_LOCKDOWN), Asking<v1::RaiseRequest>(v1::ACTION_HOLD), kTeacher)),
            "TRANSITION_IMPOSSIBLE");
}

TEST(Incident, AFireAlarmDuringALockdownIsTheCommandersDecision) {
  auto fire = Asking<v1::RaiseRequest>(v1::ACTION_EVACUATE);
  fire.mutable_detail()->set_hazard("fire");
  EXPECT_EQ(Reason(Raise(Raised(v1::ACTION_LOCKDOWN), fire, kTeacher)), "COMMANDER_DECIDES");
}

struct Transition {
  v1::Action from, to;
  Who who;
};
class Transitions : public ::testing::TestWithParam<Transition> {};

TEST_P(Transitions, FollowTheTableOfTheProtocol) {
  EXPECT_EQ(WhoMay(GetParam().from, GetParam().to), GetParam().who);
}

INSTANTIATE_TEST_SUITE_P(
    Srp, Transitions,
    ::testing::Values(Transition{v1::ACTION_NORMAL, v1::ACTION_HOLD, Who::kAnyStaff},
                      Transition{v1::ACTION_NORMAL, v1::ACTION_SECURE, Who::kAdmin},
                      Transition{v1::ACTION_NORMAL, v1::ACTION_LOCKDOWN, Who::kAnyStaff},
                      Transition{v1::ACTION_NORMAL, v1::ACTION_EVACUATE, Who::kFireElseAdmin},
                      Transition{v1::ACTION_NORMAL, v1::ACTION_SHELTER, Who::kAdmin},
                      Transition{v1::ACTION_HOLD, v1::ACTION_NORMAL, Who::kAdmin},
                      Transition{v1::ACTION_SECURE, v1::ACTION_HOLD, Who::kAnyStaff},
                      Transition{v1::ACTION_SECURE, v1::ACTION_LOCKDOWN, Who::kAnyStaff},
                      Transition{v1::ACTION_LOCKDOWN, v1::ACTION_HOLD, Who::kNobody},
                      Transition{v1::ACTION_LOCKDOWN, v1::ACTION_SECURE, Who::kCommander},
                      Transition{v1::ACTION_LOCKDOWN, v1::ACTION_EVACUATE, Who::kCommander},
                      Transition{v1::ACTION_LOCKDOWN, v1::ACTION_NORMAL, Who::kCommander},
                      Transition{v1::ACTION_EVACUATE, v1::ACTION_HOLD, Who::kNobody},
                      Transition{v1::ACTION_EVACUATE, v1::ACTION_SECURE, Who::kCommander},
                      Transition{v1::ACTION_SHELTER, v1::ACTION_SECURE, Who::kNobody},
                      Transition{v1::ACTION_SHELTER, v1::ACTION_NORMAL, Who::kCommander}));

struct Needed {
  v1::Action action;
  const char* field;
};
class Details : public ::testing::TestWithParam<Needed> {};

TEST_P(Details, AnActionWithoutWhatItNeedsNamesTheField) {
  v1::RaiseRequest request;
  request.set_school("lincoln-es");
  request.set_action(GetParam().action);
  const auto decision = Raise({}, request, kPrincipal);
  ASSERT_TRUE(std::holds_alternative<Error>(decision));
  EXPECT_EQ(std::get<Error>(decision).field, GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(Srp, Details,
                         ::testing::Values(Needed{v1::ACTION_HOLD, "detail.place"},
                                           Needed{v1::ACTION_SECURE, "detail.reason"},
                                           Needed{v1::ACTION_EVACUATE, "detail.destination"},
                                           Needed{v1::ACTION_SHELTER, "detail.hazard"},
                                           Needed{v1::ACTION_UNSPECIFIED, "action"}));

TEST(Incident, ALockdownIsReleasedOnlyByItsCommanderAfterThePolice) {
  const Incident lockdown = Raised(v1::ACTION_LOCKDOWN);
  EXPECT_EQ(Reason(Release(lockdown, {}, kPrincipal)), "COMMANDER_DECIDES");
  const Incident commanded = Commanded(lockdown);
  EXPECT_EQ(Reason(Release(commanded, {}, kPrincipal)), "POLICE_CONFIRMATION_MISSING");
  const Incident confirmed = Confirmed(commanded);
  EXPECT_EQ(Reason(Release(confirmed, {}, kTeacher)), "COMMANDER_DECIDES");
  const Incident released = After(confirmed, Release(confirmed, {}, kPrincipal), kPrincipal);
  EXPECT_EQ(released.state(), Incident::STATE_RELEASED);
  EXPECT_EQ(released.action(), v1::ACTION_NORMAL);
  EXPECT_TRUE(released.has_closed_at());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Release(released, {}, kPrincipal)));
}

TEST(Incident, AZoneMovesOutWhileTheRestStaysLockedDown) {
  const Incident confirmed = Confirmed(Commanded(Raised(v1::ACTION_LOCKDOWN)));
  const Incident moving = After(
      confirmed, SetAction(confirmed, Asking<v1::SetActionRequest>(v1::ACTION_EVACUATE, "gym"), kPrincipal),
      kPrincipal);
  EXPECT_EQ(moving.zones_size(), 2);
  EXPECT_EQ(moving.action(), v1::ACTION_LOCKDOWN);
}

TEST(Incident, AHoldDuringSecureIsAddedForARoomAndNeverReplacesSecure) {
  const Incident secure = Raised(v1::ACTION_SECURE);
  EXPECT_EQ(Reason(Raise(secure, Asking<v1::RaiseRequest>(v1::ACTION_HOLD), kTeacher)), "ZONE_NEEDED");
  const Incident both =
      After(secure, Raise(secure, Asking<v1::RaiseRequest>(v1::ACTION_HOLD, "room-12"), kTeacher), kTeacher);
  EXPECT_EQ(both.zones_size(), 2);
  EXPECT_EQ(both.action(), v1::ACTION_SECURE);
}

TEST(Incident, AStaleCommandIsRefused) {
  const Incident commanded = Commanded(Raised(v1::ACTION_HOLD));
  auto request = Asking<v1::SetActionRequest>(v1::ACTION_SECURE);
  request.set_seen_sequence(1);
  EXPECT_EQ(Reason(SetAction(commanded, request, kPrincipal)), "STALE_SEQUENCE");
}

TEST(Incident, AFalseAlarmIsCancelledWithAReason) {
  const Incident confirmed = Confirmed(Commanded(Raised(v1::ACTION_LOCKDOWN)));
  EXPECT_EQ(Reason(Cancel(confirmed, {}, kPrincipal)), "REASON_MISSING");
  v1::CancelRequest request;
  request.set_reason("a balloon burst");
  const Incident cancelled = After(confirmed, Cancel(confirmed, request, kPrincipal), kPrincipal);
  EXPECT_EQ(cancelled.state(), Incident::STATE_CANCELLED);
  EXPECT_EQ(cancelled.cancel_reason(), "a balloon burst");
  EXPECT_EQ(Reason(Raise(cancelled, Asking<v1::RaiseRequest>(v1::ACTION_LOCKDOWN), kTeacher)),
            kIncidentClosed);
}

TEST(Incident, ADrillStartsOnlyInPeaceAndARealActionEndsIt) {
  const auto start = Asking<v1::StartDrillRequest>(v1::ACTION_LOCKDOWN);
  EXPECT_EQ(Reason(StartDrill(Raised(v1::ACTION_HOLD), start, kDrillLeader)), "INCIDENT_OPEN");
  const Incident drill = After({}, StartDrill({}, start, kDrillLeader), kDrillLeader);
  EXPECT_TRUE(drill.drill());
  EXPECT_EQ(Reason(Raise(drill, Asking<v1::RaiseRequest>(v1::ACTION_LOCKDOWN), kTeacher)), kDrillRunning);
  const Incident preempted = After(drill, Preempt(drill, kTeacher), kTeacher);
  EXPECT_EQ(preempted.state(), Incident::STATE_PREEMPTED);
  EXPECT_TRUE(preempted.drill());
}

TEST(Incident, TheLeaderEndsADrillWithoutPolice) {
  const Incident drill = After(
      {}, StartDrill({}, Asking<v1::StartDrillRequest>(v1::ACTION_LOCKDOWN), kDrillLeader), kDrillLeader);
  EXPECT_EQ(After(drill, Release(drill, {}, kDrillLeader), kDrillLeader).state(), Incident::STATE_RELEASED);
}

TEST(Incident, TheNextIdDependsOnlyOnTheLastIncident) {
  EXPECT_EQ(NextIncidentId("lincoln-es", nullptr), NextIncidentId("lincoln-es", nullptr));
  const Incident last = Raised(v1::ACTION_HOLD);
  EXPECT_NE(NextIncidentId("lincoln-es", &last), NextIncidentId("lincoln-es", nullptr));
}

RC_GTEST_PROP(Incident, NoSequenceOfCommandsReleasesALockdownWithoutPoliceOrTurnsADrillReal,
              (const std::vector<std::pair<int, int>>& commands)) {
  const bool drill = !commands.empty() && commands.front().first % 2 == 0;
  Incident incident =
      drill ? After({}, StartDrill({}, Asking<v1::StartDrillRequest>(v1::ACTION_LOCKDOWN), kDrillLeader),
                    kDrillLeader)
            : Raised(v1::ACTION_LOCKDOWN);
  for (const auto& [what, whom] : commands) {
    const Context& context = whom % 2 == 0 ? kTeacher : kPrincipal;
    const auto action = static_cast<v1::Action>(1 + std::abs(what % 6));
    Decision<IncidentEvent> decision;
    switch (std::abs(what % 5)) {
      case 0: decision = Raise(incident, Asking<v1::RaiseRequest>(action), context); break;
      case 1: decision = SetAction(incident, Asking<v1::SetActionRequest>(action), context); break;
      case 2: decision = TakeCommand(incident, {}, context); break;
      case 3: decision = Release(incident, {}, context); break;
      default: decision = Cancel(incident, {}, context); break;
    }
    incident = After(incident, decision, context);
    RC_ASSERT(incident.drill() == drill);
    RC_ASSERT(drill || incident.action() == v1::ACTION_LOCKDOWN);
  }
}

}  // namespace
}  // namespace watchbell::alerting

#include "services/alerting/domain/incident.hpp"

#include <gtest/gtest.h>

#include "services/alerting/domain/dispatch.hpp"
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
  request.mutable_detail()->set_reason(action == v1::ACTION_SECURE ? "police_activity" : "other");
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
  Context later = kTeacher;
  later.now += std::chrono::minutes{1};
  v1::RaiseRequest again;
  again.set_action(v1::ACTION_LOCKDOWN);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Raise(Raised(v1::ACTION_LOCKDOWN), again, later)));
}

TEST(Incident, APressMayOnlyRaiseWhatASchoolDoes) {
  const Incident secure = Raised(v1::ACTION_SECURE);
  EXPECT_EQ(After(secure, Raise(secure, Asking<v1::RaiseRequest>(v1::ACTION_LOCKDOWN), kTeacher), kTeacher)
                .action(),
            v1::ACTION_LOCKDOWN);
  EXPECT_EQ(Reason(Raise(Raised(v1::ACTION_LOCKDOWN), Asking<v1::RaiseRequest>(v1::ACTION_HOLD), kTeacher)),
            "TRANSITION_IMPOSSIBLE");
}

v1::RaiseRequest Fire(const std::string& zone = "") {
  auto fire = Asking<v1::RaiseRequest>(v1::ACTION_EVACUATE, zone);
  fire.mutable_detail()->set_hazard("fire");
  return fire;
}

TEST(Incident, AFireAlarmDuringALockdownIsTheCommandersDecision) {
  const Incident lockdown = Commanded(Raised(v1::ACTION_LOCKDOWN));
  const Incident asked = After(lockdown, Raise(lockdown, Fire("gym"), kTeacher), kTeacher);
  EXPECT_EQ(asked.action(), v1::ACTION_LOCKDOWN);
  EXPECT_EQ(asked.pending().zone(), "gym");
  EXPECT_EQ(asked.pending().reported_by(), "teacher");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Raise(asked, Fire("gym"), kTeacher)));
  v1::DecideFireRequest decision;
  decision.add_zones("gym");
  EXPECT_EQ(Reason(DecideFire(asked, decision, kTeacher)), "COMMANDER_DECIDES");
  const Incident decided = After(asked, DecideFire(asked, decision, kPrincipal), kPrincipal);
  EXPECT_FALSE(decided.has_pending());
  EXPECT_EQ(ActionOf(decided, "gym"), v1::ACTION_EVACUATE);
  EXPECT_EQ(ActionOf(decided, "room-12"), v1::ACTION_LOCKDOWN);
  EXPECT_EQ(Reason(DecideFire(decided, decision, kPrincipal)), "NOTHING_TO_DECIDE");
}

TEST(Incident, TheCommanderIsRemindedEverySixtySecondsUntilADecision) {
  const Incident lockdown = Commanded(Raised(v1::ACTION_LOCKDOWN));
  Incident asked = After(lockdown, Raise(lockdown, Fire(), kTeacher), kTeacher);
  ASSERT_EQ(Incidents::DeadlinesOf(asked).size(), 1U);
  EXPECT_EQ(Incidents::DeadlinesOf(asked).front().due, kTeacher.now + std::chrono::seconds{60});
  Context timer = By("");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Incidents::Tick(asked, "remind", timer)));
  timer.now += std::chrono::seconds{60};
  asked = After(asked, Incidents::Tick(asked, "remind", timer), timer);
  EXPECT_EQ(asked.pending().reminders(), 1);
  EXPECT_EQ(asked.action(), v1::ACTION_LOCKDOWN);
  EXPECT_EQ(Incidents::DeadlinesOf(asked).front().due, timer.now + std::chrono::seconds{60});
  const Incident stays = After(asked, DecideFire(asked, {}, kPrincipal), kPrincipal);
  EXPECT_TRUE(Incidents::DeadlinesOf(stays).empty());
  EXPECT_EQ(stays.action(), v1::ACTION_LOCKDOWN);
}

TEST(Incident, ALockdownIsEvacuatedZoneByZone) {
  const Incident confirmed = Confirmed(Commanded(Raised(v1::ACTION_LOCKDOWN)));
  EXPECT_EQ(Reason(SetAction(confirmed, Asking<v1::SetActionRequest>(v1::ACTION_EVACUATE), kPrincipal)),
            "ZONE_NEEDED");
}

TEST(Incident, APressIsTakenBackWithinFiveSecondsByWhoPressed) {
  const Incident lockdown =
      After({}, Raise({}, Asking<v1::RaiseRequest>(v1::ACTION_LOCKDOWN), kTeacher), kTeacher);
  EXPECT_EQ(Reason(Undo(lockdown, {}, kPrincipal)), "UNDO_NOT_YOURS");
  Context late = kTeacher;
  late.now += std::chrono::seconds{6};
  EXPECT_EQ(Reason(Undo(lockdown, {}, late)), "UNDO_TOO_LATE");
  const Incident undone = After(lockdown, Undo(lockdown, {}, kTeacher), kTeacher);
  EXPECT_EQ(undone.state(), Incident::STATE_CANCELLED);
  EXPECT_TRUE(undone.undone());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Undo(undone, {}, kTeacher)));
}

TEST(Incident, WhatASecondPersonReportedIsNotTakenBack) {
  const Incident lockdown =
      After({}, Raise({}, Asking<v1::RaiseRequest>(v1::ACTION_LOCKDOWN), kTeacher), kTeacher);
  v1::RaiseRequest again;
  again.set_action(v1::ACTION_LOCKDOWN);
  const Incident seconded = After(lockdown, Raise(lockdown, again, kPrincipal), kPrincipal);
  EXPECT_TRUE(seconded.seconded());
  EXPECT_EQ(Reason(Undo(seconded, {}, kTeacher)), "OTHERS_JOINED");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Raise(seconded, again, kPrincipal)));
}

TEST(Incident, CommandIsOfferedByTheCommanderAndTakenByTheOther) {
  const Incident commanded = Commanded(Raised(v1::ACTION_LOCKDOWN));
  v1::OfferCommandRequest offer;
  offer.set_to("security");
  EXPECT_EQ(Reason(OfferCommand(commanded, offer, kTeacher)), "COMMANDER_DECIDES");
  const Incident offered = After(commanded, OfferCommand(commanded, offer, kPrincipal), kPrincipal);
  EXPECT_EQ(offered.command_offered_to(), "security");
  EXPECT_EQ(offered.commander_id(), "principal");
  const Context security = By("security", {"incident.command"});
  const Incident taken = After(offered, TakeCommand(offered, {}, security), security);
  EXPECT_EQ(taken.commander_id(), "security");
  EXPECT_EQ(taken.command_offered_to(), "");
}

TEST(Incident, ASecureThatThePoliceAskedForEndsAfterThePolice) {
  auto request = Asking<v1::RaiseRequest>(v1::ACTION_SECURE);
  request.mutable_detail()->set_police_asked(true);
  const Incident secure = After({}, Raise({}, request, kPrincipal), kPrincipal);
  EXPECT_EQ(Reason(Release(secure, {}, {}, kPrincipal)), "POLICE_CONFIRMATION_MISSING");
  const Incident confirmed = Confirmed(secure);
  EXPECT_EQ(After(confirmed, Release(confirmed, {}, {}, kPrincipal), kPrincipal).state(),
            Incident::STATE_RELEASED);
}

TEST(Incident, AReleasedZoneStaysReleasedWhileTheRestIsLockedDown) {
  const Incident confirmed = Confirmed(Commanded(Raised(v1::ACTION_LOCKDOWN)));
  v1::ReleaseRequest release;
  release.set_zone("gym");
  const Incident part = After(confirmed, Release(confirmed, release, {}, kPrincipal), kPrincipal);
  EXPECT_EQ(ActionOf(part, "gym"), v1::ACTION_NORMAL);
  EXPECT_EQ(part.action(), v1::ACTION_LOCKDOWN);
  EXPECT_EQ(part.state(), Incident::STATE_OPEN);
}

TEST(Incident, AnAddedHoldEndsInSecure) {
  const Incident secure = Raised(v1::ACTION_SECURE);
  const Incident both =
      After(secure, Raise(secure, Asking<v1::RaiseRequest>(v1::ACTION_HOLD, "room-12"), kTeacher), kTeacher);
  v1::ReleaseRequest release;
  release.set_zone("room-12");
  const Incident after = After(both, Release(both, release, {}, kPrincipal), kPrincipal);
  EXPECT_EQ(ActionOf(after, "room-12"), v1::ACTION_SECURE);
  EXPECT_EQ(after.state(), Incident::STATE_OPEN);
}

TEST(Incident, ManySchoolsAreRaisedOnlyWhenEachIsConfirmed) {
  v1::RaiseManyRequest request;
  EXPECT_EQ(ManyProblem(request)->reason, "SCHOOLS_MISSING");
  auto& school = *request.add_schools();
  school.set_school("lincoln-es");
  EXPECT_EQ(ManyProblem(request)->reason, "CONFIRMATION_MISSING");
  school.set_confirmation("lincoln-es");
  EXPECT_FALSE(ManyProblem(request));
  *request.add_schools() = request.schools(0);
  EXPECT_EQ(ManyProblem(request)->reason, "SCHOOL_TWICE");
}

TEST(Incident, LockoutIsTheOldNameOfSecure) {
  v1::Action action{};
  ASSERT_TRUE(v1::Action_Parse("ACTION_LOCKOUT", &action));
  EXPECT_EQ(action, v1::ACTION_SECURE);
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
  EXPECT_EQ(Reason(Release(lockdown, {}, {}, kPrincipal)), "COMMANDER_DECIDES");
  const Incident commanded = Commanded(lockdown);
  EXPECT_EQ(Reason(Release(commanded, {}, {}, kPrincipal)), "POLICE_CONFIRMATION_MISSING");
  const Incident confirmed = Confirmed(commanded);
  EXPECT_EQ(Reason(Release(confirmed, {}, {}, kTeacher)), "COMMANDER_DECIDES");
  const Incident released = After(confirmed, Release(confirmed, {}, {}, kPrincipal), kPrincipal);
  EXPECT_EQ(released.state(), Incident::STATE_RELEASED);
  EXPECT_EQ(released.action(), v1::ACTION_NORMAL);
  EXPECT_TRUE(released.has_closed_at());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Release(released, {}, {}, kPrincipal)));
}

TEST(Incident, WhatThePoliceSaidOfOneLockdownDoesNotReleaseTheNext) {
  const auto set = [](const Incident& incident, v1::Action action, const std::string& zone) {
    return After(incident, SetAction(incident, Asking<v1::SetActionRequest>(action, zone), kPrincipal),
                 kPrincipal);
  };
  const Incident holding = set(Commanded(Raised(v1::ACTION_LOCKDOWN)), v1::ACTION_LOCKDOWN, "gym");
  v1::ReleaseRequest gym;
  gym.set_zone("gym");
  const Incident confirmed = Confirmed(holding);
  EXPECT_TRUE(set(confirmed, v1::ACTION_LOCKDOWN, "site").has_police());  // the same one, with new detail
  const Incident calmer = After(confirmed, Release(confirmed, gym, {}, kPrincipal), kPrincipal);
  EXPECT_TRUE(calmer.has_police());
  const Incident again = set(calmer, v1::ACTION_LOCKDOWN, "gym");
  EXPECT_EQ(Reason(Release(again, gym, {}, kPrincipal)), "POLICE_CONFIRMATION_MISSING");
  EXPECT_EQ(Reason(Release(Confirmed(again), gym, {}, kPrincipal)), "");
  EXPECT_NE(CallsOf(again, DispatchSettings{}), CallsOf(calmer, DispatchSettings{}))
      << "the police are called again";
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

TEST(Incident, AStaleCommandIsRefusedAndOneForAZoneThatDidNotChangeIsNot) {
  const Incident hold = Raised(v1::ACTION_HOLD);
  const Incident secure =
      After(hold, SetAction(hold, Asking<v1::SetActionRequest>(v1::ACTION_SECURE), kPrincipal), kPrincipal);
  auto request = Asking<v1::SetActionRequest>(v1::ACTION_LOCKDOWN);
  request.set_seen_sequence(1);
  EXPECT_EQ(Reason(SetAction(secure, request, kPrincipal)), "STALE_SEQUENCE");
  v1::ReleaseRequest release;
  release.set_seen_sequence(1);
  EXPECT_EQ(Reason(Release(secure, release, {}, kPrincipal)), "STALE_SEQUENCE");
  const Incident gym =
      After(secure, SetAction(secure, Asking<v1::SetActionRequest>(v1::ACTION_LOCKDOWN, "gym"), kTeacher),
            kTeacher);
  request.set_zone("library");
  request.set_seen_sequence(2);
  EXPECT_EQ(Reason(SetAction(gym, request, kPrincipal)), "");
  request.set_zone("gym");
  EXPECT_EQ(Reason(SetAction(gym, request, kPrincipal)), "STALE_SEQUENCE");
}

TEST(Incident, ACommandThatClaimsToHaveSeenWhatHasNotHappenedIsRefused) {
  const Incident hold = Raised(v1::ACTION_HOLD);
  auto request = Asking<v1::SetActionRequest>(v1::ACTION_LOCKDOWN);
  request.set_seen_sequence(hold.sequence());
  EXPECT_EQ(Reason(SetAction(hold, request, kPrincipal)), "");
  request.set_seen_sequence(hold.sequence() + 1);
  EXPECT_EQ(Reason(SetAction(hold, request, kPrincipal)), "SEQUENCE_AHEAD");
  v1::ReleaseRequest release;
  release.set_seen_sequence(hold.sequence() + 1);
  EXPECT_EQ(Reason(Release(hold, release, {}, kPrincipal)), "SEQUENCE_AHEAD");
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
  EXPECT_EQ(After(drill, Release(drill, {}, {}, kDrillLeader), kDrillLeader).state(),
            Incident::STATE_RELEASED);
}

TEST(Incident, TheNextIdDependsOnlyOnTheLastIncident) {
  EXPECT_EQ(NextIncidentId("lincoln-es", nullptr), NextIncidentId("lincoln-es", nullptr));
  const Incident last = Raised(v1::ACTION_HOLD);
  EXPECT_NE(NextIncidentId("lincoln-es", &last), NextIncidentId("lincoln-es", nullptr));
}

}  // namespace
}  // namespace watchbell::alerting

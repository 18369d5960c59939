// Taking back what was one press too much, and what a release waits for.
#include <gtest/gtest.h>

#include "services/alerting/domain/assist.hpp"
#include "services/alerting/domain/incident.hpp"

namespace watchbell::alerting {
namespace {

using v1::Incident;
using v1::IncidentEvent;

const TimePoint kStart{std::chrono::seconds{1'800'000'000}};
const std::set<std::string> kCommands{"incident.admin", "incident.command", "incident.release"};

Context By(const std::string& actor, int seconds, std::set<std::string> permissions = {}) {
  return {.now = kStart + std::chrono::seconds{seconds},
          .id = "incident-1",
          .actor_id = actor,
          .permissions = std::move(permissions)};
}

struct Story {
  Incident state;

  std::string Do(const Decision<IncidentEvent>& decision, const Context& by) {
    if (const auto* refusal = std::get_if<Error>(&decision)) return refusal->reason;
    if (const auto* decided = std::get_if<IncidentEvent>(&decision)) {
      IncidentEvent event = *decided;
      *event.mutable_meta()->mutable_at() = ToProto(by.now);
      event.mutable_meta()->set_actor_id(by.actor_id);
      Incidents::Evolve(state, event);
    }
    return "";
  }
  std::string Raise(v1::Action action, const Context& by, const std::string& zone = "",
                    const std::string& assist_id = "") {
    v1::RaiseRequest request;
    request.set_school("lincoln-es");
    request.set_action(action);
    request.set_zone(zone);
    request.set_assist_id(assist_id);
    auto& detail = *request.mutable_detail();
    if (action == v1::ACTION_SECURE) detail.set_reason("animal");
    if (action == v1::ACTION_EVACUATE) detail.set_hazard("fire");
    if (action == v1::ACTION_HOLD || action == v1::ACTION_LOCKDOWN) detail.set_place("hall");
    return Do(alerting::Raise(state, request, by), by);
  }
  std::string Undo(const Context& by) { return Do(alerting::Undo(state, {}, by), by); }
  std::string Command(const Context& by) { return Do(TakeCommand(state, {}, by), by); }
  std::string Release(const RollCallStanding& standing, const Context& by, const std::string& why = "") {
    v1::ReleaseRequest request;
    request.set_without_roll_call(why);
    return Do(alerting::Release(state, request, standing, by), by);
  }
};

Story Secured() {
  Story story;
  story.Raise(v1::ACTION_SECURE, By("principal", 0, kCommands));
  return story;
}

TEST(UndoEscalation, TheIncidentIsAgainWhatItWas) {
  auto story = Secured();
  const Incident before = story.state;
  EXPECT_EQ(story.Raise(v1::ACTION_LOCKDOWN, By("teacher", 60)), "");
  EXPECT_EQ(story.state.action(), v1::ACTION_LOCKDOWN);
  EXPECT_EQ(story.state.place(), "hall");
  EXPECT_EQ(story.Undo(By("teacher", 65)), "");
  EXPECT_EQ(story.state.state(), Incident::STATE_OPEN);
  EXPECT_EQ(story.state.action(), v1::ACTION_SECURE);
  EXPECT_EQ(story.state.place(), before.place());
  EXPECT_EQ(story.state.escalations_undone(), 1);
  EXPECT_EQ(story.state.zones(0).detail().reason(), "animal");
  EXPECT_EQ(story.state.zones(0).sequence(), story.state.sequence()) << "a command given before it is stale";
}

TEST(UndoEscalation, OnlyWhoEscalatedWithinFiveSecondsAndWhileNobodyJoined) {
  auto story = Secured();
  story.Raise(v1::ACTION_LOCKDOWN, By("teacher", 60));
  EXPECT_EQ(story.Undo(By("principal", 61)), "UNDO_NOT_YOURS");
  EXPECT_EQ(story.Undo(By("teacher", 66)), "UNDO_TOO_LATE");
  EXPECT_EQ(story.Raise(v1::ACTION_LOCKDOWN, By("other-teacher", 62)), "");
  EXPECT_FALSE(story.state.has_escalation());
  EXPECT_NE(story.Undo(By("teacher", 63)), "");
  EXPECT_EQ(story.state.action(), v1::ACTION_LOCKDOWN);
}

TEST(UndoEscalation, ALockdownThatOnlyGrowsIsNone) {
  Story story;
  story.Raise(v1::ACTION_LOCKDOWN, By("teacher", 0), "gym");
  story.Raise(v1::ACTION_LOCKDOWN, By("teacher", 60), "gym");
  EXPECT_FALSE(story.state.has_escalation());
}

TEST(UndoEscalation, TheCallForHelpIsOpenAgain) {
  auto story = Secured();
  story.Raise(v1::ACTION_LOCKDOWN, By("teacher", 60), "", "assist-1");
  EXPECT_EQ(story.state.assist_id(), "assist-1");
  v1::Assist assist;
  assist.set_id("assist-1");
  assist.set_state(v1::Assist::STATE_ESCALATED);
  assist.set_incident_id("incident-1");
  const auto reopened = ReopenAssist(assist, story.state.id());
  ASSERT_TRUE(std::holds_alternative<v1::AssistEvent>(reopened));
  Assists::Evolve(assist, std::get<v1::AssistEvent>(reopened));
  EXPECT_EQ(assist.state(), v1::Assist::STATE_OPEN);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(ReopenAssist(assist, story.state.id())));
}

TEST(RollCallBeforeRelease, AnEvacuationEndsWhenEverybodyIsAccountedFor) {
  Story story;
  const auto principal = By("principal", 60, kCommands);
  story.Raise(v1::ACTION_EVACUATE, By("teacher", 0));
  story.Command(principal);
  EXPECT_EQ(story.Release({}, principal), "ROLL_CALL_UNKNOWN");
  EXPECT_EQ(story.Release({.known = true}, principal), "ROLL_CALL_OPEN");
  v1::ReleaseRequest request;
  const auto refused =
      Release(story.state, request,
              {.known = true, .lists = 14, .lists_taken = 12, .people = 210, .accounted = 207}, principal);
  EXPECT_EQ(std::get<Error>(refused).remedy.substr(0, 76),
            "3 of 210 people are not accounted for, 2 of 14 lists are not taken: finish t");
  EXPECT_EQ(story.Release({.known = true, .lists = 14, .people = 210, .accounted = 210}, principal), "");
  EXPECT_EQ(story.state.state(), Incident::STATE_RELEASED);
  EXPECT_EQ(story.state.roll_call_waived(), "");
}

TEST(RollCallBeforeRelease, TheCommanderMayDoWithoutAndTheReasonStaysOnTheRecord) {
  Story story;
  const auto principal = By("principal", 60, kCommands);
  story.Raise(v1::ACTION_EVACUATE, By("teacher", 0));
  EXPECT_EQ(story.Release({}, By("teacher", 1), "no lists"), "COMMANDER_DECIDES");
  story.Command(principal);
  EXPECT_EQ(story.Release({}, principal, std::string(501, 'x')), "TEXT_TOO_LONG");
  EXPECT_EQ(story.Release({}, principal, "the lists burnt"), "");
  EXPECT_EQ(story.state.roll_call_waived(), "the lists burnt");
}

TEST(RollCallBeforeRelease, NoOtherActionWaitsForIt) {
  auto story = Secured();
  EXPECT_EQ(story.Release({}, By("principal", 60, kCommands)), "");
  EXPECT_EQ(story.state.state(), Incident::STATE_RELEASED);
}

TEST(FireInLockdown, WithoutThePoliceTheCommanderMovesZonesAndNotTheWholeSite) {
  Story story;
  const auto principal = By("principal", 60, kCommands);
  story.Raise(v1::ACTION_LOCKDOWN, By("teacher", 0));
  story.Raise(v1::ACTION_EVACUATE, By("clerk", 30), "gym");
  story.Command(principal);
  v1::DecideFireRequest request;
  request.add_zones("site");
  EXPECT_EQ(story.Do(DecideFire(story.state, request, principal), principal), "ZONE_NEEDED");
  request.set_zones(0, "gym");
  const auto decided = DecideFire(story.state, request, principal);
  EXPECT_TRUE(std::get<IncidentEvent>(decided).decision_made().before_police());
  v1::ConfirmPoliceRequest police;
  police.set_reference("26-1");
  story.Do(ConfirmPolice(story.state, police, principal), principal);
  request.set_zones(0, "site");
  EXPECT_EQ(story.Do(DecideFire(story.state, request, principal), principal), "");
  EXPECT_EQ(story.state.action(), v1::ACTION_EVACUATE);
}

TEST(Zones, AnUnknownZoneIsRefusedWithTheKnownOnes) {
  const KnownZones known{{"lincoln-es", {"gym", "library"}}};
  EXPECT_FALSE(ZoneProblem(known, "lincoln-es", ""));
  EXPECT_FALSE(ZoneProblem(known, "lincoln-es", "site"));
  EXPECT_FALSE(ZoneProblem(known, "lincoln-es", "gym"));
  EXPECT_FALSE(ZoneProblem(known, "other-school", "anything"));
  const auto problem = ZoneProblem(known, "lincoln-es", "gmy");
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->reason, "ZONE_UNKNOWN");
  EXPECT_EQ(problem->remedy, "The zones of this school are: site, gym, library.");
}

}  // namespace
}  // namespace watchbell::alerting

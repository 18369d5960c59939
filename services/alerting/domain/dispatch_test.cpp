#include "services/alerting/domain/dispatch.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <type_traits>

#include "services/alerting/domain/incident.hpp"

namespace watchbell::alerting {
namespace {

using v1::Dispatch;
using v1::DispatchAttempt;
using v1::DispatchEvent;
using v1::Incident;
using v1::IncidentEvent;
using Asked = v1::RequestDispatchRequest;

// Only Of makes one.
static_assert(!std::is_constructible_v<RealCause, Incident>);
static_assert(!std::is_constructible_v<RealCause, Dispatch>);
static_assert(!std::is_constructible_v<RealCause, Dispatch, DispatchSettings>);
static_assert(!std::is_default_constructible_v<RealCause>);

const TimePoint kStart{std::chrono::seconds{1'800'000'000}};

DispatchSettings Settings() {
  DispatchSettings settings;
  settings.schools["lincoln-es"] = {"Lincoln", "12 Elm Street", "+1 207 555 0112"};
  return settings;
}

IncidentEvent Alarm(v1::Action action, const std::string& hazard = "", bool drill = false) {
  IncidentEvent event;
  auto& raised = *event.mutable_raised();
  raised.set_id("incident-1");
  raised.set_school("lincoln-es");
  raised.set_action(action);
  raised.set_zone("site");
  raised.set_drill(drill);
  raised.mutable_detail()->set_hazard(hazard);
  raised.mutable_detail()->set_place("gym");
  *event.mutable_meta()->mutable_at() = ToProto(kStart);
  Incidents::Evolve(*event.mutable_incident(), event);
  return event;
}

struct Call {
  Dispatch state;
  TimePoint now = kStart;
  std::vector<int> sent{};  // numbers of the attempts that the line was to be told of

  bool Do(const Decision<DispatchEvent>& decision) {
    const auto* decided = std::get_if<DispatchEvent>(&decision);
    if (!decided) return false;
    DispatchEvent event = *decided;
    *event.mutable_meta()->mutable_at() = ToProto(now);
    Dispatches::Evolve(state, event);
    if (AttemptOf(event) > 0) sent.push_back(AttemptOf(event));
    return true;
  }
  Context At() const { return {.now = now, .id = state.id()}; }
  bool Try(int number, DispatchAttempt::Outcome outcome) {
    return Do(RecordAttempt(state, number, outcome, At()));
  }
  // To the timer, if one runs.
  bool Wait() {
    const auto deadlines = Dispatches::DeadlinesOf(state);
    if (deadlines.empty()) return false;
    now = deadlines[0].due;
    return Do(Dispatches::Tick(state, deadlines[0].what, At()));
  }
};

Call Called(const RealCause& cause) {
  Call call;
  call.Do(RequestDispatch(call.state, cause, {.now = kStart, .actor_id = "teacher"}));
  return call;
}
Call Lockdown() { return Called(*RealCause::Of(Alarm(v1::ACTION_LOCKDOWN), Settings())); }

std::string Reason(const Decision<DispatchEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}

TEST(PoliceRouting, OnlyWhatIsPastAndWithoutDangerGoesToTheOtherLine) {
  for (const auto timing : {Asked::TIMING_UNSPECIFIED, Asked::TIMING_ACTIVE, Asked::TIMING_PAST}) {
    for (const auto danger : {Asked::DANGER_UNSPECIFIED, Asked::DANGER_IMMEDIATE, Asked::DANGER_NONE}) {
      const bool other = timing == Asked::TIMING_PAST && danger == Asked::DANGER_NONE;
      EXPECT_EQ(LineOf(timing, danger),
                other ? Dispatch::LINE_POLICE_NON_EMERGENCY : Dispatch::LINE_EMERGENCY_911)
          << timing << " " << danger;
    }
  }
}

TEST(RealCause, ALockdownAndAFireCall911WithTheSchoolsAddressAndNoOtherActionDoes) {
  const auto call = Lockdown();
  EXPECT_EQ(call.state.line(), Dispatch::LINE_EMERGENCY_911);
  EXPECT_EQ(call.state.about_id(), "incident-1");
  EXPECT_EQ(call.state.report().address(), "12 Elm Street");
  EXPECT_EQ(call.state.report().place(), "gym");
  EXPECT_TRUE(RealCause::Of(Alarm(v1::ACTION_EVACUATE, "fire"), Settings()));
  EXPECT_FALSE(RealCause::Of(Alarm(v1::ACTION_EVACUATE, "gas"), Settings()));
  EXPECT_FALSE(RealCause::Of(Alarm(v1::ACTION_SECURE), Settings()));
  EXPECT_FALSE(RealCause::Of(Alarm(v1::ACTION_HOLD), Settings()));
}

TEST(DispatchPlace, ThatBecomesKnownLaterIsToldToTheLineOnceAndCallsNobodyAnew) {
  auto alarm = Alarm(v1::ACTION_LOCKDOWN);
  alarm.mutable_incident()->clear_place();
  auto call = Called(*RealCause::Of(alarm, Settings()));
  EXPECT_EQ(call.state.report().place(), "");
  const auto known = *RealCause::Of(Alarm(v1::ACTION_LOCKDOWN), Settings());
  EXPECT_FALSE(call.Do(RequestDispatch(call.state, *RealCause::Of(alarm, Settings()), call.At())));
  EXPECT_TRUE(call.Do(RequestDispatch(call.state, known, call.At())));
  EXPECT_EQ(call.state.report().place(), "gym");
  EXPECT_FALSE(call.Do(RequestDispatch(call.state, known, call.At())));
  EXPECT_FALSE(call.Do(RequestDispatch(call.state, *RealCause::Of(alarm, Settings()), call.At())))
      << "that nobody says it again does not take it back";
  EXPECT_EQ(call.sent, std::vector<int>{1});
}

TEST(DispatchPlace, OfACallThatWasWithdrawnIsToldToNobody) {
  auto alarm = Alarm(v1::ACTION_LOCKDOWN);
  alarm.mutable_incident()->set_place("library");
  auto call = Called(*RealCause::Of(alarm, Settings()));
  ASSERT_TRUE(call.Do(WithdrawDispatch(call.state, call.At())));
  EXPECT_FALSE(call.Do(
      RequestDispatch(call.state, *RealCause::Of(Alarm(v1::ACTION_LOCKDOWN), Settings()), call.At())));
}

TEST(RealCause, TheDistrictsOwnTableDecidesWhoIsCalled) {
  auto settings = Settings();
  settings.calls = {{v1::ACTION_SECURE, "", Dispatch::LINE_POLICE_NON_EMERGENCY}};
  EXPECT_FALSE(RealCause::Of(Alarm(v1::ACTION_LOCKDOWN), settings));
  EXPECT_EQ(Called(*RealCause::Of(Alarm(v1::ACTION_SECURE), settings)).state.line(),
            Dispatch::LINE_POLICE_NON_EMERGENCY);
}

TEST(RealCause, ADrillIsNoneWhateverTheTableSays) {
  auto settings = Settings();
  for (const auto action :
       {v1::ACTION_HOLD, v1::ACTION_SECURE, v1::ACTION_SHELTER, v1::ACTION_EVACUATE, v1::ACTION_LOCKDOWN}) {
    settings.calls.push_back({action, "", Dispatch::LINE_EMERGENCY_911});
    EXPECT_FALSE(RealCause::Of(Alarm(action, "fire", true), settings));
  }
}

TEST(RealCause, AnAlarmCallsALineOnceAndALockdownThatCameAgainOnceMore) {
  auto event = Alarm(v1::ACTION_LOCKDOWN);
  const auto first = RealCause::Of(event, Settings());
  EXPECT_EQ(first->id(), RealCause::Of(event, Settings())->id());
  event.mutable_incident()->set_escalations_undone(1);
  EXPECT_NE(first->id(), RealCause::Of(event, Settings())->id());
  IncidentEvent undone;
  *undone.mutable_incident() = event.incident();
  undone.mutable_escalation_undone();
  EXPECT_EQ(DispatchesToWithdraw(undone, Settings()), std::vector<std::string>{first->id()});
}

TEST(RealCause, ATipThatNobodyAnsweredForEndsAtThePolice) {
  const auto call = Called(RealCause::Of({.id = "tip-1", .school = "lincoln-es"}, Settings()));
  EXPECT_EQ(call.state.line(), Dispatch::LINE_EMERGENCY_911);
  EXPECT_EQ(call.state.cause(), Dispatch::CAUSE_TIP);
}

TEST(RealCause, ADangerThatAThreatCaseDeclaresCalls911OnceAndAgainWhenItComesBack) {
  CaseDanger danger{.case_id = "case-1",
                    .school = "lincoln-es",
                    .danger = "a weapon",
                    .at_school = true,
                    .declared_at = kStart};
  const auto cause = RealCause::Of(danger, Settings());
  const auto call = Called(cause);
  EXPECT_EQ(call.state.line(), Dispatch::LINE_EMERGENCY_911);
  EXPECT_EQ(call.state.cause(), Dispatch::CAUSE_CASE);
  EXPECT_EQ(call.state.about_id(), "case-1");
  EXPECT_EQ(call.state.report().telephone(), "+1 207 555 0112");
  EXPECT_EQ(call.state.report().text(),
            "The school's threat assessment team reports danger now: a weapon, at the school.");
  EXPECT_EQ(RealCause::Of(danger, Settings()).id(), cause.id());
  danger.declared_at += std::chrono::hours{1};
  EXPECT_NE(RealCause::Of(danger, Settings()).id(), cause.id());
  danger.at_school = false;
  EXPECT_EQ(Called(RealCause::Of(danger, Settings())).state.report().text(),
            "The school's threat assessment team reports danger now: a weapon, not at the school: call back "
            "for the place.");
}

TEST(RealCause, APersonsReportIsRefusedWhileADrillRunsAndSaysWhatToDo) {
  Asked request;
  request.set_request_id("request-1");
  request.set_school("lincoln-es");
  request.set_text("a man with a knife");
  const auto drill = Alarm(v1::ACTION_LOCKDOWN, "", true);
  EXPECT_EQ(RealCause::Of(request, &drill.incident(), Settings()).error().reason, "DRILL_RUNNING");
  EXPECT_TRUE(RealCause::Of(request, nullptr, Settings()));
  request.clear_text();
  EXPECT_EQ(RealCause::Of(request, nullptr, Settings()).error().reason, "TEXT_MISSING");
}

TEST(Dispatch, AnUnreachableLineIsTriedAgainWithGrowingPausesAndThenAPersonMustTelephone) {
  auto call = Lockdown();
  const TimePoint asked = call.now;
  std::vector<std::chrono::seconds> pauses;
  for (int number = 1; number <= 4; ++number) {
    ASSERT_TRUE(call.Try(number, DispatchAttempt::OUTCOME_UNREACHABLE));
    const TimePoint before = call.now;
    ASSERT_TRUE(call.Wait());
    pauses.push_back(std::chrono::duration_cast<std::chrono::seconds>(call.now - before));
  }
  EXPECT_EQ(pauses, (std::vector{std::chrono::seconds{2}, std::chrono::seconds{4}, std::chrono::seconds{8},
                                 std::chrono::seconds{0}}));
  EXPECT_EQ(call.sent, (std::vector{1, 2, 3, 4}));
  EXPECT_EQ(call.state.state(), Dispatch::STATE_UNCONFIRMED);
  EXPECT_LE(call.now - asked, std::chrono::seconds{30});
  EXPECT_FALSE(call.Wait());
}

TEST(Dispatch, WhatTheLineTookAndNobodyConfirmedIsSentAgain) {
  auto call = Lockdown();
  call.Try(1, DispatchAttempt::OUTCOME_ACCEPTED);
  EXPECT_EQ(call.state.state(), Dispatch::STATE_SENT);
  ASSERT_TRUE(call.Wait());
  EXPECT_EQ(call.now, kStart + std::chrono::seconds{15});
  EXPECT_EQ(call.sent, (std::vector{1, 2}));
}

TEST(Dispatch, AnAttemptThatWasLostWithItsProcessIsDueAgain) {
  auto call = Lockdown();
  ASSERT_TRUE(call.Wait());
  EXPECT_EQ(call.sent, (std::vector{1, 1}));
}

TEST(Dispatch, WithoutALineAPersonMustTelephoneAtOnce) {
  auto call = Lockdown();
  call.Try(1, DispatchAttempt::OUTCOME_NO_LINE);
  ASSERT_TRUE(call.Wait());
  EXPECT_EQ(call.now, kStart);
  EXPECT_EQ(call.state.state(), Dispatch::STATE_UNCONFIRMED);
}

TEST(Dispatch, TheLinesAnswerConfirmsAndSaysWhenTheDangerIsOver) {
  auto call = Lockdown();
  call.Try(1, DispatchAttempt::OUTCOME_ACCEPTED);
  v1::AnswerDispatchRequest answer;
  for (const auto* wrong : {"", "received 26-1", "other received 26-1", "perhaps"}) {
    answer.set_body(wrong);
    EXPECT_EQ(Reason(AnswerDispatch(call.state, answer, call.At())), "BODY_UNKNOWN") << wrong;
  }
  answer.set_body(call.state.id() + " received 26-1");
  ASSERT_TRUE(call.Do(AnswerDispatch(call.state, answer, call.At())));
  EXPECT_EQ(call.state.state(), Dispatch::STATE_CONFIRMED);
  EXPECT_EQ(call.state.confirmation().reference(), "26-1");
  EXPECT_FALSE(call.Wait());
  EXPECT_FALSE(call.Do(AnswerDispatch(call.state, answer, call.At())));
  EXPECT_FALSE(call.state.has_danger_over_at());
  answer.set_body(call.state.id() + " danger_over 26-1");
  ASSERT_TRUE(call.Do(AnswerDispatch(call.state, answer, call.At())));
  EXPECT_TRUE(call.state.has_danger_over_at());
}

TEST(Dispatch, APersonWhoTelephonedGivesTheReferenceEvenAfterTheLastAttempt) {
  auto call = Lockdown();
  call.Try(1, DispatchAttempt::OUTCOME_NO_LINE);
  call.Wait();
  v1::ConfirmDispatchRequest confirm;
  EXPECT_EQ(Reason(ConfirmDispatch(call.state, confirm, call.At())), "REFERENCE_MISSING");
  confirm.set_reference("26-2");
  ASSERT_TRUE(call.Do(ConfirmDispatch(call.state, confirm, call.At())));
  EXPECT_EQ(call.state.state(), Dispatch::STATE_CONFIRMED);
  EXPECT_FALSE(call.Do(ConfirmDispatch(call.state, confirm, call.At())));
}

TEST(Dispatch, WhatWasWithdrawnIsNotTriedAgain) {
  auto call = Lockdown();
  ASSERT_TRUE(call.Do(WithdrawDispatch(call.state, call.At())));
  EXPECT_FALSE(call.Wait());
  EXPECT_TRUE(call.Try(1, DispatchAttempt::OUTCOME_ACCEPTED)) << "it stays on the record that it was told";
  EXPECT_EQ(call.state.state(), Dispatch::STATE_WITHDRAWN);
}

// Whatever leaders, teachers and pressing replicas do to a drill, up to the real alarm that ends it.
RC_GTEST_PROP(DispatchProperty, NoSequenceOfADrillsEventsYieldsADispatch, ()) {
  auto settings = Settings();
  for (int action = v1::ACTION_HOLD; action <= v1::ACTION_LOCKDOWN; ++action)
    settings.calls.push_back({static_cast<v1::Action>(action), "", Dispatch::LINE_EMERGENCY_911});
  const std::set<std::string> all{"drill.start", "incident.admin", "incident.command", "incident.release"};
  const auto action = [] { return static_cast<v1::Action>(*rc::gen::inRange<int>(2, 7)); };
  const auto fill = [&](auto& request) {
    request.set_school("lincoln-es");
    request.set_action(action());
    request.set_zone(*rc::gen::element<std::string>("site", "gym"));
    auto& detail = *request.mutable_detail();
    detail.set_place("hall");
    detail.set_hazard(*rc::gen::element<std::string>("fire", "tornado"));
    detail.set_reason(request.action() == v1::ACTION_SECURE ? "animal" : "other");
    detail.set_strategy("seal");
    detail.set_destination("field");
  };
  Incident drill;
  const int length = *rc::gen::inRange(1, 40);
  TimePoint now = kStart;
  for (int step = 0; step < length; ++step) {
    now += std::chrono::seconds{*rc::gen::inRange(0, 90)};
    const Context by{.now = now,
                     .id = "incident-1",
                     .actor_id = *rc::gen::element<std::string>("leader", "teacher"),
                     .permissions = *rc::gen::arbitrary<bool>() ? all : std::set<std::string>{"drill.start"}};
    v1::StartDrillRequest start;
    v1::SetActionRequest set;
    v1::ReleaseRequest release;
    v1::CancelRequest cancel;
    cancel.set_reason("enough");
    fill(start);
    fill(set);
    release.set_zone(set.zone());
    Decision<IncidentEvent> decision = AlreadySo{};
    switch (drill.id().empty() ? 0 : *rc::gen::inRange(1, 8)) {
      case 0: decision = StartDrill(drill, start, by); break;
      case 1: decision = SetAction(drill, set, by); break;
      case 2: decision = Release(drill, release, {}, by); break;
      case 3: decision = TakeCommand(drill, {}, by); break;
      case 4: decision = DecideFire(drill, {}, by); break;
      case 5: decision = Undo(drill, {}, by); break;
      case 6: decision = Cancel(drill, cancel, by); break;
      default: decision = *rc::gen::inRange(0, 10) == 0 ? Preempt(drill, by) : AlreadySo{}; break;
    }
    const auto* decided = std::get_if<IncidentEvent>(&decision);
    if (!decided) continue;
    IncidentEvent event = *decided;
    *event.mutable_meta()->mutable_at() = ToProto(now);
    event.mutable_meta()->set_actor_id(by.actor_id);
    Incidents::Evolve(drill, event);
    *event.mutable_incident() = drill;
    RC_ASSERT(drill.drill());
    RC_ASSERT(!RealCause::Of(event, settings));
  }
}

// Whatever the line, the timers and people do, in any order: it ends, within the attempts that it has.
RC_GTEST_PROP(DispatchProperty, ACallIsConfirmedWithdrawnOrAPersonIsAsked, ()) {
  auto call = Lockdown();
  for (int step = 0; step < 60 && IsWaiting(call.state); ++step) {
    const int number = call.sent.back();
    const auto outcome = static_cast<DispatchAttempt::Outcome>(*rc::gen::inRange<int>(1, 4));
    if (*rc::gen::inRange(0, 4) > 0) call.Try(number, outcome);
    RC_ASSERT(Dispatches::DeadlinesOf(call.state).size() == 1u);
    call.Wait();
    RC_ASSERT(call.state.attempts_size() <= AttemptsMax(call.state));
  }
  const bool attempts_left = call.state.attempts_size() < AttemptsMax(call.state);
  RC_ASSERT(attempts_left || call.state.state() == Dispatch::STATE_UNCONFIRMED);
}

}  // namespace
}  // namespace watchbell::alerting

// What holds of every case, whatever its team does in whatever order.
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "services/threat-intake/domain/cases/test_case.hpp"

namespace watchbell::threat_intake {
namespace {

using namespace test;
using v1::Case;
using v1::CaseEvent;

const std::vector<const Member*> kTeam{&kAdministrator, &kDeputy, &kPsychologist, &kOfficer};

template <class Enum>
Enum Any(int last) {
  return static_cast<Enum>(*rc::gen::inRange(1, last + 1));
}

// One request of any kind by any member; half of the answers are to the step that is asked.
std::string Step(Room& room) {
  const auto& member = **rc::gen::elementOf(kTeam);
  const auto next = room.assessment.step();
  switch (*rc::gen::weightedElement<int>({{1, 0},
                                          {1, 1},
                                          {2, 2},
                                          {1, 3},
                                          {1, 4},
                                          {8, 5},
                                          {2, 6},
                                          {2, 7},
                                          {6, 8},
                                          {2, 9},
                                          {2, 10},
                                          {2, 11},
                                          {4, 12},
                                          {1, 13},
                                          {4, 14},
                                          {1, 15},
                                          {2, 16},
                                          {1, 17},
                                          {1, 18}})) {
    case 0: return room.Danger();
    case 1: return room.EndDanger();
    case 2: return room.Triage();
    case 3: return room.AddTarget();
    case 4: return room.Indicate(Any<v1::CaseIndicator>(5));
    case 5:
      return room.Answer(*rc::gen::inRange(0, 4) == 0 ? Any<v1::CaseStep>(5) : next, Any<v1::CaseAnswer>(5),
                         member);
    case 6: return room.Raise(Any<v1::CaseLevel>(4), member);
    case 7: return room.Lower(Any<v1::CaseLevel>(4), member);
    case 8: return room.Support(member);
    case 9: return room.Record(Any<v1::CaseActionKind>(8), Any<v1::CaseActionOutcome>(2));
    case 10: return room.Activate();
    case 11: return room.Monitor();
    case 12: return room.Review(Any<v1::CaseReviewEffect>(3));
    case 13: return room.PoliceFinding(Any<v1::CaseDisposition>(2), *rc::gen::arbitrary<bool>());
    case 14: return room.Close(member);
    case 15: return room.Reopen();
    case 16: return room.Do(BeginEvaluation, v1::BeginEvaluationRequest{});
    case 17: room.RecordAll(); return "MANY";  // more than one fact
    default: return room.Tick(*rc::gen::element<std::string>("triage", "evaluation", "action", "review"));
  }
}

// Begins anywhere; walks with time going by, and looks after each request that changed something.
template <class Look>
void Walk(Look look) {
  Room room = *rc::gen::element(Room{}, Evaluating(), At(v1::CASE_LEVEL_VERY_SERIOUS),
                                Monitored(v1::CASE_LEVEL_SERIOUS), Monitored(v1::CASE_LEVEL_VERY_SERIOUS));
  room.Open();
  for (int i = 0; i < 60; ++i) {
    room.now += std::chrono::minutes{*rc::gen::inRange(0, 60 * 24)};
    const Case before = room.assessment;
    room.last.Clear();
    if (Step(room).empty() && room.last.fact_case() != CaseEvent::FACT_NOT_SET) look(before, room);
  }
}

template <class Supporters>
std::set<v1::ThreatTeamRole> RolesOf(const Supporters& supporters) {
  std::set<v1::ThreatTeamRole> roles;
  for (const auto& supporter : supporters) roles.insert(supporter.role());
  return roles;
}

RC_GTEST_PROP(CaseProperty, ALevelFallsOnlyWithTwoMembersOfDifferentRoles, ()) {
  Walk([](const Case& before, const Room& room) {
    if (room.assessment.level() >= before.level()) return;
    const bool lowered = room.last.fact_case() == CaseEvent::kLevelLowered;
    RC_ASSERT(lowered || room.last.fact_case() == CaseEvent::kClassified);
    const auto& supporters =
        lowered ? room.last.level_lowered().supporters() : room.last.classified().supporters();
    RC_ASSERT(RolesOf(supporters).size() >= 2U);
    RC_ASSERT(
        !(lowered ? room.last.level_lowered().reason() : room.last.classified().answer().reason()).empty());
  });
}

RC_GTEST_PROP(CaseProperty, AVerySeriousCaseClosesWithNothingRequiredLeftOpen, ()) {
  Walk([](const Case& before, const Room& room) {
    if (room.last.fact_case() != CaseEvent::kClosed) return;
    RC_ASSERT(std::none_of(before.actions().begin(), before.actions().end(), IsOpen));
    if (before.level() != v1::CASE_LEVEL_VERY_SERIOUS) return;
    RC_ASSERT(before.state() == Case::STATE_MONITORING);
    for (const auto& row : ActionRows())
      RC_ASSERT(std::any_of(before.actions().begin(), before.actions().end(),
                            [&](const auto& action) { return action.kind() == row.kind && IsDone(action); }));
  });
}

RC_GTEST_PROP(CaseProperty, ASubstantiveCaseClosesWithTheThreeRoles, ()) {
  Walk([](const Case& before, const Room& room) {
    if (room.last.fact_case() != CaseEvent::kClosed || !IsSubstantive(before.level())) return;
    const auto roles = RolesOf(room.last.closed().supporters());
    RC_ASSERT(roles.contains(v1::THREAT_TEAM_ROLE_ADMINISTRATOR));
    RC_ASSERT(roles.contains(v1::THREAT_TEAM_ROLE_MENTAL_HEALTH));
    RC_ASSERT(roles.contains(v1::THREAT_TEAM_ROLE_POLICE));
  });
}

RC_GTEST_PROP(CaseProperty, AnIndicatorKeepsOneMemberFromEndingTheTree, ()) {
  Walk([](const Case& before, const Room& room) {
    if (room.last.fact_case() != CaseEvent::kClassified || before.indicators().empty()) return;
    if (IsSubstantive(room.last.classified().level())) return;
    RC_ASSERT(RolesOf(room.last.classified().supporters()).size() >= 2U);
  });
}

RC_GTEST_PROP(CaseProperty, AHoaxAlwaysHasItsPoliceConfirmation, ()) {
  Walk([](const Case&, const Room& room) {
    const auto& assessment = room.assessment;
    if (assessment.disposition() == v1::CASE_DISPOSITION_UNSPECIFIED) return;
    RC_ASSERT(assessment.police_confirmation().finding() == assessment.disposition());
    RC_ASSERT(!assessment.police_confirmation().reference().empty());
    RC_ASSERT(assessment.police_confirmation().has_confirmed_at());
  });
}

RC_GTEST_PROP(CaseProperty, NothingIsAssessedOrClosedWhileSomebodyIsInDanger, ()) {
  Walk([](const Case& before, const Room& room) {
    if (!before.has_danger_since()) return;
    const auto fact = room.last.fact_case();
    for (const auto assessed :
         {CaseEvent::kTriaged, CaseEvent::kEvaluationBegun, CaseEvent::kStepAnswered, CaseEvent::kClassified,
          CaseEvent::kLevelLowered, CaseEvent::kProposed, CaseEvent::kSupported, CaseEvent::kClosed})
      RC_ASSERT(fact != assessed);
  });
}

RC_GTEST_PROP(CaseProperty, DangerCanBeDeclaredInEveryState, ()) {
  Walk([](const Case&, const Room& room) {
    Room copy = room;
    RC_ASSERT(copy.Danger() == (room.assessment.has_danger_since() ? "ALREADY_SO" : ""));
    RC_ASSERT(copy.assessment.has_danger_since());
  });
}

RC_GTEST_PROP(CaseProperty, IndicatorsAndPeopleAreNeverTakenAway, ()) {
  Walk([](const Case& before, const Room& room) {
    RC_ASSERT(room.assessment.indicators_size() >= before.indicators_size());
    RC_ASSERT(room.assessment.people_size() >= before.people_size());
    RC_ASSERT(room.assessment.interviews_size() >= before.interviews_size());
  });
}

RC_GTEST_PROP(CaseProperty, WhatIsRequiredAndOpenHasAClock, ()) {
  Walk([](const Case&, const Room& room) {
    for (const auto& action : room.assessment.actions()) RC_ASSERT(!IsOpen(action) || action.has_due_at());
  });
}

RC_GTEST_PROP(CaseProperty, AClosedCaseHasNoTimer, ()) {
  Walk([](const Case&, const Room& room) {
    if (room.assessment.state() == Case::STATE_CLOSED) RC_ASSERT(Cases::DeadlinesOf(room.assessment).empty());
  });
}

RC_GTEST_PROP(CaseProperty, ARepeatedFactGivesTheSameState, ()) {
  Walk([](const Case& before, const Room& room) {
    Case again = before;
    Cases::Evolve(again, room.last);
    RC_ASSERT(google::protobuf::util::MessageDifferencer::Equals(again, room.assessment));
  });
}

// The rules judge; nothing counts.
TEST(CaseContract, NoFieldHoldsAScore) {
  int fields = 0;
  const auto look = [&](const auto& self, const google::protobuf::Descriptor& type) -> void {
    for (int i = 0; i < type.field_count(); ++i, ++fields)
      for (const auto* word : {"score", "total", "points", "probability", "percent", "weight"})
        EXPECT_EQ(type.field(i)->name().find(word), std::string::npos) << type.field(i)->full_name();
    for (int i = 0; i < type.nested_type_count(); ++i) self(self, *type.nested_type(i));
  };
  const auto& pool = *Case::descriptor()->file()->pool();
  for (const auto* file : {"case", "case_parts", "case_service", "case_factor"}) {
    const auto* found = pool.FindFileByName(std::string{"watchbell/threat_intake/v1/"} + file + ".proto");
    ASSERT_NE(found, nullptr) << file;
    for (int i = 0; i < found->message_type_count(); ++i) look(look, *found->message_type(i));
  }
  EXPECT_GT(fields, 150);
}

}  // namespace
}  // namespace watchbell::threat_intake

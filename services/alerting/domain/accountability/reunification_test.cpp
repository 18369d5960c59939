#include "services/alerting/domain/accountability/reunification.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::alerting {
namespace {

using v1::Incident;
using v1::Reunification;
using v1::ReunificationEvent;
using v1::Reunion;

v1::IncidentEvent Now(Incident::State state, v1::Action action) {
  v1::IncidentEvent event;
  event.mutable_incident()->set_id("incident");
  event.mutable_incident()->set_state(state);
  event.mutable_incident()->set_action(action);
  return event;
}
bool May(const std::vector<v1::IncidentEvent>& history) { return !WhyNoReunification(history); }

Reunification Open(int students) {
  v1::StartReunificationRequest request;
  request.set_site("Harbor Middle School");
  Incident incident;
  incident.set_id("incident");
  Reunification reunification;
  auto event = std::get<ReunificationEvent>(
      StartReunification({}, request, incident, students, {.id = ReunificationIdOf("incident")}));
  Reunifications::Evolve(reunification, event);
  return reunification;
}
std::string Reason(const Decision<ReunificationEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}

TEST(Reunification, StartsFromAnEvacuationOrAReleasedLockdownOnly) {
  EXPECT_TRUE(May({Now(Incident::STATE_OPEN, v1::ACTION_EVACUATE)}));
  EXPECT_TRUE(May(
      {Now(Incident::STATE_OPEN, v1::ACTION_LOCKDOWN), Now(Incident::STATE_RELEASED, v1::ACTION_NORMAL)}));
  EXPECT_FALSE(May({Now(Incident::STATE_OPEN, v1::ACTION_LOCKDOWN)}));
  EXPECT_FALSE(May(
      {Now(Incident::STATE_OPEN, v1::ACTION_LOCKDOWN), Now(Incident::STATE_CANCELLED, v1::ACTION_NORMAL)}));
  EXPECT_FALSE(
      May({Now(Incident::STATE_OPEN, v1::ACTION_HOLD), Now(Incident::STATE_RELEASED, v1::ACTION_NORMAL)}));
  EXPECT_FALSE(May({}));
}

TEST(Reunification, AZoneThatEvacuatesOutOfALockdownIsEnough) {
  auto event = Now(Incident::STATE_OPEN, v1::ACTION_LOCKDOWN);
  event.mutable_incident()->add_zones()->set_action(v1::ACTION_EVACUATE);
  EXPECT_TRUE(May({event}));
}

TEST(Reunification, SaysWhereFamiliesComeToAndStartsOnce) {
  EXPECT_EQ(Reason(StartReunification({}, {}, {}, 3, {})), "SITE_MISSING");
  EXPECT_EQ(Open(3).state(), Reunification::STATE_OPEN);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(StartReunification(Open(3), {}, {}, 3, {})));
}

TEST(Reunification, ClosesOnlyWhenEveryStudentHasARowAndIsResolved) {
  EXPECT_EQ(Reason(CloseReunification({}, 0, 0)), "NOT_FOUND");
  EXPECT_EQ(Reason(CloseReunification(Open(3), 2, 0)), "ROWS_MISSING");
  EXPECT_EQ(Reason(CloseReunification(Open(3), 3, 1)), "STUDENTS_UNRESOLVED");
  auto closed = Open(3);
  Reunifications::Evolve(closed, std::get<ReunificationEvent>(CloseReunification(closed, 3, 0)));
  EXPECT_EQ(closed.state(), Reunification::STATE_CLOSED);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(CloseReunification(closed, 3, 0)));
}

RC_GTEST_PROP(ReunificationProperty, TheViewCountsEveryRowOnceAndListsWhoIsUnresolved, ()) {
  std::vector<Reunion> rows;
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
    rows.emplace_back().set_state(*rc::gen::element(Reunion::STATE_WAITING, Reunion::STATE_CARD,
                                                    Reunion::STATE_HELD, Reunion::STATE_RELEASED,
                                                    Reunion::STATE_WITH_POLICE));
  }
  const auto view = ViewOf(Open(30), rows);
  int counted = 0;
  for (const auto& line : view.counts()) counted += line.students();
  RC_ASSERT(counted == static_cast<int>(rows.size()));
  RC_ASSERT(view.resolved() + view.unresolved_size() == counted);
}

}  // namespace
}  // namespace watchbell::alerting

#include "services/alerting/adapters/cap_sources.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/alerting/domain/cap/cap_test_support.hpp"
#include "services/alerting/domain/cap/rules.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"
#include "watchbell/alerting/v1/assist.pb.h"
#include "watchbell/alerting/v1/reunification.pb.h"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/tip.pb.h"
#include "watchbell/visitor/v1/agency_visit.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::alerting::cap {
namespace {

using ::testing::HasSubstr;
using testing::Incidents;
using ::testing::IsEmpty;
using testing::kNow;
using ::testing::Not;

const Settings kSettings = testing::District();

template <class Event>
Event At(Event event) {
  *event.mutable_meta()->mutable_at() = ToProto(kNow);
  return event;
}

visitor::v1::VisitEvent Denied() {
  visitor::v1::VisitEvent event;
  event.mutable_denied();
  auto& visit = *event.mutable_visit();
  visit.set_id("0198c0de-0000-7000-8000-00000000000a");
  visit.set_school("lincoln-es");
  visit.set_given_name("Canary");
  visit.set_family_name("Canary");
  return At(event);
}

TEST(CapSources, AConfirmedVisitorIsAPrivateDocumentWithoutAName) {
  const auto beside = BesideOf(Denied());
  ASSERT_TRUE(beside);
  const auto message = MessageBeside(*beside, kSettings);
  ASSERT_TRUE(message);
  EXPECT_TRUE(IsPrivate(*message));
  EXPECT_EQ(message->alert().addresses(), "police@city.example");
  EXPECT_EQ(message->kind(), "visitor_match");
  EXPECT_EQ(message->alert().infos(0).severity(), "Moderate");
  EXPECT_THAT(ProblemsOf(Whole(*message)), IsEmpty());
  EXPECT_THAT(message->SerializeAsString(), Not(HasSubstr("Canary")));
  auto admitted = Denied();
  admitted.mutable_admitted();
  EXPECT_FALSE(BesideOf(admitted));
}

TEST(CapSources, WithoutAnAddresseeNoPrivateDocumentIsMade) {
  auto nobody = kSettings;
  nobody.addresses.clear();
  EXPECT_FALSE(MessageBeside(*BesideOf(Denied()), nobody));
}

TEST(CapSources, PrivateDocumentsAreOnAListOfTheirOwn) {
  const auto indexes = CapMessages::IndexesOf(*MessageBeside(*BesideOf(Denied()), kSettings));
  ASSERT_EQ(indexes.size(), 2u);
  EXPECT_EQ(indexes[0].index, "cap-private");
  EXPECT_EQ(indexes[1].index, "cap-private:lincoln-es");
}

TEST(CapSources, AnAgencyIsToldOfOnceAnAdministratorMustCome) {
  visitor::v1::AgencyVisitEvent event;
  event.mutable_arrived();
  EXPECT_FALSE(BesideOf(At(event)));
  event.mutable_handed_to_administrator();
  EXPECT_EQ(BesideOf(At(event))->kind, Kind::kAgencyVisit);
}

TEST(CapSources, ATipOfDangerToLifeIsOneDocumentHoweverOftenItIsHeardOf) {
  threat_intake::v1::TipEvent event;
  auto& tip = *event.mutable_tip();
  tip.set_id("0198c0de-0000-7000-8000-00000000000b");
  tip.set_school("lincoln-es");
  tip.set_state(threat_intake::v1::Tip::STATE_RECEIVED);
  EXPECT_FALSE(BesideOf(At(event)));
  tip.set_life_safety(true);
  event.mutable_received();
  const auto first = BesideOf(At(event));
  event.mutable_escalated()->set_rung(1);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->kind, Kind::kTipSecurity);
  EXPECT_EQ(first->id, BesideOf(At(event))->id);
}

TEST(CapSources, AThreatIsAtLargeWhileSomebodyIsInDanger) {
  namespace intake = threat_intake::v1;
  intake::CaseEvent event;
  event.mutable_classified();
  auto& assessment = *event.mutable_assessment();
  assessment.set_level(intake::CASE_LEVEL_SERIOUS);
  EXPECT_FALSE(BesideOf(At(event)));
  assessment.set_level(intake::CASE_LEVEL_VERY_SERIOUS);
  EXPECT_EQ(BesideOf(At(event))->kind, Kind::kThreatInquiry);
  *assessment.mutable_danger_since() = ToProto(kNow);
  EXPECT_EQ(BesideOf(At(event))->kind, Kind::kThreatAtLarge);
  event.mutable_imminent_danger_ended();
  assessment.clear_danger_since();
  EXPECT_FALSE(BesideOf(At(event)));
}

TEST(CapSources, ACallForHelpIsNoAlarm) {
  v1::AssistEvent event;
  event.mutable_asked();
  EXPECT_EQ(BesideOf(At(event))->kind, Kind::kAssist);
  event.mutable_assist()->set_kind(v1::Assist::KIND_MEDICAL);
  EXPECT_EQ(BesideOf(At(event))->kind, Kind::kMedical);
  event.mutable_answered();
  EXPECT_FALSE(BesideOf(At(event)));
}

v1::ReunificationEvent Opened(const v1::Incident& incident) {
  v1::ReunificationEvent event;
  event.mutable_opened();
  event.mutable_reunification()->set_incident_id(incident.id());
  event.mutable_reunification()->set_school(incident.school());
  *event.mutable_meta()->mutable_at() = ToProto(kNow + std::chrono::hours{1});
  return event;
}

TEST(CapSources, AReunificationUpdatesItsIncidentAndTheReleaseRefersToIt) {
  auto incident = Incidents().Act(v1::ACTION_LOCKDOWN);
  const auto beside = BesideOf(Opened(incident.history().back().incident()));
  const auto update = UpdateOf(incident.history(), *beside, kSettings);
  ASSERT_TRUE(update);
  EXPECT_EQ(update->alert().msg_type(), "Update");
  EXPECT_EQ(update->alert().infos(0).severity(), "Extreme");  // nothing was released yet
  EXPECT_EQ(Whole(*update).references_size(), 1);
  const auto opened = MessageOf(incident.history(), kSettings);
  auto at_once = *update;
  at_once.mutable_alert()->set_sent(opened->alert().sent());
  EXPECT_GT(CapMessages::IndexesOf(at_once)[0].score, CapMessages::IndexesOf(*opened)[0].score);
  EXPECT_THAT(ProblemsOf(Whole(*update)), IsEmpty());

  incident.End(v1::Incident::STATE_RELEASED);
  auto history = incident.history();
  *history.back().mutable_meta()->mutable_at() = ToProto(kNow + std::chrono::hours{2});
  const auto release = Whole(*MessageOf(history, kSettings, {*update}));
  ASSERT_EQ(release.references_size(), 2);
  EXPECT_EQ(release.references(1).identifier(), update->alert().identifier());
  EXPECT_THAT(ProblemsOf(release), IsEmpty());
}

TEST(CapSources, ADocumentRefersToNothingThatIsLaterThanItself) {
  auto incident = Incidents().Act(v1::ACTION_SECURE);
  const auto later =
      UpdateOf(incident.history(),
               SwattingOf(incident.history().back().incident(), kNow + std::chrono::hours{1}), kSettings);
  incident.Act(v1::ACTION_LOCKDOWN);
  EXPECT_EQ(MessageOf(incident.history(), kSettings, {*later})->earlier_size(), 1);
}

TEST(CapSources, WhereNothingWasPublishedNothingIsUpdated) {
  EXPECT_FALSE(UpdateOf({}, {.kind = Kind::kSwatting}, kSettings));
}

// Every kind beside incidents, and both that update one, as an alarm and as a drill.
RC_GTEST_PROP(CapSourcesProperty, EveryDocumentBesideAnIncidentKeepsTheRules, (bool drill, bool ended)) {
  const auto kind = *rc::gen::elementOf(
      std::vector<Kind>{Kind::kAssist, Kind::kMedical, Kind::kThreatAtLarge, Kind::kThreatInquiry,
                        Kind::kVisitorMatch, Kind::kAgencyVisit, Kind::kTipSecurity, Kind::kTipHealth,
                        Kind::kTest, Kind::kSwatting, Kind::kReunification});
  const Beside beside{.kind = kind,
                      .id = "0198c0de-0000-7000-8000-00000000000c",
                      .school = *rc::gen::elementOf(std::vector<std::string>{"lincoln-es", "elsewhere"}),
                      .at = kNow + std::chrono::seconds{*rc::gen::inRange(0, 100'000)}};
  const auto action =
      rc::gen::map(rc::gen::inRange(2, 7), [](int value) { return static_cast<v1::Action>(value); });
  auto incident = Incidents(drill).Act(*action);
  if (ended) incident.End(v1::Incident::STATE_RELEASED);
  const bool update = RowOf(kind).msg_type == "Update";
  const auto message =
      update ? UpdateOf(incident.history(), beside, kSettings) : MessageBeside(beside, kSettings);
  RC_ASSERT(message.has_value());
  const auto alert = Whole(*message);
  RC_ASSERT(ProblemsOf(alert).empty());
  RC_ASSERT(alert.infos_size() == 2);
  RC_ASSERT(IsPrivate(*message) == RowOf(kind).to_named_agencies);
  RC_ASSERT((alert.status() == "Exercise") == (update && drill));
  RC_ASSERT(update == !alert.references().empty());
  if (update && !ended) {
    const auto before = MessageOf(incident.history(), kSettings)->alert().infos(0).severity();
    RC_ASSERT(Worse(before, alert.infos(0).severity()) == alert.infos(0).severity());
  }
}

}  // namespace
}  // namespace watchbell::alerting::cap

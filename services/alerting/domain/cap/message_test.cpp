#include "services/alerting/domain/cap/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "services/alerting/domain/cap/cap_test_support.hpp"
#include "services/alerting/domain/cap/rules.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"

namespace watchbell::alerting::cap {
namespace {

using ::testing::HasSubstr;
using testing::Incidents;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using v1::Incident;

const Settings kSettings = testing::District();

TEST(CapTable, EachRowStandsAtItsKindAndUsesTheWordsOfTheStandard) {
  for (std::size_t i = 0; i < Table().size(); ++i) {
    const Row& row = Table()[i];
    EXPECT_EQ(static_cast<std::size_t>(row.kind), i) << row.word;
    EXPECT_TRUE(IsOneOf(kMsgTypes, row.msg_type) && IsOneOf(kUrgencies, row.urgency)) << row.word;
    EXPECT_TRUE(IsOneOf(kSeverities, row.severity) && IsOneOf(kCertainties, row.certainty)) << row.word;
    EXPECT_TRUE(row.category.empty() || IsOneOf(kCategories, row.category)) << row.word;
    EXPECT_TRUE(IsOneOf(kResponseTypes, row.responses[0])) << row.word;
  }
}

TEST(CapMessage, ALockdownIsAnAlertOfTheTablesWordsInEveryLanguage) {
  const auto documents = Incidents().Act(v1::ACTION_LOCKDOWN).Documents(kSettings);
  ASSERT_THAT(documents, SizeIs(1));
  const auto& alert = documents[0];
  EXPECT_EQ(alert.status(), "Actual");
  EXPECT_EQ(alert.msg_type(), "Alert");
  EXPECT_EQ(alert.scope(), "Restricted");
  EXPECT_EQ(alert.restriction(), "Partners only");
  EXPECT_EQ(alert.sent(), "2027-01-15T03:00:01-05:00");
  ASSERT_EQ(alert.infos_size(), 2);
  EXPECT_EQ(alert.infos(1).language(), "es-US");
  EXPECT_EQ(alert.infos(0).categories(0), "Security");
  EXPECT_EQ(alert.infos(0).severity(), "Extreme");
  EXPECT_EQ(alert.infos(0).response_types(0), "Shelter");
  EXPECT_EQ(alert.infos(0).headline(), "lockdown at Lincoln");
  EXPECT_EQ(alert.infos(0).areas(0).polygons_size(), 1);
}

TEST(CapMessage, ADrillIsAnExerciseThatNamesItselfInEveryText) {
  const auto documents =
      Incidents(true).Act(v1::ACTION_EVACUATE, "fire").End(Incident::STATE_RELEASED).Documents(kSettings);
  ASSERT_THAT(documents, SizeIs(2));
  for (const auto& alert : documents) {
    EXPECT_EQ(alert.status(), "Exercise");
    EXPECT_THAT(alert.note(), StartsWith("Exercise "));
    EXPECT_THAT(alert.infos(0).headline(), StartsWith("EXERCISE: "));
    EXPECT_THAT(alert.infos(0).event(), StartsWith("EXERCISE: "));
    EXPECT_THAT(alert.infos(0).instruction(), StartsWith("EXERCISE: "));
    EXPECT_THAT(alert.infos(1).headline(), StartsWith("SIMULACRO: "));
  }
}

TEST(CapMessage, AnAllClearRefersToTheWholeChainAndIsOfTheCategoryThatOpenedIt) {
  const auto documents = Incidents()
                             .Act(v1::ACTION_EVACUATE, "fire")
                             .Command()
                             .Act(v1::ACTION_LOCKDOWN)
                             .End(Incident::STATE_RELEASED)
                             .Documents(kSettings);
  ASSERT_THAT(documents, SizeIs(3));  // taking command is nothing that partners hear
  const auto& last = documents[2];
  EXPECT_EQ(last.msg_type(), "Update");
  EXPECT_EQ(last.infos(0).categories(0), "Fire");
  EXPECT_EQ(last.infos(0).response_types(0), "AllClear");
  ASSERT_EQ(last.references_size(), 2);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(last.references(i).identifier(), documents[static_cast<std::size_t>(i)].identifier());
    EXPECT_EQ(last.references(i).sent(), documents[static_cast<std::size_t>(i)].sent());
  }
}

TEST(CapMessage, AFalseAlarmIsACancelThatSaysNothingOfItsReason) {
  const auto documents =
      Incidents().Act(v1::ACTION_LOCKDOWN).End(Incident::STATE_CANCELLED).Documents(kSettings);
  EXPECT_EQ(documents.back().msg_type(), "Cancel");
  EXPECT_EQ(documents.back().infos(0).certainty(), "Unlikely");
  EXPECT_THAT(documents.back().ShortDebugString(), Not(HasSubstr("Canary")));
}

TEST(CapMessage, ADrillThatSomethingRealEndedIsNoAllClear) {
  const auto documents =
      Incidents(true).Act(v1::ACTION_HOLD).End(Incident::STATE_PREEMPTED).Documents(kSettings);
  EXPECT_EQ(documents.back().msg_type(), "Cancel");
  EXPECT_EQ(documents.back().infos(0).response_types(0), "Monitor");
}

TEST(CapMessage, AnUpdateIsLessSevereOnlyAfterARelease) {
  const auto moved =
      Incidents().Act(v1::ACTION_LOCKDOWN).Act(v1::ACTION_EVACUATE, "gas").Documents(kSettings);
  EXPECT_EQ(moved.back().infos(0).severity(), "Extreme");
  const auto released = Incidents().Act(v1::ACTION_LOCKDOWN).ReleaseTo(v1::ACTION_HOLD).Documents(kSettings);
  EXPECT_EQ(released.back().infos(0).severity(), "Minor");
}

TEST(CapMessage, TheSameHistoryIsTheSameDocumentAndIsPublishedOnce) {
  const auto history = Incidents().Act(v1::ACTION_SECURE).history();
  const auto message = MessageOf(history, kSettings).value();
  EXPECT_EQ(message.SerializeAsString(), MessageOf(history, kSettings)->SerializeAsString());
  const auto published = Publish({}, message);
  ASSERT_TRUE(std::holds_alternative<v1::CapMessageEvent>(published));
  v1::CapMessage state;
  CapMessages::Evolve(state, std::get<v1::CapMessageEvent>(published));
  EXPECT_EQ(state.SerializeAsString(), message.SerializeAsString());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Publish(state, message)));
  EXPECT_THAT(CapMessages::IndexesOf(state), SizeIs(2));
}

TEST(CapMessage, DocumentsOfOneSecondAreListedInTheirOrder) {
  const auto score = [](std::uint64_t sequence) {
    v1::CapMessage message;
    message.set_incident_sequence(sequence);
    message.mutable_alert()->set_sent("2027-01-15T03:00:01-05:00");
    return CapMessages::IndexesOf(message)[0].score;
  };
  EXPECT_LT(score(1), score(2));
}

TEST(CapMessage, AChannelTestAsksForNothing) {
  const auto alert = Whole(TestMessage("0198c0de", "elsewhere", testing::kNow, kSettings));
  EXPECT_EQ(alert.status(), "Test");
  EXPECT_EQ(alert.infos(0).response_types(0), "None");
  EXPECT_EQ(alert.infos(0).areas(0).area_desc(), "A school");
  EXPECT_THAT(ProblemsOf(alert), IsEmpty());
}

TEST(CapMessage, AReceiptIsAnAckOfTheDocumentWithoutInfo) {
  const auto received = Incidents(true).Act(v1::ACTION_HOLD).Documents(kSettings)[0];
  auto other = received;
  other.set_sender("weather@example");
  const auto receipt = ReceiptOf(other, "0198c0de", testing::kNow + std::chrono::seconds{5}, kSettings);
  EXPECT_EQ(receipt.msg_type(), "Ack");
  EXPECT_EQ(receipt.infos_size(), 0);
  EXPECT_EQ(receipt.references(0).sender(), "weather@example");
  EXPECT_THAT(ProblemsOf(receipt), IsEmpty());
}

// Any order of actions, hazards, partial releases and ends.
Incidents AnyIncident() {
  Incidents incident(*rc::gen::arbitrary<bool>());
  const auto hazard = rc::gen::elementOf(std::vector<std::string>{"", "fire", "gas", "bomb_threat", "tornado",
                                                                  "hazmat", "earthquake", "medical", "?"});
  const auto action =
      rc::gen::map(rc::gen::inRange(2, 7), [](int value) { return static_cast<v1::Action>(value); });
  incident.Act(*action, *hazard);
  const int steps = *rc::gen::inRange(0, 80);
  for (int i = 0; i < steps; ++i) {
    switch (*rc::gen::inRange(0, 4)) {
      case 0: incident.Command(); break;
      case 1: incident.ReleaseTo(*action); break;
      default: incident.Act(*action, *hazard); break;
    }
  }
  switch (*rc::gen::inRange(0, 4)) {
    case 0: incident.End(Incident::STATE_RELEASED); break;
    case 1: incident.End(Incident::STATE_CANCELLED); break;
    case 2: incident.End(Incident::STATE_PREEMPTED); break;
    default: break;
  }
  return incident;
}

RC_GTEST_PROP(CapMessageProperty, EveryDocumentOfEveryHistoryKeepsTheRules, ()) {
  const auto incident = AnyIncident();
  const bool drill = incident.history()[0].incident().drill();
  const auto documents = incident.Documents(kSettings);
  RC_ASSERT(!documents.empty());
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const auto& alert = documents[i];
    RC_ASSERT(ProblemsOf(alert).empty());
    RC_ASSERT((alert.status() == "Exercise") == drill);
    RC_ASSERT((alert.msg_type() == "Alert") == (i == 0));
    // The whole chain, or its first and its newest.
    const auto known = std::min<std::size_t>(i, kEarlierMax);
    RC_ASSERT(static_cast<std::size_t>(alert.references_size()) == known);
    for (std::size_t j = 1; j < known; ++j) {
      RC_ASSERT(alert.references(static_cast<int>(known - j)).identifier() == documents[i - j].identifier());
    }
    if (i > 0) RC_ASSERT(alert.references(0).identifier() == documents[0].identifier());
    for (const auto& info : alert.infos()) {
      RC_ASSERT(!drill || info.headline().starts_with("EXERCISE: ") ||
                info.headline().starts_with("SIMULACRO: "));
    }
  }
}

RC_GTEST_PROP(CapMessageProperty, SeverityFallsOnlyWhenSomethingWasReleased, ()) {
  const auto incident = AnyIncident();
  std::string before = "Unknown";
  std::vector<v1::IncidentEvent> history;
  for (const auto& event : incident.history()) {
    history.push_back(event);
    const auto message = MessageOf(history, kSettings);
    if (!message) continue;
    const std::string severity = message->alert().infos(0).severity();
    const bool may_fall = event.has_released() || event.incident().state() != Incident::STATE_OPEN;
    RC_ASSERT(may_fall || Worse(before, severity) == severity);
    before = severity;
  }
}

}  // namespace
}  // namespace watchbell::alerting::cap

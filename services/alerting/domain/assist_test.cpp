#include "services/alerting/domain/assist.hpp"

#include <gtest/gtest.h>

namespace watchbell::alerting {
namespace {

const Context kTeacher{
    .now = TimePoint{std::chrono::seconds{1'800'000'000}}, .id = "a-1", .actor_id = "teacher"};
const Context kNurse{.now = kTeacher.now, .id = "a-1", .actor_id = "nurse"};

v1::Assist After(v1::Assist assist, const Decision<v1::AssistEvent>& decision, const Context& by) {
  auto event = std::get<v1::AssistEvent>(decision);
  *event.mutable_meta()->mutable_at() = ToProto(by.now);
  event.mutable_meta()->set_actor_id(by.actor_id);
  Assists::Evolve(assist, event);
  return assist;
}
v1::AskForHelpRequest Medical() {
  v1::AskForHelpRequest request;
  request.set_school("lincoln-es");
  request.set_kind(v1::Assist::KIND_MEDICAL);
  request.set_place("gym");
  return request;
}

TEST(Assist, IsAnsweredAndResolvedAndThenNoLongerListed) {
  const auto asked = After({}, AskForHelp({}, Medical(), kTeacher), kTeacher);
  EXPECT_EQ(asked.asked_by(), "teacher");
  EXPECT_EQ(Assists::IndexesOf(asked).size(), 1U);
  const auto answered = After(asked, AnswerAssist(asked, {}, kNurse), kNurse);
  EXPECT_EQ(answered.answered_by(), "nurse");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(AnswerAssist(answered, {}, kTeacher)));
  const auto resolved = After(answered, ResolveAssist(answered, {}, kNurse), kNurse);
  EXPECT_TRUE(Assists::IndexesOf(resolved).empty());
  EXPECT_EQ(std::get<Error>(AnswerAssist(resolved, {}, kNurse)).reason, "ASSIST_OVER");
}

TEST(Assist, SaysWhatAndWhere) {
  auto request = Medical();
  request.clear_place();
  EXPECT_EQ(std::get<Error>(AskForHelp({}, request, kTeacher)).field, "place");
  request = Medical();
  request.clear_kind();
  EXPECT_EQ(std::get<Error>(AskForHelp({}, request, kTeacher)).field, "kind");
}

TEST(Assist, IsEscalatedInWhateverStateAndOnce) {
  const auto asked = After({}, AskForHelp({}, Medical(), kTeacher), kTeacher);
  const auto escalated = After(asked, EscalateAssist(asked, "incident-1"), kTeacher);
  EXPECT_EQ(escalated.state(), v1::Assist::STATE_ESCALATED);
  EXPECT_EQ(escalated.incident_id(), "incident-1");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(EscalateAssist(escalated, "incident-2")));
}

}  // namespace
}  // namespace watchbell::alerting

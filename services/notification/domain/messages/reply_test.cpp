#include "services/notification/domain/messages/reply.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

v1::Message Asking(v1::MessageQuestion::Kind kind, bool anonymous = false) {
  v1::Message message;
  message.set_id("message");
  message.set_school("lincoln");
  auto& question = *message.mutable_content()->mutable_question();
  question.set_kind(kind);
  question.set_anonymous(anonymous);
  if (kind == v1::MessageQuestion::KIND_POLL)
    for (const auto* option : {"Monday", "Tuesday", "Never"}) question.add_options(option);
  return message;
}
std::string ReasonOf(const Decision<v1::ReplyBatchEvent>& decision) {
  const auto* refused = std::get_if<Error>(&decision);
  return refused ? refused->reason : "";
}
bool Again(const Decision<v1::ReplyBatchEvent>& decision) {
  return std::holds_alternative<AlreadySo>(decision);
}
v1::ReplyBatch After(v1::ReplyBatch batch, const v1::Message& message, const std::string& person,
                     int option) {
  const auto decision = Give(batch, message, "batch", person, option);
  if (const auto* event = std::get_if<v1::ReplyBatchEvent>(&decision)) ReplyBatches::Evolve(batch, *event);
  return batch;
}

TEST(Reply, TheFirstAnswerCountsAndTheSameLinkAgainChangesNothing) {
  const auto poll = Asking(v1::MessageQuestion::KIND_POLL);
  const auto batch = After({}, poll, "teacher", 2);
  EXPECT_TRUE(Again(Give(batch, poll, "batch", "teacher", 1)));
  EXPECT_EQ(After(batch, poll, "teacher", 1).replies(0).option(), 2);
}

TEST(Reply, OfTextsToAnAlarmTheNewestCounts) {
  v1::Notice notice;
  notice.set_school("lincoln");
  notice.set_about_id("incident");
  v1::ReplyBatch batch;
  for (const int option : {kSafe, kHelpNeeded, kSafe}) {
    const auto decision = AnswerAlarm(batch, notice, "batch", "teacher", option);
    const auto* event = std::get_if<v1::ReplyBatchEvent>(&decision);
    ASSERT_NE(event, nullptr) << option;
    EXPECT_EQ(event->given().needs_help(), option == kHelpNeeded);
    ReplyBatches::Evolve(batch, *event);
    EXPECT_TRUE(Again(AnswerAlarm(batch, notice, "batch", "teacher", option)));
  }
  EXPECT_EQ(batch.incident_id(), "incident");
  ASSERT_EQ(batch.replies_size(), 1);
  EXPECT_EQ(batch.replies(0).option(), kSafe);
  EXPECT_EQ(ReplyBatches::IndexesOf(batch).front().index, "replies:incident");
}

TEST(Reply, WhoWasSafeMayStillCallForHelpAndNotTakeItBack) {
  const auto safe = Asking(v1::MessageQuestion::KIND_SAFE);
  auto batch = After({}, safe, "teacher", kSafe);
  const auto help = Give(batch, safe, "batch", "teacher", kHelpNeeded);
  ASSERT_TRUE(std::holds_alternative<v1::ReplyBatchEvent>(help));
  EXPECT_TRUE(std::get<v1::ReplyBatchEvent>(help).given().needs_help());
  batch = After(batch, safe, "teacher", kHelpNeeded);
  EXPECT_TRUE(Again(Give(batch, safe, "batch", "teacher", kSafe)));
  EXPECT_EQ(batch.replies_size(), 1);
}

TEST(Reply, OnlyWhatIsAskedIsAnswered) {
  EXPECT_EQ(ReasonOf(Give({}, Asking(v1::MessageQuestion::KIND_POLL), "batch", "teacher", 4)),
            "OPTION_UNKNOWN");
  EXPECT_EQ(ReasonOf(Give({}, v1::Message{}, "batch", "teacher", 1)), "NOTHING_ASKED");
}

TEST(Reply, AnAnonymousPollNamesNobodyAndHidesSmallNumbers) {
  const auto poll = Asking(v1::MessageQuestion::KIND_POLL, true);
  v1::ReplyBatch batch;
  for (int i = 0; i < 20; ++i) batch = After(batch, poll, std::to_string(i), i < 2 ? 3 : i < 10 ? 1 : 2);
  const auto counted = CountReplies(poll, {batch});
  EXPECT_EQ(counted.replies_size(), 0);
  EXPECT_TRUE(counted.counts(2).hidden());
  EXPECT_EQ(counted.counts(2).replies(), 0);
  // With the sum known, one shown number more would tell the small one.
  EXPECT_NE(counted.counts(0).hidden(), counted.counts(1).hidden());
  EXPECT_EQ(CountReplies(Asking(v1::MessageQuestion::KIND_POLL), {batch}).counts(2).replies(), 2);
}

}  // namespace
}  // namespace watchbell::notification

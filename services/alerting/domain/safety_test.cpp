#include "services/alerting/domain/safety.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace watchbell::alerting {
namespace {

Context By(const std::string& person, int second = 0) {
  return {.now = TimePoint{std::chrono::seconds{1'800'000'000 + second}}, .id = "batch", .actor_id = person};
}
v1::ReportSafetyRequest Saying(v1::SafetyAnswer::Word word, const std::string& place = "") {
  v1::ReportSafetyRequest request;
  request.set_school("lincoln-es");
  request.set_incident_id("incident-1");
  request.set_word(word);
  request.set_place(place);
  return request;
}
v1::SafetyBatch After(v1::SafetyBatch batch, const v1::ReportSafetyRequest& request, const Context& by) {
  const auto decision = ReportSafety(batch, request, by);
  if (const auto* event = std::get_if<v1::SafetyBatchEvent>(&decision)) SafetyBatches::Evolve(batch, *event);
  return batch;
}

TEST(Safety, WhoNeedsHelpIsFirst) {
  auto batch = After({}, Saying(v1::SafetyAnswer::WORD_SAFE), By("ana"));
  batch = After(batch, Saying(v1::SafetyAnswer::WORD_NEED_HELP, "room 12"), By("ben", 1));
  v1::ListSafetyResponse list;
  AddTo(list, batch);
  Sort(list);
  EXPECT_EQ(list.safe(), 1);
  EXPECT_EQ(list.need_help(), 1);
  EXPECT_EQ(list.answers(0).person_id(), "ben");
  EXPECT_EQ(list.answers(0).place(), "room 12");
}

TEST(Safety, AnAnswerNeedsAWord) {
  EXPECT_EQ(std::get<Error>(ReportSafety({}, Saying(v1::SafetyAnswer::WORD_UNSPECIFIED), By("ana"))).field,
            "word");
}

RC_GTEST_PROP(SafetyProperty, EverybodyHasOneAnswerAndItIsTheNewest, ()) {
  std::map<std::string, v1::SafetyAnswer::Word> expected;
  v1::SafetyBatch batch;
  const auto count = *rc::gen::inRange(1, 40);
  for (int i = 0; i < count; ++i) {
    const std::string person = "p" + std::to_string(*rc::gen::inRange(0, 6));
    const auto word = *rc::gen::element(v1::SafetyAnswer::WORD_SAFE, v1::SafetyAnswer::WORD_NEED_HELP);
    batch = After(batch, Saying(word), By(person, i));
    expected[person] = word;
  }
  RC_ASSERT(static_cast<std::size_t>(batch.answers_size()) == expected.size());
  for (const auto& answer : batch.answers()) RC_ASSERT(answer.word() == expected.at(answer.person_id()));
}

}  // namespace
}  // namespace watchbell::alerting

#include "services/alerting/domain/safety.hpp"

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::alerting {

using v1::SafetyAnswer;
using v1::SafetyBatch;
using v1::SafetyBatchEvent;

namespace {

const SafetyAnswer* AnswerOf(const SafetyBatch& batch, const std::string& person_id) {
  const auto& answers = batch.answers();
  const auto known = std::find_if(answers.begin(), answers.end(),
                                  [&](const auto& answer) { return answer.person_id() == person_id; });
  return known == answers.end() ? nullptr : &*known;
}

}  // namespace

void SafetyBatches::Evolve(SafetyBatch& batch, const SafetyBatchEvent& event) {
  switch (event.fact_case()) {
    case SafetyBatchEvent::kAnswered: {
      const auto& answered = event.answered();
      batch.set_id(answered.id());
      batch.set_school(answered.school());
      batch.set_incident_id(answered.incident_id());
      batch.set_ordinal(answered.ordinal());
      auto& answers = *batch.mutable_answers();
      const auto known = std::find_if(answers.begin(), answers.end(), [&](const auto& answer) {
        return answer.person_id() == answered.answer().person_id();
      });
      (known == answers.end() ? *answers.Add() : *known) = answered.answer();
      return;
    }
    case SafetyBatchEvent::FACT_NOT_SET: return;
  }
}

Indexes SafetyBatches::IndexesOf(const SafetyBatch& batch) {
  return {{"safety:" + batch.incident_id(), static_cast<double>(batch.ordinal())}};
}

int SafetyOrdinalOf(const std::string& person_id) {
  return static_cast<int>(id::Fingerprint(person_id) % kSafetyBatches);
}

std::string SafetyBatchId(const std::string& incident_id, int ordinal) {
  return id::Derive("safety-" + std::to_string(ordinal), incident_id);
}

Decision<SafetyBatchEvent> ReportSafety(const SafetyBatch& batch, const v1::ReportSafetyRequest& request,
                                        const Context& context) {
  if (request.word() == SafetyAnswer::WORD_UNSPECIFIED || !SafetyAnswer::Word_IsValid(request.word())) {
    return Refuse(Code::kInvalidArgument, "WORD_MISSING", "Say safe, or need help.", "word");
  }
  if (request.place().size() > kSafetyPlaceBytesMax) {
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Say where in 100 characters.", "place");
  }
  const auto* known = AnswerOf(batch, context.actor_id);
  if (known && known->word() == request.word() && known->place() == request.place()) return AlreadySo{};
  if (!known && batch.answers_size() >= kSafetyAnswersMax) {
    return Refuse(Code::kResourceExhausted, "TOO_MANY_ANSWERS", "Tell the office.", "incident_id");
  }
  SafetyBatchEvent event;
  auto& answered = *event.mutable_answered();
  answered.set_id(context.id);
  answered.set_school(request.school());
  answered.set_incident_id(request.incident_id());
  answered.set_ordinal(SafetyOrdinalOf(context.actor_id));
  auto& answer = *answered.mutable_answer();
  answer.set_person_id(context.actor_id);
  answer.set_word(request.word());
  answer.set_place(request.place());
  *answer.mutable_at() = ToProto(context.now);
  return event;
}

void AddTo(v1::ListSafetyResponse& list, const SafetyBatch& batch) {
  for (const auto& answer : batch.answers()) {
    if (answer.word() == SafetyAnswer::WORD_SAFE) list.set_safe(list.safe() + 1);
    if (answer.word() == SafetyAnswer::WORD_NEED_HELP) list.set_need_help(list.need_help() + 1);
    *list.add_answers() = answer;
  }
}

void Sort(v1::ListSafetyResponse& list) {
  std::stable_sort(list.mutable_answers()->begin(), list.mutable_answers()->end(),
                   [](const SafetyAnswer& a, const SafetyAnswer& b) {
                     if (a.word() != b.word()) return a.word() == SafetyAnswer::WORD_NEED_HELP;
                     return FromProto(a.at()) < FromProto(b.at());
                   });
}

}  // namespace watchbell::alerting

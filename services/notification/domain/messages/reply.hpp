// The rules of answers: one for each recipient, the first counts, and a call for help always does. Pure.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/message.pb.h"
#include "watchbell/notification/v1/reply.pb.h"

namespace watchbell::notification {

inline constexpr int kSafe = 1;
inline constexpr int kHelpNeeded = 2;

struct ReplyBatches {
  using State = v1::ReplyBatch;
  using Event = v1::ReplyBatchEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "reply-batch";
  static void Evolve(State& batch, const Event& event);
  // replies:<message_id>, or of the alarm.
  static Indexes IndexesOf(const State& batch);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& batch);
};

std::string ReplyBatchIdOf(const std::string& delivery_batch_id);

// Of a message's question; the words are the poll's own, or stand for what is answered.
std::vector<std::string> OptionsOf(const v1::MessageQuestion& question);

// `message`: what was asked. `delivery_batch_id`: the batch in which this person had it.
Decision<v1::ReplyBatchEvent> Give(const v1::ReplyBatch& batch, const v1::Message& message,
                                   const std::string& delivery_batch_id, const std::string& person_id,
                                   int option);

// To an alarm, by text: safe or help needed; the newest answer counts.
Decision<v1::ReplyBatchEvent> AnswerAlarm(const v1::ReplyBatch& batch, const v1::Notice& notice,
                                          const std::string& delivery_batch_id, const std::string& person_id,
                                          int option);

// Every batch of a message, counted. Of an anonymous poll nobody is named and small numbers are hidden.
v1::GetRepliesResponse CountReplies(const v1::Message& message, const std::vector<v1::ReplyBatch>& batches);

}  // namespace watchbell::notification

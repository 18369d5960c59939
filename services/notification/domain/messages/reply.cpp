#include "services/notification/domain/messages/reply.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "common/report/suppress.hpp"

namespace watchbell::notification {
namespace {

using v1::MessageQuestion;
using v1::ReplyBatch;
using v1::ReplyBatchEvent;

const v1::Reply* Find(const ReplyBatch& batch, const std::string& person_id) {
  const auto found = std::find_if(batch.replies().begin(), batch.replies().end(),
                                  [&](const auto& reply) { return reply.person_id() == person_id; });
  return found == batch.replies().end() ? nullptr : &*found;
}

}  // namespace

void ReplyBatches::Evolve(ReplyBatch& batch, const ReplyBatchEvent& event) {
  switch (event.fact_case()) {
    case ReplyBatchEvent::kGiven: {
      const auto& given = event.given();
      batch.set_id(ReplyBatchIdOf(given.delivery_batch_id()));
      batch.set_school(given.school());
      batch.set_message_id(given.message_id());
      batch.set_incident_id(given.incident_id());
      batch.set_delivery_batch_id(given.delivery_batch_id());
      auto& replies = *batch.mutable_replies();
      auto known = std::find_if(replies.begin(), replies.end(),
                                [&](const auto& reply) { return reply.person_id() == given.person_id(); });
      auto& reply = known == replies.end() ? *replies.Add() : *known;
      reply.set_person_id(given.person_id());
      reply.set_option(given.option());
      *reply.mutable_at() = event.meta().at();
      return;
    }
    case ReplyBatchEvent::FACT_NOT_SET: return;
  }
}

Indexes ReplyBatches::IndexesOf(const ReplyBatch& batch) {
  return {{"replies:" + (batch.message_id().empty() ? batch.incident_id() : batch.message_id()), 0}};
}

std::optional<retention::Span> ReplyBatches::RetentionOf(const ReplyBatch& batch) {
  TimePoint last{};
  for (const auto& reply : batch.replies()) last = std::max(last, FromProto(reply.at()));
  return retention::Span{"given", last};
}

std::string ReplyBatchIdOf(const std::string& delivery_batch_id) {
  return id::Derive("replies", delivery_batch_id);
}

std::vector<std::string> OptionsOf(const MessageQuestion& question) {
  switch (question.kind()) {
    case MessageQuestion::KIND_ACKNOWLEDGE: return {"I have read it"};
    case MessageQuestion::KIND_SAFE: return {"I am safe", "I need help"};
    case MessageQuestion::KIND_POLL: return {question.options().begin(), question.options().end()};
    default: return {};
  }
}

Decision<ReplyBatchEvent> Give(const ReplyBatch& batch, const v1::Message& message,
                               const std::string& delivery_batch_id, const std::string& person_id,
                               int option) {
  const auto& question = message.content().question();
  const auto options = static_cast<int>(OptionsOf(question).size());
  if (options == 0)
    return Refuse(Code::kFailedPrecondition, "NOTHING_ASKED", "This message asks nothing.", "message_id");
  if (option < 1 || option > options)
    return Refuse(Code::kInvalidArgument, "OPTION_UNKNOWN", "Choose one of the answers.", "option");
  const bool help = question.kind() == MessageQuestion::KIND_SAFE && option == kHelpNeeded;
  const auto* before = Find(batch, person_id);
  if (before && (!help || before->option() == kHelpNeeded)) return AlreadySo{};
  ReplyBatchEvent event;
  auto& given = *event.mutable_given();
  given.set_message_id(message.id());
  given.set_school(message.school());
  given.set_delivery_batch_id(delivery_batch_id);
  given.set_person_id(person_id);
  given.set_option(option);
  given.set_needs_help(help);
  return event;
}

Decision<ReplyBatchEvent> AnswerAlarm(const ReplyBatch& batch, const v1::Notice& notice,
                                      const std::string& delivery_batch_id, const std::string& person_id,
                                      int option) {
  const auto* before = Find(batch, person_id);
  if (before && before->option() == option) return AlreadySo{};
  ReplyBatchEvent event;
  auto& given = *event.mutable_given();
  given.set_incident_id(notice.about_id());
  given.set_school(notice.school());
  given.set_delivery_batch_id(delivery_batch_id);
  given.set_person_id(person_id);
  given.set_option(option);
  given.set_needs_help(option == kHelpNeeded);
  return event;
}

v1::GetRepliesResponse CountReplies(const v1::Message& message, const std::vector<ReplyBatch>& batches) {
  v1::GetRepliesResponse response;
  response.set_recipients(message.recipients());
  const auto& question = message.content().question();
  const auto options = OptionsOf(question);
  std::vector<std::int64_t> numbers(options.size() + 1, 0);
  for (const auto& batch : batches) {
    for (const auto& reply : batch.replies()) {
      const auto place = static_cast<std::size_t>(reply.option());
      if (place >= 1 && place <= options.size()) ++numbers[place - 1];
      if (!question.anonymous()) *response.add_replies() = reply;
    }
  }
  report::Sum sum{options.size(), {}};
  for (std::size_t i = 0; i < options.size(); ++i) {
    numbers.back() += numbers[i];
    sum.parts.push_back(i);
  }
  const auto hidden =
      question.anonymous() ? report::Suppress(numbers, {sum}) : std::vector<bool>(numbers.size(), false);
  for (std::size_t i = 0; i < options.size(); ++i) {
    auto& count = *response.add_counts();
    count.set_option(static_cast<int>(i) + 1);
    count.set_text(options[i]);
    count.set_hidden(hidden[i]);
    if (!hidden[i]) count.set_replies(static_cast<int>(numbers[i]));
  }
  return response;
}

}  // namespace watchbell::notification

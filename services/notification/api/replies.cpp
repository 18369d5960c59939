#include <algorithm>

#include "common/record/routes.hpp"
#include "services/notification/api/message_parts.hpp"
#include "services/notification/desk/reply_page.hpp"

namespace watchbell::notification {
namespace {

// Whose link it is, and in which batch and notice.
struct Holder {
  v1::Notice notice;
  v1::DeliveryBatch batch;
  std::string person_id;
};

Result<Holder> HolderOf(const MessageParts& parts, const std::string& school, const std::string& batch_id,
                        const std::string& code, TimePoint now) {
  const auto unknown = [] {
    return Fail(Code::kNotFound, "LINK_UNKNOWN", "Open the link as it stands in the message.", "code");
  };
  // Anybody may ask: nothing but a school's code and an id reaches the record.
  if (!names::IsSchoolCode(school) || !id::IsUuid(batch_id)) return unknown();
  auto batch = parts.batches.Get(school, batch_id);
  if (!batch) return batch.error().code == Code::kNotFound ? unknown() : tl::unexpected<Error>(batch.error());
  const auto& deliveries = batch->state.deliveries();
  const auto holder = std::find_if(deliveries.begin(), deliveries.end(), [&](const auto& delivery) {
    return parts.links.Is(code, batch_id, delivery.person_id());
  });
  if (holder == deliveries.end()) return unknown();
  auto notice = parts.notices.Get(school, batch->state.notice_id());
  if (!notice) return tl::unexpected<Error>(notice.error());
  if (now - FromProto(notice->state.issued_at()) > kReplyLinkFor)
    return Fail(Code::kFailedPrecondition, "LINK_EXPIRED", "It is too late to answer this message.", "code");
  return Holder{std::move(notice->state), std::move(batch->state), holder->person_id()};
}

// What a notice asks; nothing: only whether it was read.
Result<std::optional<v1::Message>> Asked(const MessageParts& parts, const v1::Notice& notice) {
  if (notice.wording() != kWording) return std::nullopt;
  auto message = parts.ledgers.messages.Get(notice.school(), notice.about_id());
  if (!message) return tl::unexpected<Error>(message.error());
  if (!message->state.content().has_question()) return std::nullopt;
  return std::optional{std::move(message->state)};
}

Result<common::v1::Document> Page(const MessageParts& parts, const rpc::Call& call,
                                  const v1::GetReplyPageRequest& request) {
  const auto holder = HolderOf(parts, request.school(), request.batch_id(), request.code(), call.now);
  if (!holder) return tl::unexpected<Error>(holder.error());
  const auto message = Asked(parts, holder->notice);
  if (!message) return tl::unexpected<Error>(message.error());
  const auto person = parts.directory.Person(holder->person_id);
  common::v1::Document page;
  page.set_media_type("text/html; charset=utf-8");
  page.set_content(ReplyPage(parts.desk.SchoolName(request.school()), person ? person->language() : "",
                             *message ? (*message)->content().question() : v1::MessageQuestion{}));
  return page;
}

// One person's answer; whether it was given before.
Result<bool> Record(const MessageParts& parts, const v1::Message& message, const std::string& batch_id,
                    const std::string& person_id, int option, const Context& context) {
  const auto recorded = parts.ledgers.replies.Run(message.school(), ReplyBatchIdOf(batch_id), context,
                                                  [&](const v1::ReplyBatch& batch, const Context&) {
                                                    return Give(batch, message, batch_id, person_id, option);
                                                  });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return !recorded->changed;
}

Result<v1::ReplyByLinkResponse> ByLink(const MessageParts& parts, const rpc::Call& call,
                                       const v1::ReplyByLinkRequest& request) {
  const auto holder = HolderOf(parts, request.school(), request.batch_id(), request.code(), call.now);
  if (!holder) return tl::unexpected<Error>(holder.error());
  // The link itself is the intention: opened twice, it is one request. Nobody is signed in.
  const Context context{.now = call.now,
                        .request_id = id::Derive("reply-link-" + std::to_string(request.option()),
                                                 request.batch_id() + holder->person_id)};
  const auto read = parts.batches.Run(request.school(), request.batch_id(), context,
                                      [&](const v1::DeliveryBatch& batch, const Context&) {
                                        return Acknowledge(batch, holder->batch, holder->person_id);
                                      });
  if (!read) return tl::unexpected<Error>(read.error());
  v1::ReplyByLinkResponse response;
  response.set_already(!read->changed);
  if (request.option() == 0) return response;
  const auto message = Asked(parts, holder->notice);
  if (!message) return tl::unexpected<Error>(message.error());
  if (!*message)
    return Fail(Code::kFailedPrecondition, "NOTHING_ASKED", "This message asks nothing.", "option");
  const auto already =
      Record(parts, **message, request.batch_id(), holder->person_id, request.option(), context);
  if (!already) return tl::unexpected<Error>(already.error());
  response.set_already(*already);
  return response;
}

// The batch in which somebody had a message; empty: in none.
Result<std::string> BatchWith(const MessageParts& parts, const std::string& message_id,
                              const std::string& person_id) {
  const auto notices = parts.desk.deliveries().About(message_id);
  if (!notices) return tl::unexpected<Error>(notices.error());
  for (const auto& notice : *notices) {
    if (notice.wording() != kWording) continue;
    const auto batch_id = BatchIdOf(notice.id(), BatchOf(person_id, notice.batches()));
    const auto batch = parts.batches.Get(notice.school(), batch_id);
    if (!batch) continue;
    const auto& deliveries = batch->state.deliveries();
    if (std::any_of(deliveries.begin(), deliveries.end(),
                    [&](const auto& delivery) { return delivery.person_id() == person_id; }))
      return batch_id;
  }
  return std::string{};
}

Result<v1::ReplyToMessageResponse> SignedIn(const MessageParts& parts, const rpc::Call& call,
                                            const v1::ReplyToMessageRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  const auto message = Read(parts.ledgers.messages, request.school(), request.message_id());
  if (!message) return tl::unexpected<Error>(message.error());
  const auto batch_id = BatchWith(parts, message->id(), call.caller.person_id);
  if (!batch_id) return tl::unexpected<Error>(batch_id.error());
  if (batch_id->empty())
    return Fail(Code::kFailedPrecondition, "NOT_A_RECIPIENT", "This message was not sent to you.",
                "message_id");
  const auto already = Record(parts, *message, *batch_id, call.caller.person_id, request.option(), *context);
  if (!already) return tl::unexpected<Error>(already.error());
  v1::ReplyToMessageResponse response;
  response.set_already(*already);
  return response;
}

Result<v1::GetRepliesResponse> Replies(const MessageParts& parts, const v1::GetRepliesRequest& request) {
  const auto message = Read(parts.ledgers.messages, request.school(), request.message_id());
  if (!message) return tl::unexpected<Error>(message.error());
  std::vector<v1::ReplyBatch> batches;
  std::string page_token;
  do {
    auto page = parts.ledgers.replies.List("replies:" + message->id(), view::kPageMax, page_token);
    if (!page) return tl::unexpected<Error>(page.error());
    for (auto& batch : page->states) batches.push_back(std::move(batch));
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return CountReplies(*message, batches);
}

}  // namespace

void ServeReplies(rpc::Server& server, const MessageParts& parts) {
  const std::string service = "watchbell.notification.v1.ReplyService.";
  server.Unary(service + "GetReplyPage",
               [&parts](const rpc::Call& call, const v1::GetReplyPageRequest& request) {
                 return Page(parts, call, request);
               });
  server.Unary(service + "GetReplyScript",
               [](const rpc::Call&, const v1::GetReplyScriptRequest&) -> Result<common::v1::Document> {
                 common::v1::Document script;
                 script.set_media_type("text/javascript; charset=utf-8");
                 script.set_content(ReplyScript());
                 return script;
               });
  server.Unary(service + "ReplyByLink",
               [&parts](const rpc::Call& call, const v1::ReplyByLinkRequest& request) {
                 return ByLink(parts, call, request);
               });
  server.Unary(service + "ReplyToMessage",
               [&parts](const rpc::Call& call, const v1::ReplyToMessageRequest& request) {
                 return SignedIn(parts, call, request);
               });
  server.Unary(service + "GetReplies", [&parts](const rpc::Call&, const v1::GetRepliesRequest& request) {
    return Replies(parts, request);
  });
}

}  // namespace watchbell::notification

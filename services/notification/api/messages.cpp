#include "common/record/routes.hpp"
#include "services/notification/api/message_parts.hpp"

namespace watchbell::notification {
namespace {

using v1::Message;

struct Prepared {
  v1::MessageContent content;
  v1::MessageKind kind = v1::MESSAGE_KIND_OPENING;
  std::optional<Message> opening;

  DraftFacts Facts() const { return {.kind = kind, .opening = opening ? &*opening : nullptr}; }
};

// With the texts of the template and the message that it follows.
template <class Request>
Result<Prepared> Prepare(const MessageParts& parts, const Request& request) {
  Prepared prepared{.content = request.content()};
  if (request.kind() != v1::MESSAGE_KIND_UNSPECIFIED) prepared.kind = request.kind();
  if (auto filled = parts.desk.FillTemplate(request.school(), prepared.content); !filled)
    return tl::unexpected<Error>(filled.error());
  if (prepared.kind == v1::MESSAGE_KIND_OPENING) return prepared;
  auto opening = parts.desk.OpeningOf(request.school(), request.opening_id());
  if (!opening) return tl::unexpected<Error>(opening.error());
  prepared.opening = std::move(*opening);
  return prepared;
}

Result<Message> DraftOf(const MessageParts& parts, const rpc::Call& call,
                        const v1::DraftMessageRequest& request) {
  const auto prepared = Prepare(parts, request);
  if (!prepared) return tl::unexpected<Error>(prepared.error());
  return Answer(parts.ledgers.messages, call, request, request.request_id(),
                [&](const Message& message, const Context& context) {
                  return Draft(message, prepared->content, request.school(), prepared->Facts(), context);
                },
                {.likely_new = true});
}

Result<Message> ReviseOf(const MessageParts& parts, const rpc::Call& call,
                         const v1::ReviseMessageRequest& request) {
  auto content = request.content();
  if (auto filled = parts.desk.FillTemplate(request.school(), content); !filled)
    return tl::unexpected<Error>(filled.error());
  return Answer(
      parts.ledgers.messages, call, request, request.message_id(),
      [&](const Message& message, const Context& context) { return Revise(message, content, context); });
}

// A message with what is known of it now.
struct Known {
  Message message;
  SubmitFacts facts;
};
Result<Known> Know(const MessageParts& parts, const std::string& school, const std::string& id,
                   TimePoint now) {
  auto message = Read(parts.ledgers.messages, school, id);
  if (!message) return tl::unexpected<Error>(message.error());
  const auto opening = parts.desk.OpeningOf(school, message->opening_id());
  if (!opening) return tl::unexpected<Error>(opening.error());
  auto facts = parts.desk.Facts(*message, *opening ? &**opening : nullptr, now);
  if (!facts) return tl::unexpected<Error>(facts.error());
  return Known{std::move(*message), std::move(*facts)};
}

Result<v1::CheckMessageResponse> Check(const MessageParts& parts, const rpc::Call& call,
                                       const v1::CheckMessageRequest& request) {
  const auto known = Know(parts, request.school(), request.message_id(), call.now);
  if (!known) return tl::unexpected<Error>(known.error());
  v1::CheckMessageResponse response;
  for (const auto& finding : known->facts.findings) *response.add_findings() = finding;
  for (auto& text : RenderAll(known->message.content(), parts.desk.RenderingOf(known->message, call.now),
                              parts.desk.zone()))
    *response.add_texts() = std::move(text);
  response.set_recipients(known->facts.recipients);
  for (const auto approval : known->facts.needed) response.add_needed(approval);
  *response.mutable_send_at() = ToProto(known->facts.send_at);
  return response;
}

Result<Message> SubmitOf(const MessageParts& parts, const rpc::Call& call,
                         const v1::SubmitMessageRequest& request) {
  const auto known = Know(parts, request.school(), request.message_id(), call.now);
  if (!known) return tl::unexpected<Error>(known.error());
  const Submission submission{.revision = request.revision(),
                              .seen_recipients = request.seen_recipients(),
                              .typed_school = request.typed_school()};
  return Answer(parts.ledgers.messages, call, request, request.message_id(),
                [&](const Message& message, const Context& context) {
                  return Submit(message, submission, known->facts, context);
                });
}

// The draft, and then the submission of exactly that draft: two facts of one request.
Result<Message> Send(const MessageParts& parts, const rpc::Call& call,
                     const v1::SendMessageRequest& request) {
  v1::DraftMessageRequest draft;
  draft.set_request_id(request.request_id());
  draft.set_school(request.school());
  *draft.mutable_content() = request.content();
  draft.set_kind(request.kind());
  draft.set_opening_id(request.opening_id());
  const auto drafted = DraftOf(parts, call, draft);
  if (!drafted) return drafted;
  v1::SubmitMessageRequest submit;
  submit.set_request_id(id::Derive("submit", request.request_id()));
  submit.set_school(request.school());
  submit.set_message_id(drafted->id());
  submit.set_revision(1);
  submit.set_seen_recipients(request.seen_recipients());
  submit.set_typed_school(request.typed_school());
  return SubmitOf(parts, call, submit);
}

template <class Request>
void ServeApproval(rpc::Server& server, const MessageParts& parts, const std::string& method,
                   v1::MessageApproval approval) {
  server.Unary(method, [&parts, approval](const rpc::Call& call, const Request& request) {
    return Answer(parts.ledgers.messages, call, request, request.message_id(),
                  [&](const Message& message, const Context& context) {
                    return Approve(message, request.revision(), approval,
                                   SendableAt(message.content().level(), call.now, parts.desk.zone()),
                                   context);
                  });
  });
}

std::string IndexOf(const v1::ListMessagesRequest& request) {
  if (!request.opening_id().empty()) return ThreadIndex(request.opening_id());
  if (!request.incident_id().empty()) return IncidentIndex(request.incident_id());
  if (request.waiting()) return "messages-waiting:" + request.school();
  return (request.open() ? "messages-open:" : "messages:") + request.school();
}

Result<v1::ListMessagesResponse> List(const MessageParts& parts, const v1::ListMessagesRequest& request) {
  auto page = parts.ledgers.messages.List(IndexOf(request), request.page_size(), request.page_token(), true);
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListMessagesResponse response;
  for (auto& message : page->states)
    if (message.school() == request.school()) *response.add_messages() = std::move(message);
  response.set_next_page_token(page->next_page_token);
  return response;
}

}  // namespace

void ServeMessages(rpc::Server& server, const MessageParts& parts) {
  const std::string service = "watchbell.notification.v1.MessageService";
  const auto unary = [&](const char* method, auto handle) { server.Unary(service + "." + method, handle); };
  unary("DraftMessage", [&parts](const rpc::Call& call, const v1::DraftMessageRequest& request) {
    return DraftOf(parts, call, request);
  });
  unary("ReviseMessage", [&parts](const rpc::Call& call, const v1::ReviseMessageRequest& request) {
    return ReviseOf(parts, call, request);
  });
  unary("CheckMessage", [&parts](const rpc::Call& call, const v1::CheckMessageRequest& request) {
    return Check(parts, call, request);
  });
  unary("SubmitMessage", [&parts](const rpc::Call& call, const v1::SubmitMessageRequest& request) {
    return SubmitOf(parts, call, request);
  });
  unary("SendMessage", [&parts](const rpc::Call& call, const v1::SendMessageRequest& request) {
    return Send(parts, call, request);
  });
  unary("ListMessages",
        [&parts](const rpc::Call&, const v1::ListMessagesRequest& request) { return List(parts, request); });
  ServeApproval<v1::ApproveMessageRequest>(server, parts, service + ".ApproveMessage",
                                           v1::MESSAGE_APPROVAL_ADMINISTRATOR);
  ServeApproval<v1::ApproveForDistrictRequest>(server, parts, service + ".ApproveForDistrict",
                                               v1::MESSAGE_APPROVAL_SUPERINTENDENT);
  ServeApproval<v1::ApproveAsCounselRequest>(server, parts, service + ".ApproveAsCounsel",
                                             v1::MESSAGE_APPROVAL_COUNSEL);
  Routes<Messages> routes(server, parts.ledgers.messages, service);
  routes.Change("ReturnMessage", &v1::ReturnMessageRequest::message_id, Return);
  routes.Change("CancelMessage", &v1::CancelMessageRequest::message_id, Cancel);
  routes.Change("ClearMessage", &v1::ClearMessageRequest::message_id, Clear);
  routes.Get("GetMessage", &v1::GetMessageRequest::message_id);
  ServeMessageClocks(server, parts);
}

}  // namespace watchbell::notification

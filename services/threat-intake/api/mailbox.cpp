#include "common/record/routes.hpp"
#include "services/threat-intake/adapters/mailbox_token.hpp"
#include "services/threat-intake/adapters/receipt.hpp"
#include "services/threat-intake/api/api.hpp"
#include "services/threat-intake/domain/tip_desk.hpp"

namespace watchbell::threat_intake {
namespace {

// Whether it opens the tip's mailbox; a receipt code is checked fast, a passphrase slowly, and an unknown tip
// takes as long as a known one.
Result<bool> Opens(Parts& parts, const std::string& secret, const v1::Tip& tip) {
  if (LooksLikeReceiptCode(secret)) return IsReceipt(secret, tip.receipt_hash());
  if (secret.size() > kPassphraseBytesMax) return false;
  return parts.passphrases.Fits(secret, tip.passphrase_hash());
}

Result<v1::Mailbox> OpenMailbox(Parts& parts, const rpc::Call& call, const v1::OpenMailboxRequest& request) {
  if (auto admitted = parts.gate.Admit(v1::GetChallengeRequest::PURPOSE_MAILBOX, request.tip_id(),
                                       request.passphrase(), request.proof(), call.now);
      !admitted)
    return tl::unexpected<Error>(admitted.error());
  const auto not_found = Fail(Code::kNotFound, "MAILBOX_UNKNOWN",
                              "Check the tip's id, its school and the passphrase.", "passphrase");
  if (!names::IsSchoolCode(request.school()) || !id::IsUuid(request.tip_id())) return not_found;
  auto tip = Read(parts.tips, request.school(), request.tip_id());
  if (!tip && tip.error().code == Code::kNotFound) tip = v1::Tip{};
  if (!tip) return tl::unexpected<Error>(tip.error());
  const auto opens = Opens(parts, request.passphrase(), *tip);
  if (!opens) return tl::unexpected<Error>(opens.error());
  if (!*opens) {
    parts.gate.CountWrong(request.tip_id());
    return not_found;
  }
  const MailboxAccess access{request.school(), request.tip_id(), call.now + kMailboxOpen};
  v1::Mailbox mailbox;
  mailbox.set_mailbox_token(MakeMailboxToken(parts.receipt_key, access));
  *mailbox.mutable_expires_at() = ToProto(access.expires_at);
  *mailbox.mutable_status() = StatusOf(*tip);
  return mailbox;
}

Result<v1::MailboxPage> ReadMailbox(Parts& parts, const rpc::Call& call,
                                    const v1::ReadMailboxRequest& request) {
  const auto access = ReadMailboxToken(parts.receipt_key, request.mailbox_token(), call.now);
  if (!access) return tl::unexpected<Error>(access.error());
  const auto tip = Read(parts.tips, access->school, access->tip_id);
  if (!tip) return tl::unexpected<Error>(tip.error());
  auto page = parts.tip_messages.List("tip:" + access->tip_id, request.page_size(), request.page_token());
  if (!page) return tl::unexpected<Error>(page.error());
  v1::MailboxPage shown;
  for (const auto& message : page->states) *shown.add_messages() = ForSender(message);
  shown.set_next_page_token(page->next_page_token);
  *shown.mutable_status() = StatusOf(*tip);
  return shown;
}

Result<v1::MailboxMessage> WriteToTeam(Parts& parts, const rpc::Call& call,
                                       const v1::WriteToTeamRequest& request) {
  const auto access = ReadMailboxToken(parts.receipt_key, request.mailbox_token(), call.now);
  if (!access) return tl::unexpected<Error>(access.error());
  if (!id::IsUuid(request.request_id())) {
    return Fail(Code::kInvalidArgument, "REQUEST_ID_MALFORMED", "Make a random UUID for each message.",
                "request_id");
  }
  const auto sent =
      WriteTipMessage(parts, {access->school, access->tip_id, v1::TipMessage::FROM_SENDER, request.text()},
                      ContextOfNobody(call, request.request_id()));
  if (!sent) return tl::unexpected<Error>(sent.error());
  return ForSender(*sent);
}

Result<v1::TipMessage> WriteToSender(Parts& parts, const rpc::Call& call,
                                     const v1::WriteToSenderRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  return WriteTipMessage(
      parts, {request.school(), request.tip_id(), v1::TipMessage::FROM_TEAM, request.text()}, *context);
}

Result<v1::ListTipMessagesResponse> ListTipMessages(Parts& parts, const v1::ListTipMessagesRequest& request) {
  // The index is by tip alone: the tip itself says of which school it is.
  if (const auto tip = Read(parts.tips, request.school(), request.tip_id()); !tip)
    return tl::unexpected<Error>(tip.error());
  return PageOf(parts.tip_messages, &v1::ListTipMessagesResponse::add_messages, "tip:" + request.tip_id(),
                request);
}

}  // namespace

Result<v1::TipMessage> WriteTipMessage(Parts& parts, const NewMessage& content, const Context& context) {
  if (const auto tip = Read(parts.tips, content.school, content.tip_id); !tip)
    return tl::unexpected<Error>(tip.error());
  const auto message_id = id::Derive("message of " + content.tip_id, context.request_id);
  auto sent = parts.tip_messages.Run(content.school, message_id, context,
                                     [&](const v1::TipMessage& message, const Context& known) {
                                       return SendMessage(message, content, known);
                                     },
                                     {.likely_new = true});
  if (!sent) return tl::unexpected<Error>(sent.error());
  const auto noted =
      parts.tips.Run(content.school, content.tip_id, context, [&](const v1::Tip& tip, const Context& known) {
        return NoteMessage(tip, message_id, content.from == v1::TipMessage::FROM_SENDER, known);
      });
  if (!noted) return tl::unexpected<Error>(noted.error());
  return std::move(sent->state);
}

void ServeMailbox(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.threat_intake.v1.MailboxService.";
  server.Unary(service + "OpenMailbox",
               [&parts](const rpc::Call& call, const v1::OpenMailboxRequest& request) {
                 return OpenMailbox(parts, call, request);
               });
  server.Unary(service + "ReadMailbox",
               [&parts](const rpc::Call& call, const v1::ReadMailboxRequest& request) {
                 return ReadMailbox(parts, call, request);
               });
  server.Unary(service + "WriteToTeam",
               [&parts](const rpc::Call& call, const v1::WriteToTeamRequest& request) {
                 return WriteToTeam(parts, call, request);
               });
  server.Unary(service + "WriteToSender",
               [&parts](const rpc::Call& call, const v1::WriteToSenderRequest& request) {
                 return WriteToSender(parts, call, request);
               });
  server.Unary(service + "ListTipMessages",
               [&parts](const rpc::Call&, const v1::ListTipMessagesRequest& request) {
                 return ListTipMessages(parts, request);
               });
}

}  // namespace watchbell::threat_intake

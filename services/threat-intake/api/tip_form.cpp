// What senders ask of the TipService: how much work, what may tell who they are, and to take a tip.
#include "common/record/routes.hpp"
#include "services/threat-intake/adapters/receipt.hpp"
#include "services/threat-intake/api/api.hpp"
#include "services/threat-intake/domain/first_person.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::Tip;
using Purpose = v1::GetChallengeRequest;

Status IsComplete(const std::string& school, const std::string& request_id) {
  if (!names::IsSchoolCode(school)) {
    return Fail(Code::kInvalidArgument, "SCHOOL_UNKNOWN", "Choose a school from the list.", "school");
  }
  if (!id::IsUuid(request_id)) {
    return Fail(Code::kInvalidArgument, "REQUEST_ID_MALFORMED", "Make a random UUID for each tip.",
                "request_id");
  }
  return {};
}

template <class Content>
Tip DraftOf(const std::string& school, const Content& content, Tip::Channel channel) {
  Tip draft;
  draft.set_school(school);
  draft.set_channel(channel);
  draft.set_category(content.category());
  draft.set_text(content.text());
  draft.set_place(content.place());
  draft.set_event_time(content.event_time());
  draft.set_happening_now(content.happening_now());
  return draft;
}

Status AttachFiles(Parts& parts, const rpc::Call& call, const std::string& tip_id,
                   const google::protobuf::RepeatedPtrField<std::string>& ids, Tip& draft) {
  if (ids.empty()) return {};
  auto upload = Read(parts.tip_uploads, draft.school(), tip_id);
  if (!upload && upload.error().code == Code::kNotFound) upload = v1::TipUpload{};
  if (!upload) return tl::unexpected<Error>(upload.error());
  auto files = FilesNamed(*upload, ids, call.now);
  if (!files) return tl::unexpected<Error>(files.error());
  for (auto& file : *files) *draft.add_attachments() = std::move(file);
  return {};
}

v1::TipReceipt ReceiptOf(const Tip& tip) {
  v1::TipReceipt receipt;
  receipt.set_tip_id(tip.id());
  receipt.mutable_questions()->CopyFrom(tip.questions());
  if (tip.happening_now()) receipt.add_advice(v1::TipReceipt::ADVICE_CALL_EMERGENCY);
  receipt.add_advice(v1::TipReceipt::ADVICE_DO_NOT_FORWARD);
  receipt.add_advice(v1::TipReceipt::ADVICE_KEEP_RECEIPT);
  return receipt;
}

// A draft with its content and files becomes a tip, and its sender gets the means to come back.
Result<v1::TipReceipt> Take(Parts& parts, const rpc::Call& call, const std::string& request_id, Tip draft,
                            const std::string& passphrase) {
  std::string code;
  if (passphrase.empty()) {
    code = ReceiptCode(parts.receipt_key, request_id);
    draft.set_receipt_hash(ReceiptHash(code));
  } else {
    if (auto fit = Passphrases::Check(passphrase); !fit) return tl::unexpected<Error>(fit.error());
    auto hash = parts.passphrases.Hash(passphrase);
    if (!hash) return tl::unexpected<Error>(hash.error());
    draft.set_passphrase_hash(std::move(*hash));
  }
  const auto& calendar = parts.district.CalendarOf(draft.school());
  const auto graded = Graded(std::move(draft), parts.priorities, calendar, call.now);
  const auto recorded = parts.tips.Run(
      graded.school(), TipIdOf(request_id), ContextOfNobody(call, request_id),
      [&](const Tip& state, const Context& context) { return Receive(state, graded, context); },
      {.likely_new = true});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  auto receipt = ReceiptOf(recorded->state);
  receipt.set_receipt_code(code);
  return receipt;
}

Result<v1::TipReceipt> SubmitTip(Parts& parts, const rpc::Call& call, const v1::SubmitTipRequest& request) {
  if (auto admitted =
          parts.gate.Admit(Purpose::PURPOSE_SUBMIT, {}, request.request_id(), request.proof(), call.now);
      !admitted)
    return tl::unexpected<Error>(admitted.error());
  if (auto complete = IsComplete(request.school(), request.request_id()); !complete)
    return tl::unexpected<Error>(complete.error());
  auto draft = DraftOf(request.school(), request, Tip::CHANNEL_FORM);
  if (auto attached =
          AttachFiles(parts, call, TipIdOf(request.request_id()), request.attachment_ids(), draft);
      !attached)
    return tl::unexpected<Error>(attached.error());
  return Take(parts, call, request.request_id(), std::move(draft), request.passphrase());
}

Result<v1::TipReceipt> SubmitReport(Parts& parts, const rpc::Call& call,
                                    const v1::SubmitReportRequest& request) {
  if (auto admitted =
          parts.gate.Admit(Purpose::PURPOSE_SUBMIT, {}, request.request_id(), request.proof(), call.now);
      !admitted)
    return tl::unexpected<Error>(admitted.error());
  if (auto complete = IsComplete(request.school(), request.request_id()); !complete)
    return tl::unexpected<Error>(complete.error());
  if (request.reporter().name().empty() || request.reporter().contact().empty()) {
    return Fail(Code::kInvalidArgument, "REPORTER_MISSING",
                "Give your name and how to reach you, or send an anonymous tip.", "reporter");
  }
  auto draft = DraftOf(request.school(), request.content(), Tip::CHANNEL_NAMED_FORM);
  *draft.mutable_reporter() = request.reporter();
  draft.mutable_reporter()->clear_person_id();  // nobody is signed in
  if (auto attached =
          AttachFiles(parts, call, TipIdOf(request.request_id()), request.content().attachment_ids(), draft);
      !attached)
    return tl::unexpected<Error>(attached.error());
  return Take(parts, call, request.request_id(), std::move(draft), request.passphrase());
}

Result<Tip> FileReport(Parts& parts, const rpc::Call& call, const v1::FileReportRequest& request) {
  if (auto complete = IsComplete(request.school(), request.request_id()); !complete)
    return tl::unexpected<Error>(complete.error());
  auto draft = DraftOf(request.school(), request.content(), Tip::CHANNEL_STAFF);
  *draft.mutable_reporter() = request.reporter();
  draft.mutable_reporter()->set_person_id(call.caller.person_id);
  const auto tip_id = TipIdOf(request.request_id());
  if (auto attached = AttachFiles(parts, call, tip_id, request.content().attachment_ids(), draft); !attached)
    return tl::unexpected<Error>(attached.error());
  const auto graded =
      Graded(std::move(draft), parts.priorities, parts.district.CalendarOf(request.school()), call.now);
  return Answer(parts.tips, call, request, tip_id,
                [&](const Tip& state, const Context& context) { return Receive(state, graded, context); },
                {.likely_new = true});
}

Result<v1::TipStatus> GetTipStatus(Parts& parts, const v1::GetTipStatusRequest& request) {
  const auto not_found =
      Fail(Code::kNotFound, "RECEIPT_UNKNOWN", "Check the receipt; both parts are needed.", "receipt_code");
  if (!names::IsSchoolCode(request.school()) || !id::IsUuid(request.tip_id())) return not_found;
  const auto tip = Read(parts.tips, request.school(), request.tip_id());
  if (!tip && tip.error().code != Code::kNotFound) return tl::unexpected<Error>(tip.error());
  if (!tip || !IsReceipt(request.receipt_code(), tip->receipt_hash())) return not_found;
  return StatusOf(*tip);
}

}  // namespace

std::string TipIdOf(const std::string& request_id) { return id::Derive("tip", request_id); }

Context ContextOfNobody(const rpc::Call& call, const std::string& request_id) {
  return {.now = call.now, .request_id = id::Derive("request of nobody", request_id)};
}

void ServeTipForm(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.threat_intake.v1.TipService.";
  server.Unary(
      service + "GetChallenge",
      [&parts](const rpc::Call& call, const v1::GetChallengeRequest& request) -> Result<v1::Challenge> {
        if (!v1::GetChallengeRequest::Purpose_IsValid(request.purpose())) {
          return Fail(Code::kInvalidArgument, "PURPOSE_UNKNOWN", "Say what the work is for.", "purpose");
        }
        return parts.gate.Challenge(request.purpose(), request.tip_id(), call.now);
      });
  server.Unary(service + "CheckText",
               [](const rpc::Call&, const v1::CheckTextRequest& request) -> Result<v1::CheckTextResponse> {
                 v1::CheckTextResponse response;
                 for (auto& warning : FirstPersonWarnings(request.text()))
                   *response.add_warnings() = std::move(warning);
                 return response;
               });
  server.Unary(service + "SubmitTip", [&parts](const rpc::Call& call, const v1::SubmitTipRequest& request) {
    return SubmitTip(parts, call, request);
  });
  server.Unary(service + "SubmitReport",
               [&parts](const rpc::Call& call, const v1::SubmitReportRequest& request) {
                 return SubmitReport(parts, call, request);
               });
  server.Unary(service + "FileReport", [&parts](const rpc::Call& call, const v1::FileReportRequest& request) {
    return FileReport(parts, call, request);
  });
  server.Unary(service + "GetTipStatus", [&parts](const rpc::Call&, const v1::GetTipStatusRequest& request) {
    return GetTipStatus(parts, request);
  });
}

}  // namespace watchbell::threat_intake

#include <algorithm>

#include "common/record/routes.hpp"
#include "services/threat-intake/api/api.hpp"

namespace watchbell::threat_intake {
namespace {

class Turn {
 public:
  explicit Turn(Parts& parts) : parts_(parts), taken_(parts.uploads.try_acquire()) {}
  ~Turn() {
    if (taken_) parts_.uploads.release();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  bool taken() const { return taken_; }

 private:
  Parts& parts_;
  const bool taken_;
};

Result<v1::UploadReceipt> UploadFile(Parts& parts, const rpc::Call& call,
                                     const v1::UploadFileRequest& request) {
  if (auto admitted = parts.gate.Admit(v1::GetChallengeRequest::PURPOSE_UPLOAD, {}, request.request_id(),
                                       request.proof(), call.now);
      !admitted)
    return tl::unexpected<Error>(admitted.error());
  if (!names::IsSchoolCode(request.school()) || !id::IsUuid(request.request_id()) ||
      !id::IsUuid(request.tip_request_id())) {
    return Fail(Code::kInvalidArgument, "UPLOAD_MALFORMED",
                "Name the school, and the UUIDs of this request and of the tip to come.", "tip_request_id");
  }
  const Turn turn(parts);
  if (!turn.taken()) {
    return Fail(Code::kResourceExhausted, "TOO_MANY_REQUESTS", "Wait a second, then ask again.");
  }
  const auto tip_id = TipIdOf(request.tip_request_id());
  auto before = Read(parts.tip_uploads, request.school(), tip_id);
  if (!before && before.error().code == Code::kNotFound) before = v1::TipUpload{};
  if (!before) return tl::unexpected<Error>(before.error());
  if (auto refused = WhyNoMoreFiles(*before)) return tl::unexpected<Error>(std::move(*refused));
  const auto clean = parts.sanitizer.Make(request.content(), sanitize::kAnything);
  if (!clean) return tl::unexpected<Error>(clean.error());
  const auto file = parts.files.Put({request.school(), tip_id}, clean->media_type, clean->bytes);
  if (!file) return tl::unexpected<Error>(file.error());
  const auto taken =
      parts.tip_uploads.Run(request.school(), tip_id, ContextOfNobody(call, request.request_id()),
                            [&](const v1::TipUpload& upload, const Context& context) {
                              return TakeFile(upload, request.school(), *file, context);
                            });
  if (!taken) return tl::unexpected<Error>(taken.error());
  v1::UploadReceipt receipt;
  receipt.set_attachment_id(file->id());
  receipt.set_media_type(file->media_type());
  receipt.set_size_bytes(file->size_bytes());
  return receipt;
}

Result<v1::GetTipFileResponse> GetTipFile(Parts& parts, const v1::GetTipFileRequest& request) {
  const auto tip = Read(parts.tips, request.school(), request.tip_id());
  if (!tip) return tl::unexpected<Error>(tip.error());
  const auto& files = tip->attachments();
  const auto file = std::find_if(files.begin(), files.end(),
                                 [&](const auto& one) { return one.id() == request.attachment_id(); });
  if (file == files.end()) {
    return Fail(Code::kNotFound, "FILE_UNKNOWN", "Choose one of the tip's files.", "attachment_id");
  }
  auto bytes = parts.files.Get({request.school(), request.tip_id()}, *file);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  v1::GetTipFileResponse response;
  response.set_media_type(file->media_type());
  response.set_content(std::move(*bytes));
  return response;
}

// All of a tip's messages go with it.
Status EraseMessages(Parts& parts, const names::Key& key, const Context& context) {
  for (;;) {
    const auto page = parts.tip_messages.List("tip:" + key.id, 100, "");
    if (!page) return tl::unexpected<Error>(page.error());
    if (page->states.empty()) return {};
    for (const auto& message : page->states) {
      if (auto gone = parts.tip_messages.Erase(key.school, message.id(), context); !gone) return gone;
    }
  }
}

}  // namespace

Status EraseWithTip(Parts& parts, const names::Key& key, TimePoint now) {
  if (key.aggregate == TipUploads::kAggregate) {
    const auto tip = Read(parts.tips, key.school, key.id);
    if (tip) return {};  // the files are the tip's
    if (tip.error().code != Code::kNotFound) return tl::unexpected<Error>(tip.error());
    return parts.files.EraseAll({key.school, key.id});
  }
  if (key.aggregate != Tips::kAggregate) return {};
  const Context context{.now = now, .request_id = id::Derive("erase tip", key.id)};
  if (auto gone = EraseMessages(parts, key, context); !gone) return gone;
  return parts.files.EraseAll({key.school, key.id});
}

void ServeTipFiles(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.threat_intake.v1.UploadService.";
  server.Unary(service + "UploadFile", [&parts](const rpc::Call& call, const v1::UploadFileRequest& request) {
    return UploadFile(parts, call, request);
  });
  server.Unary(service + "GetTipFile", [&parts](const rpc::Call&, const v1::GetTipFileRequest& request) {
    return GetTipFile(parts, request);
  });
}

}  // namespace watchbell::threat_intake

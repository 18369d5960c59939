#include "services/threat-intake/domain/tip_upload.hpp"

#include <algorithm>

namespace watchbell::threat_intake {

using v1::TipUpload;
using v1::TipUploadEvent;

void TipUploads::Evolve(TipUpload& upload, const TipUploadEvent& event) {
  switch (event.fact_case()) {
    case TipUploadEvent::kUploaded:
      upload.set_id(event.uploaded().tip_id());
      upload.set_school(event.uploaded().school());
      *upload.add_attachments() = event.uploaded().attachment();
      if (!upload.has_first_at()) *upload.mutable_first_at() = event.meta().at();
      return;
    case TipUploadEvent::FACT_NOT_SET: return;
  }
}

std::optional<retention::Span> TipUploads::RetentionOf(const TipUpload& upload) {
  return retention::Span{"waiting", FromProto(upload.first_at())};
}

std::optional<Error> WhyNoMoreFiles(const TipUpload& upload) {
  if (upload.attachments_size() < kAttachmentsMax) return std::nullopt;
  return Refuse(Code::kInvalidArgument, "FILES_TOO_MANY", "Send at most 5 files with a tip.", "content");
}

Decision<TipUploadEvent> TakeFile(const TipUpload& upload, const std::string& school,
                                  const common::v1::Attachment& attachment, const Context& context) {
  const bool known = std::any_of(upload.attachments().begin(), upload.attachments().end(),
                                 [&](const auto& one) { return one.id() == attachment.id(); });
  if (known) return AlreadySo{};
  if (auto refused = WhyNoMoreFiles(upload)) return std::move(*refused);
  TipUploadEvent event;
  *event.mutable_uploaded()->mutable_attachment() = attachment;
  event.mutable_uploaded()->set_tip_id(context.id);
  event.mutable_uploaded()->set_school(school);
  return event;
}

Result<std::vector<common::v1::Attachment>> FilesNamed(
    const TipUpload& upload, const google::protobuf::RepeatedPtrField<std::string>& ids, TimePoint now) {
  std::vector<common::v1::Attachment> named;
  for (const auto& id : ids) {
    const auto found = std::find_if(upload.attachments().begin(), upload.attachments().end(),
                                    [&](const auto& one) { return one.id() == id; });
    if (found == upload.attachments().end() || FromProto(upload.first_at()) + kFilesWait < now) {
      return Fail(Code::kFailedPrecondition, "FILE_GONE", "Send the file again, or the tip without it.",
                  "attachment_ids");
    }
    named.push_back(*found);
  }
  return named;
}

}  // namespace watchbell::threat_intake

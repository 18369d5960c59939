#include "common/record/routes.hpp"
#include "services/threat-intake/api/api.hpp"
#include "services/threat-intake/inbox/inbox.hpp"

namespace watchbell::threat_intake {
namespace {

Result<Inbox> ReadInbox(const v1::ImportTipsRequest& request) {
  if (request.source_case() == v1::ImportTipsRequest::kHotlineLog)
    return ReadHotlineLog(request.hotline_log());
  if (request.source_case() != v1::ImportTipsRequest::kMail) {
    return Fail(Code::kInvalidArgument, "SOURCE_MISSING", "Send a hotline's log or a mail.", "source");
  }
  auto read = ReadMail(request.mail(), request.named());
  if (!read) return tl::unexpected<Error>(read.error());
  Inbox inbox;
  inbox.drafts.push_back(std::move(*read));
  return inbox;
}

// The secret keeps anybody from guessing a text and finding its id on the record.
std::string IdOfImported(const Parts& parts, const std::string& school, const InboxDraft& read) {
  return id::Derive("imported tip " + parts.receipt_key, school + '\n' + read.mark);
}

Result<v1::ImportTipsResponse> ImportTips(Parts& parts, const rpc::Call& call,
                                          const v1::ImportTipsRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto inbox = ReadInbox(request);
  if (!inbox) return tl::unexpected<Error>(inbox.error());
  v1::ImportTipsResponse response;
  for (auto& error : inbox->errors) *response.add_errors() = std::move(error);
  for (auto& read : inbox->drafts) {
    const auto tip_id = IdOfImported(parts, request.school(), read);
    read.draft.set_school(request.school());
    const auto graded = Graded(std::move(read.draft), parts.priorities,
                               parts.district.CalendarOf(request.school()), call.now);
    Context own = *context;
    own.request_id = id::Derive("import", tip_id);
    const auto taken =
        parts.tips.Run(request.school(), tip_id, own,
                       [&](const v1::Tip& tip, const Context& known) { return Receive(tip, graded, known); });
    if (!taken) return tl::unexpected<Error>(taken.error());
    response.add_tip_ids(tip_id);
  }
  return response;
}

}  // namespace

void ServeTipImports(rpc::Server& server, Parts& parts) {
  server.Unary("watchbell.threat_intake.v1.TipImportService.ImportTips",
               [&parts](const rpc::Call& call, const v1::ImportTipsRequest& request) {
                 return ImportTips(parts, call, request);
               });
}

}  // namespace watchbell::threat_intake

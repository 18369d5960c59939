#include <algorithm>

#include "common/names/names.hpp"
#include "common/report/sheet.hpp"
#include "services/notification/api/message_parts.hpp"
#include "services/notification/domain/messages/delivery_figures.hpp"

namespace watchbell::notification {
namespace {

// Asides to staff about a message, which are not the message.
bool IsAside(const v1::Notice& notice) {
  return notice.wording() == "update_owed" || notice.wording() == "approval_needed" ||
         notice.wording() == "help_needed";
}

Result<v1::DeliveryReport> Count(const MessageParts& parts, const std::string& school,
                                 const std::string& about_id) {
  auto notices = parts.desk.deliveries().About(about_id);
  if (!notices) return tl::unexpected<Error>(notices.error());
  std::erase_if(*notices, [&](const auto& notice) { return notice.school() != school || IsAside(notice); });
  if (notices->empty())
    return Fail(Code::kNotFound, "NOT_FOUND", "Name a message or an incident of the school.", "about_id");
  DeliveryFigures figures;
  const auto complete =
      parts.desk.deliveries().EachOf(*notices, [&](const v1::Notice&, const v1::DeliveryBatch& batch) {
        figures.Add(batch, [&](const std::string& person_id) -> std::vector<std::string> {
          const auto person = school == names::kDistrict ? parts.directory.Person(person_id) : std::nullopt;
          if (!person || person->schools().empty()) return {school};
          return {person->schools().begin(), person->schools().end()};
        });
      });
  if (!complete) return tl::unexpected<Error>(complete.error());
  auto report = figures.Report();
  report.set_complete(*complete);
  return report;
}

Result<v1::ExportDeliveryReportResponse> Export(const MessageParts& parts,
                                                const v1::ExportDeliveryReportRequest& request) {
  const auto report = Count(parts, request.school(), request.about_id());
  if (!report) return tl::unexpected<Error>(report.error());
  v1::ExportDeliveryReportResponse response;
  for (auto& row : SheetOf(*report)) *response.mutable_csv() += report::SheetRow(std::move(row));
  return response;
}

}  // namespace

void ServeDeliveryReports(rpc::Server& server, const MessageParts& parts) {
  const std::string service = "watchbell.notification.v1.DeliveryReportService.";
  server.Unary(service + "GetDeliveryReport",
               [&parts](const rpc::Call&, const v1::GetDeliveryReportRequest& request) {
                 return Count(parts, request.school(), request.about_id());
               });
  server.Unary(service + "ExportDeliveryReport",
               [&parts](const rpc::Call&, const v1::ExportDeliveryReportRequest& request) {
                 return Export(parts, request);
               });
}

}  // namespace watchbell::notification

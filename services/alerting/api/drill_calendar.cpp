// The school year, what is due of it, and the report to the state.
#include "common/record/routes.hpp"
#include "common/report/sheet.hpp"
#include "services/alerting/adapters/drill_list.hpp"
#include "services/alerting/api/api.hpp"
#include "services/alerting/domain/drill_compliance.hpp"

namespace watchbell::alerting {
namespace {

constexpr std::size_t kPieceBytes = 32 * 1024;  // of a CSV file, in one message

Result<v1::SchoolYear> YearOf(Parts& parts, const std::string& school, int year) {
  return Read(parts.school_years, school, SchoolYearId(school, year));
}

Result<v1::Compliance> Compliance(Parts& parts, const rpc::Call& call,
                                  const v1::GetComplianceRequest& request) {
  const auto year = YearOf(parts, request.school(), request.year());
  if (!year) return tl::unexpected<Error>(year.error());
  const auto as_of =
      request.as_of().empty() ? std::optional{parts.zone.DateOf(call.now)} : ParseIsoDate(request.as_of());
  if (!as_of) return Fail(Code::kInvalidArgument, "DAY_WRONG", "State a day as YYYY-MM-DD.", "as_of");
  const auto drills = DrillsOf(parts.drills, request.school());
  if (!drills) return tl::unexpected<Error>(drills.error());
  const auto report =
      Read(parts.drill_reports, request.school(), DrillReportId(request.school(), request.year()));
  std::optional<std::chrono::year_month_day> reported_on;
  if (report) reported_on = parts.zone.DateOf(FromProto(report->issued_at()));
  return ComplianceOf(*year, *drills, *as_of, parts.zone, reported_on);
}

Result<v1::DrillReport> Issue(Parts& parts, const rpc::Call& call,
                              const v1::IssueDrillReportRequest& request) {
  const auto year = YearOf(parts, request.school(), request.year());
  if (!year) return tl::unexpected<Error>(year.error());
  const auto drills = DrillsOf(parts.drills, request.school());
  if (!drills) return tl::unexpected<Error>(drills.error());
  const auto draft = DraftReport(*year, *drills, parts.zone.DateOf(call.now), parts.zone);
  return Answer(parts.drill_reports, call, request, DrillReportId(request.school(), request.year()),
                [&](const v1::DrillReport& state, const Context& context) {
                  return IssueReport(state, draft, context);
                });
}

// Nothing in a report is sealed, so its history reads as it stands.
Result<v1::DrillReport> ReportVersion(Parts& parts, const std::string& school, int year, int version) {
  const auto id = DrillReportId(school, year);
  if (version == 0) return Read(parts.drill_reports, school, id);
  const auto history = parts.drill_reports.History(school, id);
  if (!history) return tl::unexpected<Error>(history.error());
  for (const auto& event : *history) {
    if (event.drill_report().version() == version) return event.drill_report();
  }
  return Fail(Code::kNotFound, "NOT_FOUND", "There is no such version.", "version");
}

void Export(Parts& parts, const v1::ExportDrillReportRequest& request, rpc::Stream& stream) {
  const auto report = ReportVersion(parts, request.school(), request.year(), request.version());
  if (!report) return stream.Finish(tl::unexpected<Error>(report.error()));
  auto rows = SheetOf(*report);
  v1::ExportDrillReportResponse piece;
  piece.set_version(report->version());
  piece.set_total(static_cast<std::int64_t>(rows.size()));
  for (std::size_t sent = 0; sent < rows.size();) {
    *piece.mutable_csv() += report::SheetRow(std::move(rows[sent]));
    piece.set_sent(static_cast<std::int64_t>(++sent));
    if (piece.csv().size() < kPieceBytes && sent < rows.size()) continue;
    if (!stream.Send(piece)) return;
    piece.clear_csv();
  }
  stream.Finish({});
}

}  // namespace

void ServeDrillCalendar(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.DrillCalendarService";
  server.Unary(
      service + ".SetSchoolYear", [&parts](const rpc::Call& call, const v1::SetSchoolYearRequest& request) {
        return Answer(parts.school_years, call, request, SchoolYearId(request.school(), request.year()),
                      [&](const v1::SchoolYear& state, const Context& context) {
                        return SetSchoolYear(state, request, parts.zone, context);
                      });
      });
  server.Unary(service + ".GetSchoolYear",
               [&parts](const rpc::Call&, const v1::GetSchoolYearRequest& request) {
                 return YearOf(parts, request.school(), request.year());
               });
  server.Unary(service + ".GetCompliance",
               [&parts](const rpc::Call& call, const v1::GetComplianceRequest& request) {
                 return Compliance(parts, call, request);
               });
  server.Unary(service + ".IssueDrillReport",
               [&parts](const rpc::Call& call, const v1::IssueDrillReportRequest& request) {
                 return Issue(parts, call, request);
               });
  server.Unary(service + ".GetDrillReport",
               [&parts](const rpc::Call&, const v1::GetDrillReportRequest& request) {
                 return ReportVersion(parts, request.school(), request.year(), request.version());
               });
  server.Streaming(service + ".ExportDrillReport",
                   [&parts](const rpc::Call&, const v1::ExportDrillReportRequest& request,
                            const std::shared_ptr<rpc::Stream>& stream) { Export(parts, request, *stream); });
}

}  // namespace watchbell::alerting

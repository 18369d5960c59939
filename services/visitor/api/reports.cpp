#include "common/record/export.hpp"
#include "services/visitor/adapters/visit_count.hpp"
#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {
namespace {

template <class Request>
Result<v1::VisitReport> Count(const std::shared_ptr<bus::Bus>& bus, const Keeper& keeper,
                              const Request& request,
                              const std::function<bool(std::int64_t, std::int64_t)>& tell) {
  if (auto months = CheckMonths(request.from_month(), request.to_month()); !months)
    return tl::unexpected<Error>(months.error());
  const auto counted =
      CountVisits(bus, {request.school(), request.from_month(), request.to_month(), keeper.month_of()}, tell);
  if (!counted) return tl::unexpected<Error>(counted.error());
  return ReportOf(*counted);
}

void Export(const std::shared_ptr<bus::Bus>& bus, const Keeper& keeper,
            const v1::ExportVisitReportRequest& request, rpc::Stream& stream) {
  ExportSheet<v1::ExportVisitReportResponse>(stream, [&](const auto& tell) -> Result<Sheet> {
    const auto report = Count(bus, keeper, request, tell);
    if (!report) return tl::unexpected<Error>(report.error());
    return SheetOf(*report);
  });
}

}  // namespace

void ServeReports(service::Host& host, Record& record) {
  const std::string service = "watchbell.visitor.v1.ReportService";
  const auto bus = host.bus();
  host.server().Unary(
      service + ".GetVisitReport",
      [bus, &keeper = record.keeper()](const rpc::Call& call, const v1::GetVisitReportRequest& request) {
        // A caller who has left is not counted for to the end.
        return Count(bus, keeper, request, [&](std::int64_t, std::int64_t) {
          return std::chrono::system_clock::now() < call.deadline;
        });
      });
  host.server().Streaming(
      service + ".ExportVisitReport",
      [bus, &keeper = record.keeper()](const rpc::Call&, const v1::ExportVisitReportRequest& request,
                                       const std::shared_ptr<rpc::Stream>& stream) {
        Export(bus, keeper, request, *stream);
      });
}

}  // namespace watchbell::visitor

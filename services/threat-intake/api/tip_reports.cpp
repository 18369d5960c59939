#include <mutex>
#include <optional>

#include "common/record/export.hpp"
#include "services/threat-intake/adapters/tip_count.hpp"
#include "services/threat-intake/api/triage.hpp"
#include "watchbell/common/v1/document.pb.h"

namespace watchbell::threat_intake {
namespace {

// Anybody may ask for the public page: it is counted once in a while, not once a caller.
constexpr std::chrono::hours kPageKept{1};
constexpr char kFirstMonth[] = "2000-01";

// Outlives the calls.
struct Counting {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  const Keeper& keeper;
  std::mutex mutex;
  std::optional<std::pair<TimePoint, std::string>> page;
};

template <class Request>
Result<v1::TipReport> Count(const Counting& counting, const Request& request,
                            const std::function<bool(std::int64_t, std::int64_t)>& tell) {
  if (auto months = CheckTipMonths(request.from_month(), request.to_month()); !months)
    return tl::unexpected<Error>(months.error());
  const auto counted = CountTips(
      counting.bus, counting.sealer,
      {request.school(), request.from_month(), request.to_month(), counting.keeper.month_of()}, tell);
  if (!counted) return tl::unexpected<Error>(counted.error());
  return ReportOf(*counted);
}

void Export(const Counting& counting, const v1::ExportTipReportRequest& request, rpc::Stream& stream) {
  ExportSheet<v1::ExportTipReportResponse>(stream, [&](const auto& tell) -> Result<Sheet> {
    const auto report = Count(counting, request, tell);
    if (!report) return tl::unexpected<Error>(report.error());
    return SheetOf(*report);
  });
}

Result<common::v1::Document> GetPublicPage(Counting& counting, const rpc::Call& call) {
  const std::scoped_lock lock(counting.mutex);
  if (!counting.page || call.now - counting.page->first >= kPageKept) {
    const auto this_month = counting.keeper.month_of()(call.now);
    const auto counted = CountTips(
        counting.bus, counting.sealer,
        {std::string{names::kDistrict}, kFirstMonth, this_month, counting.keeper.month_of()},
        [&](std::int64_t, std::int64_t) { return std::chrono::system_clock::now() < call.deadline; });
    if (!counted) return tl::unexpected<Error>(counted.error());
    counting.page = {call.now, PublicPage(ReportOf(SchoolYearsOf(*counted, this_month)))};
  }
  common::v1::Document document;
  document.set_media_type("text/html; charset=utf-8");
  document.set_content(counting.page->second);
  return document;
}

}  // namespace

void ServeTipReports(service::Host& host, Record& record) {
  const std::string service = "watchbell.threat_intake.v1.TipReportService.";
  const std::shared_ptr<Counting> counting{new Counting{host.bus(), host.sealer(), record.keeper()}};
  host.server().Unary(service + "GetTipReport",
                      [counting](const rpc::Call& call, const v1::GetTipReportRequest& request) {
                        // A caller who has left is not counted for to the end.
                        return Count(*counting, request, [&](std::int64_t, std::int64_t) {
                          return std::chrono::system_clock::now() < call.deadline;
                        });
                      });
  host.server().Streaming(
      service + "ExportTipReport",
      [counting](const rpc::Call&, const v1::ExportTipReportRequest& request,
                 const std::shared_ptr<rpc::Stream>& stream) { Export(*counting, request, *stream); });
  host.server().Unary(service + "GetPublicTipReport",
                      [counting](const rpc::Call& call, const v1::GetPublicTipReportRequest&) {
                        return GetPublicPage(*counting, call);
                      });
}

}  // namespace watchbell::threat_intake

// The front door: visits, screening, watch lists.
#include "common/attachment/store.hpp"
#include "common/service/flags.hpp"
#include "common/service/service.hpp"
#include "services/visitor/legal_flags.hpp"
#include "services/visitor/service.hpp"

namespace {

// 16 MiB of file and what the message adds.
constexpr std::size_t kRegistryBytesMax = std::size_t{17} * 1024 * 1024;

}  // namespace

int main(int argc, char** argv) {
  using namespace watchbell;
  std::string zone_name = "America/New_York";
  std::string end_of_day;
  std::string notification = "127.0.0.1:7104";
  visitor::LegalFlags legal_flags;
  const service::Options options{
      .name = "visitor",
      .description = "The front door of every school: visits, screening, watch lists.",
      .request_bytes_max_of = {{"watchbell.visitor.v1.RegistryService.ImportRegistry", kRegistryBytesMax},
                               {"watchbell.visitor.v1.BadgeService.SetPhoto", attachment::kUploadBytesMax},
                               {"watchbell.visitor.v1.AgencyService.CaptureDocument",
                                attachment::kUploadBytesMax}},
      .flags = [&](service::Flags& flags) {
        flags.Add("--time-zone", zone_name,
                  "The district's IANA time zone: decides what day it is at the desk");
        flags.Add("--end-of-day", end_of_day,
                  "When whoever is still inside is checked out, like 22:00; empty: never");
        flags.Add("--notification", notification,
                  "host:port of the notification service, which keeps the record of custody");
        legal_flags.AddTo(flags);
      }};
  return service::Run(argc, argv, options, [&](service::Host& host) -> Status {
    const auto zone = TimeZone::Find(zone_name);
    if (!zone) return tl::unexpected<Error>(zone.error());
    const auto ends = ParseTimeOfDay(end_of_day);
    if (!ends && !end_of_day.empty()) {
      return Fail(Code::kInvalidArgument, "TIME_MALFORMED", "State a time of day, like 22:00.", "end-of-day");
    }
    auto legal = legal_flags.Read();
    if (!legal) return tl::unexpected<Error>(legal.error());
    host.Own(std::make_unique<visitor::VisitorService>(host, visitor::DistrictDay{*zone, ends},
                                                       host.Dial(notification), std::move(*legal)));
    return {};
  });
}

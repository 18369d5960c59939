// The front door: visits, screening, watch lists.
#include "common/service/flags.hpp"
#include "common/service/service.hpp"
#include "services/visitor/service.hpp"

int main(int argc, char** argv) {
  using namespace watchbell;
  std::string zone_name = "America/New_York";
  const service::Options options{
      .name = "visitor",
      .description = "The front door of every school: visits, screening, watch lists.",
      .flags = [&](service::Flags& flags) {
        flags.Add("--time-zone", zone_name,
                  "The district's IANA time zone: decides what day it is at the desk");
      }};
  return service::Run(argc, argv, options, [&](service::Host& host) -> Status {
    const auto zone = TimeZone::Find(zone_name);
    if (!zone) return tl::unexpected<Error>(zone.error());
    host.Own(std::make_unique<visitor::VisitorService>(host, *zone));
    return {};
  });
}

// The alarm: incidents and drills.
#include "common/service/flags.hpp"
#include "common/service/service.hpp"
#include "services/alerting/service.hpp"

int main(int argc, char** argv) {
  using namespace watchbell;
  std::string journal_directory = "journal";
  std::string notification = "127.0.0.1:7104";
  const service::Options options{
      .name = "alerting",
      .description = "The alarm of every school: incidents, drills, releases.",
      .serve_without_record = true,
      .flags = [&](service::Flags& flags) {
        flags.Add("--journal", journal_directory,
                  "Directory of this replica's own for alarms raised while NATS is away");
        flags.Add("--notification", notification,
                  "host:port of the notification service, for the alarm's direct path");
      }};
  return service::Run(argc, argv, options, [&](service::Host& host) -> Status {
    auto journal = alerting::AlarmJournal::Open(journal_directory);
    if (!journal) return tl::unexpected<Error>(journal.error());
    host.Own(std::make_unique<alerting::AlertingService>(host, std::move(*journal), host.Dial(notification)));
    return {};
  });
}

// The alarm: incidents and drills, their CAP documents, and calls to the police.
#include <fstream>

#include "common/service/flags.hpp"
#include "common/service/service.hpp"
#include "services/alerting/adapters/cap_settings.hpp"
#include "services/alerting/service.hpp"

namespace {

using namespace watchbell;

struct AlertingConfig {
  std::string journal = "journal";
  std::string notification = "127.0.0.1:7104";
  std::string visitor = "127.0.0.1:7101";
  std::string time_zone = "America/New_York";
  std::string cap_texts = "deploy/cap/texts.json";
  std::string cap_areas = "deploy/cap/areas.json";
  std::string cap_key;
  std::string settings = "deploy/alerting/settings.json";
  std::string dispatch_911;
  std::string dispatch_police;
  std::string dispatch_secret_file;
  bool cap_partners_inside = false;

  void AddTo(service::Flags& flags) {
    flags.Add("--journal", journal, "Directory of this replica's own for alarms raised while NATS is away");
    flags.Add("--notification", notification,
              "host:port of the notification service, for the alarm's direct path");
    flags.Add("--visitor", visitor,
              "host:port of the visitor service, whose watch list is asked before a child is handed over");
    flags.Add("--time-zone", time_zone,
              "The district's IANA time zone: of the times in documents for partners");
    flags.Add("--cap-texts", cap_texts, "JSON: what CAP documents say, in every language of the district");
    flags.Add("--cap-areas", cap_areas, "JSON: each school's name and outline, as CAP documents give them");
    flags.Add("--alerting-settings", settings,
              "JSON: the schools' zones, which action calls which line of the police");
    flags.Add("--dispatch-911", dispatch_911,
              "Address of the 911 centre's system; empty: a person is asked to telephone");
    flags.Add("--dispatch-police", dispatch_police, "Address of the police's non-emergency line; as above");
    flags.Add("--dispatch-secret-file", dispatch_secret_file,
              "File with the whsec_ secret that signs calls to these lines, and their answers");
    flags.Add("--cap-key", cap_key, "PEM, RSA or P-256: signs CAP documents; none: they are not signed");
    flags.Add(
        "--cap-partners-inside", cap_partners_inside,
        "Push CAP documents to http:// and to addresses of our own networks, too: for tests on one machine");
  }
};

Result<std::unique_ptr<alerting::PoliceLines>> OpenLines(const AlertingConfig& config) {
  std::string secret;
  std::ifstream(config.dispatch_secret_file) >> secret;
  return alerting::PoliceLines::Open(
      {.url_911 = config.dispatch_911, .url_police = config.dispatch_police, .secret = secret});
}

Result<alerting::Setup> Prepare(service::Host& host, const AlertingConfig& config) {
  alerting::Setup setup{.notification = host.Dial(config.notification), .visitor = host.Dial(config.visitor)};
  auto journal = alerting::AlarmJournal::Open(config.journal);
  if (!journal) return tl::unexpected<Error>(journal.error());
  setup.journal = std::move(*journal);
  const auto zone = TimeZone::Find(config.time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  setup.zone = *zone;
  auto settings = alerting::LoadAlertingSettings(config.settings);
  if (!settings) return tl::unexpected<Error>(settings.error());
  setup.settings = std::move(*settings);
  auto lines = OpenLines(config);
  if (!lines) return tl::unexpected<Error>(lines.error());
  setup.lines = std::move(*lines);
  auto cap = alerting::LoadCapSettings(config.cap_texts, config.cap_areas, *zone);
  if (!cap) return tl::unexpected<Error>(cap.error());
  setup.cap = std::move(*cap);
  setup.cap_partners_inside = config.cap_partners_inside;
  if (config.cap_key.empty()) return setup;
  auto signer = alerting::CapSigner::Load(config.cap_key);
  if (!signer) return tl::unexpected<Error>(signer.error());
  setup.cap_signer = std::move(*signer);
  return setup;
}

}  // namespace

int main(int argc, char** argv) {
  AlertingConfig config;
  const service::Options options{.name = "alerting",
                                 .description = "The alarm of every school: incidents, drills, releases.",
                                 .serve_without_record = true,
                                 .flags = [&](service::Flags& flags) { config.AddTo(flags); }};
  return service::Run(argc, argv, options, [&](service::Host& host) -> Status {
    auto setup = Prepare(host, config);
    if (!setup) return tl::unexpected<Error>(setup.error());
    host.Own(std::make_unique<alerting::AlertingService>(host, std::move(*setup)));
    return {};
  });
}

// Tips and reports, and the people who answer for them.
#include "common/attachment/store.hpp"
#include "common/service/flags.hpp"
#include "common/service/service.hpp"
#include "services/threat-intake/adapters/receipt.hpp"
#include "services/threat-intake/adapters/settings.hpp"
#include "services/threat-intake/service.hpp"

namespace {

// 1 MiB of file and what the message adds.
constexpr std::size_t kImportBytesMax = std::size_t{1'100'000};

}  // namespace

int main(int argc, char** argv) {
  using namespace watchbell;
  std::string receipt_key = "receipt-key.txt";
  std::string zone_name = "America/New_York";
  std::string keywords = "deploy/threat/keywords.json";
  std::string district = "deploy/threat/district.json";
  std::string providers = "deploy/threat/providers.json";
  std::string alerting = "127.0.0.1:7102";
  int quiet_tips_per_minute = 120;
  const service::Options options{
      .name = "threat_intake",
      .description = "Tips and reports, and the ladder of people who answer for them.",
      .directory_ring = false,
      .request_bytes_max_of = {{"watchbell.threat_intake.v1.UploadService.UploadFile",
                                attachment::kUploadBytesMax},
                               {"watchbell.threat_intake.v1.EvidenceService.AddEvidence",
                                attachment::kUploadBytesMax},
                               {"watchbell.threat_intake.v1.TipImportService.ImportTips", kImportBytesMax},
                               {"watchbell.threat_intake.v1.CrimeService.ImportCrimeFeed", kImportBytesMax}},
      .flags = [&](service::Flags& flags) {
        flags.Add("--receipt-key", receipt_key,
                  "File with 64 hexadecimal digits: receipt codes are made from them");
        flags.Add("--time-zone", zone_name,
                  "The district's IANA time zone: decides when its schools are open");
        flags.Add("--keywords", keywords, "The rules that make a tip a danger to life, as JSON");
        flags.Add("--district", district, "The district's numbers, hours and schools, as JSON");
        flags.Add("--providers", providers, "To whom threat assessment cases refer, as JSON");
        flags.Add("--alerting", alerting, "host:port of the alerting service, which raises a tip's alarm");
        flags.Add("--quiet-tips-per-minute", quiet_tips_per_minute,
                  "What one replica takes before it asks senders for proof of work", 1, 1'000'000);
      }};
  return service::Run(argc, argv, options, [&](service::Host& host) -> Status {
    auto key = threat_intake::LoadReceiptKey(receipt_key);
    if (!key) return tl::unexpected<Error>(key.error());
    const auto zone = TimeZone::Find(zone_name);
    if (!zone) return tl::unexpected<Error>(zone.error());
    auto priorities = threat_intake::LoadPriorities(keywords);
    if (!priorities) return tl::unexpected<Error>(priorities.error());
    auto settings = threat_intake::LoadDistrict(district, *zone);
    if (!settings) return tl::unexpected<Error>(settings.error());
    auto referrals = threat_intake::LoadProviders(providers);
    if (!referrals) return tl::unexpected<Error>(referrals.error());
    auto case_ring = policy::KeyRing::Load(host.config().keys, threat_intake::kCaseRing);
    if (!case_ring) return tl::unexpected<Error>(case_ring.error());
    host.Own(std::make_unique<threat_intake::ThreatIntakeService>(
        host,
        threat_intake::Setup{.receipt_key = std::move(*key),
                             .zone = *zone,
                             .priorities = std::move(*priorities),
                             .district = std::move(*settings),
                             .alerting = host.Dial(alerting),
                             .quiet_tips_per_minute = static_cast<double>(quiet_tips_per_minute)},
        threat_intake::CaseSetup{std::move(*case_ring), std::move(*referrals)}));
    return {};
  });
}

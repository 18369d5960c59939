// Anonymous tips.
#include "common/service/flags.hpp"
#include "common/service/service.hpp"
#include "services/threat-intake/adapters/receipt.hpp"
#include "services/threat-intake/service.hpp"

int main(int argc, char** argv) {
  using namespace watchbell;
  std::string receipt_key = "receipt-key.txt";
  const service::Options options{
      .name = "threat_intake",
      .description = "Anonymous tips, and the ladder of people who answer for them.",
      .directory_ring = false,
      .flags = [&](service::Flags& flags) {
        flags.Add("--receipt-key", receipt_key,
                  "File with 64 hexadecimal digits: receipt codes are made from them");
      }};
  return service::Run(argc, argv, options, [&](service::Host& host) -> Status {
    auto key = threat_intake::LoadReceiptKey(receipt_key);
    if (!key) return tl::unexpected<Error>(key.error());
    host.Own(std::make_unique<threat_intake::ThreatIntakeService>(host, std::move(*key)));
    return {};
  });
}

#include "services/threat-intake/adapters/tip_count.hpp"

#include "services/threat-intake/domain/tip.hpp"

namespace watchbell::threat_intake {

Result<TipsCounted> CountTips(const std::shared_ptr<bus::Bus>& bus, const policy::Sealer& sealer,
                              const ledger::CountAsked& asked, const ledger::TellRead& tell) {
  const ledger::CountedOf tips{Tips::kService, Tips::kAggregate};
  TipsCounted counted;
  const auto read = ledger::ReadRecord(
      bus, tips, asked.school,
      [&](const names::Key& key, const bus::Stored& stored) {
        v1::TipEvent event;
        if (!event.ParseFromString(stored.payload) || !sealer.Open(event, stored.subject)) return;
        const auto month = asked.month_of(FromProto(event.tip().received_at()));
        ledger::AddNumbers(counted, asked, key.school, month, NumbersOf(event.tip()));
      },
      tell);
  if (!read) return tl::unexpected<Error>(read.error());
  const auto erased = ledger::AddTallies(bus, tips, asked, counted);
  if (!erased) return tl::unexpected<Error>(erased.error());
  return counted;
}

}  // namespace watchbell::threat_intake

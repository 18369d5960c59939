// What else goes when something of this service goes, and erasures that people ask for.
#include "common/id/id.hpp"
#include "services/notification/api/api.hpp"

namespace watchbell::notification {
namespace {

template <class Aggregate>
Status EraseToo(ledger::Ledger<Aggregate>& ledger, const std::string& school, const std::string& id,
                TimePoint now) {
  return ledger.Erase(school, id, {.now = now, .request_id = id::Derive("erase too", id)});
}

Status EraseBatches(Parts& parts, const names::Key& notice, TimePoint now) {
  const auto known = parts.notices.Get(notice.school, notice.id);
  if (!known) return tl::unexpected<Error>(known.error());
  for (int ordinal = 0; ordinal < known->state.batches(); ++ordinal) {
    const auto batch = BatchIdOf(notice.id, ordinal);
    if (auto gone = EraseToo(parts.batches, notice.school, batch, now); !gone) return gone;
  }
  return {};
}

// A student's custody and family plan; anybody else has none.
Status EraseWhatFamiliesSaid(Parts& parts, const retention::Periods& periods, const names::Key& student,
                             TimePoint now) {
  const auto custody = CustodyIdOf(student.id);
  const auto plan = FamilyPlanIdOf(student.id);
  if (periods.Held(custody) || periods.Held(plan)) {
    return Fail(Code::kFailedPrecondition, "LEGAL_HOLD",
                "The student's custody or family plan must be kept; ask counsel to lift the hold.");
  }
  const std::string district{names::kDistrict};
  if (auto gone = EraseToo(parts.custodies, district, custody, now); !gone) return gone;
  return EraseToo(parts.family_plans, district, plan, now);
}

}  // namespace

void ServeRetention(service::Host& host, Record& record, Parts& parts) {
  record.keeper().CountMonthsIn(parts.zone);
  record.keeper().AlsoErase([&host, &parts](const names::Key& key) -> Status {
    const auto now = host.clock()();
    if (key.aggregate == Notices::kAggregate) return EraseBatches(parts, key, now);
    if (key.aggregate == People::kAggregate) return EraseWhatFamiliesSaid(parts, host.periods(), key, now);
    return {};
  });
  record.keeper().Serve(host.server(), "watchbell.notification.v1.RetentionService");
}

}  // namespace watchbell::notification

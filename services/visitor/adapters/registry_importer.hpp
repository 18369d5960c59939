// The import of a registry: brings the list on the record to what the file says, and no further.
#pragma once

#include <functional>
#include <mutex>

#include "common/ledger/ledger.hpp"
#include "services/visitor/adapters/screening.hpp"
#include "services/visitor/domain/registry.hpp"
#include "services/visitor/registry/registry_file.hpp"

namespace watchbell::visitor {

class RegistryImporter {
 public:
  // How often progress is told.
  static constexpr int kProgressEvery = 500;
  using Progress = std::function<void(const v1::RegistryProgress&)>;

  RegistryImporter(WatchlistScreening& screening, ledger::Ledger<Watchlist>& entries,
                   ledger::Ledger<Registries>& registries, TimeZone zone)
      : screening_(screening), entries_(entries), registries_(registries), zone_(zone) {}

  // Tells its progress, and last how it ended (STAGE_DONE or STAGE_FAILED). Broken off, it can be started
  // again. One at a time.
  Status Run(const v1::ImportRegistryRequest& request, const Context& context, const Progress& tell);

 private:
  struct Plan;
  Plan PlanOf(RegistryFile file, const v1::Registry& registry) const;
  Result<std::uint64_t> Write(const Plan& plan, const v1::Registry& registry, const Context& context,
                              const std::function<void()>& on_one);

  WatchlistScreening& screening_;
  ledger::Ledger<Watchlist>& entries_;
  ledger::Ledger<Registries>& registries_;
  const TimeZone zone_;
  std::mutex one_at_a_time_;
};

}  // namespace watchbell::visitor

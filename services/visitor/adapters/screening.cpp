#include "services/visitor/adapters/screening.hpp"

#include <mutex>

namespace watchbell::visitor {
namespace {

constexpr std::chrono::seconds kPatience{2};  // a replica that has just started is still reading

}  // namespace

WatchlistScreening::WatchlistScreening(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer)
    : mirror_(std::move(bus), sealer,
              [this](const names::Key&, const v1::WatchlistEntry& entry) { Apply(entry); }) {}

void WatchlistScreening::Apply(const v1::WatchlistEntry& entry) {
  const std::unique_lock lock(mutex_);
  if (entry.retired()) {
    index_.Remove(entry.id());
    scopes_.erase(entry.id());
    return;
  }
  index_.Replace(ForScreening(entry));
  scopes_[entry.id()] = {entry.school(), entry.expires_on()};
}

Result<std::vector<v1::Match>> WatchlistScreening::Screen(const Query& query, const std::string& school,
                                                          const std::string& today) {
  if (!mirror_.AwaitReady(kPatience)) {
    return Fail(Code::kUnavailable, "WATCHLIST_LOADING",
                "The watch list is still being read; try again in a moment.");
  }
  std::vector<v1::Match> matches;
  const std::shared_lock lock(mutex_);
  for (const auto& hit : index_.Find(query)) {
    const auto scope = scopes_.find(hit.entry_id);
    if (scope == scopes_.end()) continue;
    const bool here = scope->second.school == school || scope->second.school == names::kDistrict;
    const bool in_force = scope->second.expires_on.empty() || scope->second.expires_on >= today;
    if (here && in_force) matches.push_back(Explain(hit));
  }
  return matches;
}

}  // namespace watchbell::visitor

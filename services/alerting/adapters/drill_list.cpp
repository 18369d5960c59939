#include "services/alerting/adapters/drill_list.hpp"

namespace watchbell::alerting {
namespace {

constexpr int kPageMax = 500;

}  // namespace

Result<std::vector<v1::Drill>> DrillsOf(ledger::Ledger<Drills>& ledger, const std::string& school) {
  std::vector<v1::Drill> drills;
  std::string token;
  do {
    auto page = ledger.List("drills:" + school, kPageMax, token, true);
    if (!page) return tl::unexpected<Error>(page.error());
    std::move(page->states.begin(), page->states.end(), std::back_inserter(drills));
    token = page->next_page_token;
  } while (!token.empty() && drills.size() < kDrillsOfYearMax);
  return drills;
}

}  // namespace watchbell::alerting

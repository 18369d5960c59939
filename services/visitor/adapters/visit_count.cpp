#include "services/visitor/adapters/visit_count.hpp"

#include <unordered_map>

#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {

Result<Counted> CountVisits(const std::shared_ptr<bus::Bus>& bus, const ledger::CountAsked& asked,
                            const ledger::TellRead& tell) {
  const ledger::CountedOf visits{Visits::kService, Visits::kAggregate, false};
  std::unordered_map<std::string, std::pair<std::string, VisitStory>> stories;  // by subject; with the school
  const auto read = ledger::ReadRecord(
      bus, visits, asked.school,
      [&](const names::Key& key, const bus::Stored& stored) {
        v1::VisitEvent event;
        if (!event.ParseFromString(stored.payload)) return;
        auto& [school, story] = stories[stored.subject];
        school = key.school;
        story.Follow(event);
      },
      tell);
  if (!read) return tl::unexpected<Error>(read.error());
  Counted counted;
  for (const auto& [subject, one] : stories) {
    const auto& [school, story] = one;
    if (story.arrived)
      ledger::AddNumbers(counted, asked, school, asked.month_of(*story.arrived), NumbersOf(story));
  }
  const auto erased = ledger::AddTallies(bus, visits, asked, counted);
  if (!erased) return tl::unexpected<Error>(erased.error());
  return counted;
}

}  // namespace watchbell::visitor

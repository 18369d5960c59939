#include "common/retention/tally.hpp"

#include <algorithm>
#include <map>

#include "common/id/id.hpp"

namespace watchbell::retention {

using common::v1::Tally;
using common::v1::TallyEvent;

void Tallies::Evolve(Tally& tally, const TallyEvent& event) {
  switch (event.fact_case()) {
    case TallyEvent::kCounted: {
      const auto& counted = event.counted();
      tally.set_school(counted.school());
      tally.set_aggregate(counted.aggregate());
      tally.set_month(counted.month());
      tally.set_id(TallyId(counted.aggregate(), counted.month()));
      std::map<std::string, std::int64_t> numbers;
      for (const auto* counts : {&tally.counts(), &counted.counts()}) {
        for (const auto& count : *counts) numbers[count.name()] += count.number();
      }
      tally.clear_counts();
      for (const auto& [name, number] : numbers) {
        auto& count = *tally.add_counts();
        count.set_name(name);
        count.set_number(number);
      }
      auto& recent = *tally.mutable_recent();
      if (recent.size() == kRecentMax) recent.erase(recent.begin());
      recent.Add(counted.aggregate_fingerprint());
      return;
    }
    case TallyEvent::FACT_NOT_SET: return;
  }
}

std::string TallyId(std::string_view aggregate, std::string_view month) {
  return id::Derive("tally", std::string{aggregate} + '/' + std::string{month});
}

Decision<TallyEvent> CountErased(const Tally& tally, const names::Key& key, const Counts& counts,
                                 const Context&) {
  const auto fingerprint = id::Fingerprint(names::RecordSubject(key));
  const auto& recent = tally.recent();
  if (std::find(recent.begin(), recent.end(), fingerprint) != recent.end()) return AlreadySo{};
  if (static_cast<int>(counts.numbers.size()) >= kNumbersMax)
    return Refuse(Code::kInternal, "TOO_MANY_COUNTS", "Count fewer things of each aggregate.");
  TallyEvent event;
  auto& counted = *event.mutable_counted();
  counted.set_school(key.school);
  counted.set_aggregate(key.aggregate);
  counted.set_month(counts.month);
  counted.set_aggregate_fingerprint(fingerprint);
  const auto add = [&](const std::string& name, std::int64_t number) {
    auto& count = *counted.add_counts();
    count.set_name(name);
    count.set_number(number);
  };
  add(kErased, 1);
  for (const auto& [name, number] : counts.numbers) add(name, number);
  return event;
}

}  // namespace watchbell::retention

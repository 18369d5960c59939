#include "services/visitor/adapters/visit_count.hpp"

#include <unordered_map>

#include "common/bus/reader.hpp"
#include "common/ledger/event.hpp"
#include "common/names/names.hpp"
#include "common/retention/tally.hpp"
#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {
namespace {

constexpr std::size_t kBatch = 512;
constexpr std::chrono::milliseconds kWait{1000};

std::string SubjectsOf(std::string_view aggregate, const std::string& school) {
  return school == names::kDistrict ? names::RecordSubjectsOf(Visits::kService, aggregate)
                                    : names::RecordSubjectsOf(Visits::kService, aggregate, school);
}

// Everything on these subjects that stands there now.
Status ReadAll(std::shared_ptr<bus::Bus> bus, const std::string& subjects, bool newest_only,
               const std::function<void(const names::Key&, const bus::Stored&)>& each,
               const std::function<bool(std::int64_t, std::int64_t)>& tell) {
  auto reader = bus::Reader::Open(
      std::move(bus),
      {.stream = names::StreamOf(Visits::kService), .filter = subjects, .newest_only = newest_only});
  if (!reader) return tl::unexpected<Error>(reader.error());
  const auto total = static_cast<std::int64_t>((*reader)->Pending());
  std::int64_t read = 0;
  while ((*reader)->Pending() > 0) {
    const auto messages = (*reader)->Next(kBatch, kWait);
    if (!messages) return tl::unexpected<Error>(messages.error());
    if (messages->empty()) return Fail(Code::kUnavailable, bus::kBusAway, "The record is slow; try again.");
    for (const auto& stored : *messages) {
      const auto key = names::ParseSubject(stored.subject);
      if (key && !ledger::IsErased(stored)) each(*key, stored);
    }
    read += static_cast<std::int64_t>(messages->size());
    if (!tell(read, std::max(read, total))) return Fail(Code::kCancelled, "CALLER_LEFT", "");
  }
  return {};
}

}  // namespace

Result<Counted> CountVisits(std::shared_ptr<bus::Bus> bus, const CountAsked& asked,
                            const std::function<bool(std::int64_t read, std::int64_t total)>& tell) {
  Counted counted;
  const auto add = [&](const std::string& school, const std::string& month, const auto& numbers) {
    if (month < asked.from_month || month > asked.to_month) return;
    auto& sum = counted[{school, month}];
    for (const auto& [name, number] : numbers) sum[name] += number;
  };
  std::unordered_map<std::string, std::pair<std::string, VisitStory>> stories;  // by subject; with the school
  auto read = ReadAll(
      bus, SubjectsOf(Visits::kAggregate, asked.school), false,
      [&](const names::Key& key, const bus::Stored& stored) {
        v1::VisitEvent event;
        if (!event.ParseFromString(stored.payload)) return;
        auto& [school, story] = stories[stored.subject];
        school = key.school;
        story.Follow(event);
      },
      tell);
  if (!read) return tl::unexpected<Error>(read.error());
  for (const auto& [subject, one] : stories) {
    const auto& [school, story] = one;
    if (story.arrived) add(school, asked.month_of(*story.arrived), NumbersOf(story));
  }
  read = ReadAll(
      bus, SubjectsOf(retention::Tallies::kAggregate, asked.school), true,
      [&](const names::Key& key, const bus::Stored& stored) {
        common::v1::TallyEvent event;
        if (!event.ParseFromString(stored.payload) || event.tally().aggregate() != Visits::kAggregate) return;
        Numbers numbers;
        for (const auto& count : event.tally().counts()) numbers[count.name()] = count.number();
        add(key.school, event.tally().month(), numbers);
      },
      [](std::int64_t, std::int64_t) { return true; });
  if (!read) return tl::unexpected<Error>(read.error());
  return counted;
}

}  // namespace watchbell::visitor

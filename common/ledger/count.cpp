#include "common/ledger/count.hpp"

#include <algorithm>

#include "common/bus/reader.hpp"
#include "common/ledger/event.hpp"
#include "common/retention/tally.hpp"

namespace watchbell::ledger {
namespace {

constexpr std::size_t kBatch = 512;
constexpr std::chrono::milliseconds kWait{1000};

}  // namespace

Status ReadRecord(const std::shared_ptr<bus::Bus>& bus, const CountedOf& what, const std::string& school,
                  const std::function<void(const names::Key&, const bus::Stored&)>& each,
                  const TellRead& tell) {
  const auto subjects = school == names::kDistrict
                            ? names::RecordSubjectsOf(what.service, what.aggregate)
                            : names::RecordSubjectsOf(what.service, what.aggregate, school);
  auto reader = bus::Reader::Open(
      bus, {.stream = names::StreamOf(what.service), .filter = subjects, .newest_only = what.newest_only});
  if (!reader) return tl::unexpected<Error>(reader.error());
  const auto total = static_cast<std::int64_t>((*reader)->Pending());
  std::int64_t read = 0;
  while ((*reader)->Pending() > 0) {
    const auto messages = (*reader)->Next(kBatch, kWait);
    if (!messages) return tl::unexpected<Error>(messages.error());
    if (messages->empty()) return Fail(Code::kUnavailable, bus::kBusAway, "The record is slow; try again.");
    for (const auto& stored : *messages) {
      const auto key = names::ParseSubject(stored.subject);
      if (key && !IsErased(stored)) each(*key, stored);
    }
    read += static_cast<std::int64_t>(messages->size());
    if (!tell(read, std::max(read, total))) return Fail(Code::kCancelled, "CALLER_LEFT", "");
  }
  return {};
}

void AddNumbers(ByMonth& sums, const CountAsked& asked, const std::string& school, const std::string& month,
                const Numbers& numbers) {
  if (month < asked.from_month || month > asked.to_month) return;
  auto& sum = sums[{school, month}];
  for (const auto& [name, number] : numbers) sum[name] += number;
}

Status AddTallies(const std::shared_ptr<bus::Bus>& bus, const CountedOf& what, const CountAsked& asked,
                  ByMonth& sums) {
  return ReadRecord(
      bus, {what.service, retention::Tallies::kAggregate}, asked.school,
      [&](const names::Key& key, const bus::Stored& stored) {
        common::v1::TallyEvent event;
        if (!event.ParseFromString(stored.payload) || event.tally().aggregate() != what.aggregate) return;
        Numbers numbers;
        for (const auto& count : event.tally().counts()) numbers[count.name()] = count.number();
        AddNumbers(sums, asked, key.school, event.tally().month(), numbers);
      },
      [](std::int64_t, std::int64_t) { return true; });
}

}  // namespace watchbell::ledger

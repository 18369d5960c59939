#include "services/alerting/adapters/incident_history.hpp"

#include "common/bus/reader.hpp"

namespace watchbell::alerting {
namespace {

constexpr std::size_t kBatch = 256;
constexpr std::chrono::seconds kPatience{2};

}  // namespace

Result<std::vector<v1::IncidentEvent>> HistoryOf(const std::shared_ptr<bus::Bus>& bus,
                                                 const policy::Sealer& sealer, const names::Key& incident,
                                                 std::uint64_t sequence) {
  auto reader = bus::Reader::Open(
      bus, {.stream = names::StreamOf(incident.service), .filter = names::RecordSubject(incident)});
  if (!reader) return tl::unexpected<Error>(reader.error());
  std::vector<v1::IncidentEvent> history;
  for (bool whole = false; !whole;) {
    const auto messages = (*reader)->Next(kBatch, kPatience);
    if (!messages) return tl::unexpected<Error>(messages.error());
    if (messages->empty()) return Fail(Code::kUnavailable, "HISTORY_INCOMPLETE", "Read it again.");
    for (const auto& stored : *messages) {
      if (stored.sequence > sequence) return history;
      v1::IncidentEvent event;
      if (!event.ParseFromString(stored.payload) || !sealer.Open(event, stored.subject)) {
        return Fail(Code::kInternal, "EVENT_UNREADABLE", "Look at this incident's events.");
      }
      history.push_back(std::move(event));
      whole = stored.sequence == sequence;
    }
  }
  return history;
}

Result<std::vector<v1::IncidentEvent>> IncidentHistories::UpTo(const v1::IncidentEvent& event,
                                                               const names::Key& incident,
                                                               std::uint64_t sequence) {
  auto history = Take(incident.id);
  const bool next =
      !history.empty() && history.back().incident().sequence() + 1 == event.incident().sequence();
  if (!next) return HistoryOf(bus_, sealer_, incident, sequence);
  history.push_back(event);
  return history;
}

void IncidentHistories::Keep(std::vector<v1::IncidentEvent> history) {
  if (history.empty()) return;
  const std::string id = history.back().incident().id();
  const std::scoped_lock lock(mutex_);
  if (kept_.size() >= kKeptMax) kept_.erase(kept_.begin());
  kept_[id] = std::move(history);
}

std::vector<v1::IncidentEvent> IncidentHistories::Take(const std::string& incident_id) {
  const std::scoped_lock lock(mutex_);
  auto kept = kept_.extract(incident_id);
  return kept.empty() ? std::vector<v1::IncidentEvent>{} : std::move(kept.mapped());
}

}  // namespace watchbell::alerting

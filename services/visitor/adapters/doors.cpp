#include "services/visitor/adapters/doors.hpp"

#include <mutex>

#include "common/telemetry/log.hpp"

namespace watchbell::visitor {
namespace {

constexpr std::chrono::seconds kPatience{2};  // a replica that has just started is still reading

}  // namespace

DoorKeeper::DoorKeeper(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer)
    : doors_(
          std::move(bus), sealer,
          [this](const names::Key& key, const v1::Door& door) {
            const std::unique_lock lock(mutex_);
            closed_by_school_[key.school] = door.closed();
          },
          [](const names::Key&) {}) {}

std::optional<Error> DoorKeeper::WhyClosed(const std::string& school) {
  if (!doors_.AwaitReady(kPatience)) {
    return Refuse(Code::kUnavailable, "DOOR_UNKNOWN",
                  "It is not known yet whether an alarm is on; try again in a moment.");
  }
  const std::shared_lock lock(mutex_);
  const auto closed = closed_by_school_.find(school);
  if (closed == closed_by_school_.end() || !closed->second) return std::nullopt;
  return DoorClosed();
}

Decision<v1::VisitEvent> DoorKeeper::Guard(const v1::Visit& before, Decision<v1::VisitEvent> decision,
                                           const std::string& school) {
  const auto* event = std::get_if<v1::VisitEvent>(&decision);
  if (!event || !LetsIn(before, *event)) return decision;
  if (auto closed = WhyClosed(school)) return std::move(*closed);
  return decision;
}

Inside::Inside(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer)
    : bus_(std::move(bus)),
      visits_(
          bus_, sealer,
          [this](const names::Key& key, const v1::Visit& visit) {
            if (PeopleInside({visit}).empty()) return Forget(key);
            const std::unique_lock lock(mutex_);
            visits_by_school_[key.school][key.id] = visit;
          },
          [this](const names::Key& key) { Forget(key); }) {}

void Inside::Forget(const names::Key& key) {
  const std::unique_lock lock(mutex_);
  visits_by_school_[key.school].erase(key.id);
}

bool Inside::AwaitNewest(const std::string& school) {
  const auto newest = bus_->Last(names::StreamOf(Visits::kService),
                                 names::RecordSubjectsOf(Visits::kService, Visits::kAggregate, school),
                                 bus::Freshness::kLeader);
  if (!newest) return false;
  return !*newest || visits_.Await((*newest)->sequence);
}

Result<std::vector<v1::PersonInside>> Inside::At(const std::string& school) {
  if (!visits_.AwaitReady(kPatience)) {
    return Fail(Code::kUnavailable, "VISITS_LOADING",
                "The visits are still being read; try again in a moment.");
  }
  if (!AwaitNewest(school)) log::Warn("who_is_inside_may_lag", {{"school", school}});
  std::vector<v1::Visit> visits;
  {
    const std::shared_lock lock(mutex_);
    const auto known = visits_by_school_.find(school);
    if (known == visits_by_school_.end()) return std::vector<v1::PersonInside>{};
    for (const auto& [id, visit] : known->second) visits.push_back(visit);
  }
  return PeopleInside(visits);
}

}  // namespace watchbell::visitor

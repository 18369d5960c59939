// Which doors are closed and who is inside, in the memory of every replica: asked at every check-in, and in
// an emergency also while Redis is away.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "common/ledger/mirror.hpp"
#include "services/visitor/domain/emergency.hpp"
#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {

// Thread-safe.
class DoorKeeper {
 public:
  DoorKeeper(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer);

  // Why nobody is let in; nothing: the door is open. Closed as well while that is not known: an admission
  // fails closed.
  std::optional<Error> WhyClosed(const std::string& school);
  // The decision about a visit; refused instead when it would let somebody in, or to the desk, through a
  // closed door. Who is in the building already is not concerned.
  Decision<v1::VisitEvent> Guard(const v1::Visit& before, Decision<v1::VisitEvent> decision,
                                 const std::string& school);
  // Until an alarm that was just heard is known here.
  bool Await(std::uint64_t sequence) { return doors_.Await(sequence); }

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, bool> closed_by_school_;
  ledger::Mirror<Doors> doors_;
};

// Thread-safe.
class Inside {
 public:
  Inside(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer);

  // Whoever came in before this was asked; kUnavailable until the visits have been read once. Late rather
  // than incomplete; but where the record does not answer in time it is what is known here.
  Result<std::vector<v1::PersonInside>> At(const std::string& school);

 private:
  void Forget(const names::Key& key);
  // Until what is recorded of the school now is known here.
  bool AwaitNewest(const std::string& school);

  const std::shared_ptr<bus::Bus> bus_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, std::map<std::string, v1::Visit>> visits_by_school_;
  ledger::Mirror<Visits> visits_;
};

}  // namespace watchbell::visitor

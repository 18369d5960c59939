// An imported registry: whose it is, and which version of it is on the list.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/registry.pb.h"

namespace watchbell::visitor {

inline constexpr std::size_t kRegistryNameBytesMax = 400;  // 100 characters
inline constexpr std::size_t kOwnerBytesMax = 800;         // 200 characters

struct Registries {
  using State = v1::Registry;
  using Event = v1::RegistryEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "registry";

  static void Evolve(State& registry, const Event& event);
  static Indexes IndexesOf(const State& registry);  // registries:<school>
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

Decision<v1::RegistryEvent> DefineRegistry(const v1::Registry& registry,
                                           const v1::DefineRegistryRequest& request, const Context& context);
// After all of the import's changes are on the record. The same file without a change makes no version.
Decision<v1::RegistryEvent> RecordImport(const v1::Registry& registry, const v1::RegistryChanges& changes,
                                         std::uint64_t file_hash);

// A broken export looks like a mass departure: more than a tenth gone wants a second look.
inline constexpr int kSuspiciousShare = 10;
bool IsSuspicious(const v1::RegistryChanges& changes);

// The id under which the list knows an entry of a registry.
std::string ImportedEntryId(std::string_view registry_id, std::string_view reference);

}  // namespace watchbell::visitor

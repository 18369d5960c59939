#include "services/visitor/domain/registry.hpp"

#include "common/id/id.hpp"

namespace watchbell::visitor {
namespace {

using v1::Registry;
using v1::RegistryEvent;

}  // namespace

void Registries::Evolve(Registry& registry, const RegistryEvent& event) {
  switch (event.fact_case()) {
    case RegistryEvent::kDefined: registry = event.defined().registry(); return;
    case RegistryEvent::kImported:
      registry.set_version(event.imported().version());
      *registry.mutable_last_changes() = event.imported().changes();
      registry.set_file_hash(event.imported().file_hash());
      *registry.mutable_imported_at() = event.meta().at();
      registry.set_imported_by(event.meta().actor_id());
      return;
    case RegistryEvent::FACT_NOT_SET: return;
  }
}

Indexes Registries::IndexesOf(const Registry& registry) { return {{"registries:" + registry.school(), 0}}; }

Decision<RegistryEvent> DefineRegistry(const Registry& registry, const v1::DefineRegistryRequest& request,
                                       const Context& context) {
  if (!registry.id().empty()) return AlreadySo{};
  const auto bad = [](const char* field, const char* remedy) {
    return Refuse(Code::kInvalidArgument, "TEXT_MISSING", remedy, field);
  };
  if (request.name().empty() || request.name().size() > kRegistryNameBytesMax)
    return bad("name", "Name the registry, in at most 100 characters.");
  if (request.owner().empty() || request.owner().size() > kOwnerBytesMax)
    return bad("owner", "Name the office that keeps it, in at most 200 characters.");
  if (request.owner_contact().empty() || request.owner_contact().size() > kOwnerBytesMax)
    return bad("owner_contact", "Say where an error in it is reported, in at most 200 characters.");
  RegistryEvent event;
  auto& defined = *event.mutable_defined()->mutable_registry();
  defined.set_id(context.id);
  defined.set_school(request.school());
  defined.set_name(request.name());
  defined.set_owner(request.owner());
  defined.set_owner_contact(request.owner_contact());
  return event;
}

Decision<RegistryEvent> RecordImport(const Registry& registry, const v1::RegistryChanges& changes,
                                     std::uint64_t file_hash) {
  if (registry.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Define the registry first.", "registry_id");
  const bool nothing = changes.added() + changes.changed() + changes.retired() == 0;
  if (nothing && registry.version() > 0) return AlreadySo{};
  RegistryEvent event;
  auto& imported = *event.mutable_imported();
  imported.set_version(registry.version() + 1);
  *imported.mutable_changes() = changes;
  imported.set_file_hash(file_hash);
  return event;
}

bool IsSuspicious(const v1::RegistryChanges& changes) {
  const auto before = std::int64_t{changes.changed()} + changes.retired() + changes.unchanged();
  return std::int64_t{changes.retired()} * kSuspiciousShare > before;
}

std::string ImportedEntryId(std::string_view registry_id, std::string_view reference) {
  std::string source{registry_id};
  source.append("|").append(reference);
  return id::Derive("watchlist-entry", source);
}

}  // namespace watchbell::visitor

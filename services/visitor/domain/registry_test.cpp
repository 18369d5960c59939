#include "services/visitor/domain/registry.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

const Context kNow{.request_id = "r", .id = "registry-1", .actor_id = "operator"};

v1::Registry Defined() {
  v1::DefineRegistryRequest request;
  request.set_school("district");
  request.set_name("State registry");
  request.set_owner("State Police");
  request.set_owner_contact("registry@police.example");
  v1::Registry registry;
  Registries::Evolve(registry, std::get<v1::RegistryEvent>(DefineRegistry({}, request, kNow)));
  return registry;
}
v1::RegistryChanges Changes(int added, int changed, int retired, int unchanged) {
  v1::RegistryChanges changes;
  changes.set_added(added);
  changes.set_changed(changed);
  changes.set_retired(retired);
  changes.set_unchanged(unchanged);
  return changes;
}

TEST(Registry, NamesItsOwnerWhoHearsOfErrors) {
  EXPECT_EQ(Defined().owner(), "State Police");
  EXPECT_EQ(std::get<Error>(DefineRegistry({}, {}, kNow)).field, "name");
}

TEST(Registry, EveryImportThatChangesSomethingIsAVersion) {
  auto registry = Defined();
  Registries::Evolve(registry, std::get<v1::RegistryEvent>(RecordImport(registry, Changes(3, 0, 0, 0), 1)));
  EXPECT_EQ(registry.version(), 1);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(RecordImport(registry, Changes(0, 0, 0, 3), 1)));
  Registries::Evolve(registry, std::get<v1::RegistryEvent>(RecordImport(registry, Changes(0, 1, 0, 2), 2)));
  EXPECT_EQ(registry.version(), 2);
  EXPECT_EQ(registry.last_changes().changed(), 1);
  EXPECT_EQ(std::get<Error>(RecordImport({}, Changes(1, 0, 0, 0), 1)).reason, "NOT_FOUND");
}

TEST(Registry, MoreThanATenthGoneIsSuspicious) {
  EXPECT_FALSE(IsSuspicious(Changes(500, 0, 0, 0)));
  EXPECT_FALSE(IsSuspicious(Changes(0, 5, 10, 85)));
  EXPECT_TRUE(IsSuspicious(Changes(0, 5, 11, 84)));
  EXPECT_TRUE(IsSuspicious(Changes(900, 0, 1, 0)));
}

TEST(Registry, AnEntrysIdFollowsFromRegistryAndReference) {
  EXPECT_EQ(ImportedEntryId("r1", "7"), ImportedEntryId("r1", "7"));
  EXPECT_NE(ImportedEntryId("r1", "7"), ImportedEntryId("r2", "7"));
  EXPECT_NE(ImportedEntryId("r1", "7"), ImportedEntryId("r1", "8"));
}

}  // namespace
}  // namespace watchbell::visitor

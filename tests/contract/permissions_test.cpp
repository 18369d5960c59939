// Who may call what and how sensitive each field is, frozen in text so that a change is seen in review; and
// the shipped roles against it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "common/identity/caller.hpp"
#include "common/policy/policy.hpp"
#include "tests/contract/contract_files.hpp"

namespace watchbell::contract {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::MethodDescriptor;

const std::filesystem::path kFrozen = kSource / "tests/contract/permissions.txt";
const std::filesystem::path kRoles = kSource / "deploy/identity/roles.json";

// Permissions that stand on no RPC and no event: the rules of a domain ask for them (Context::May).
const std::set<std::string> kRulePermissions = {"case.oversee", "incident.admin"};

std::string Frozen() {
  std::ostringstream text;
  text << "# Made from proto/ by tests/contract; UPDATE_GOLDEN=1 writes it anew.\n\n"
          "# rpc  permission  scope  lane\n";
  EachMethod([&](const MethodDescriptor& method) {
    const auto& policy = policy::PolicyOf(method);
    const auto lane = policy.lane() == policy::v1::LANE_UNSPECIFIED ? policy::v1::ROUTINE : policy.lane();
    text << method.full_name() << "  " << (policy.permission().empty() ? "-" : policy.permission()) << "  "
         << policy::v1::Scope_Name(policy.scope()) << "  " << policy::v1::Lane_Name(lane) << "\n";
  });
  text << "\n# event  permission of its change hints\n";
  EachMessage([&](const Descriptor& type) {
    if (type.options().HasExtension(policy::v1::event))
      text << type.full_name() << "  " << type.options().GetExtension(policy::v1::event).permission() << "\n";
  });
  text << "\n# field that is not public  class  ring that seals it\n";
  EachMessage([&](const Descriptor& type) {
    for (int i = 0; i < type.field_count(); ++i) {
      const auto field_class = policy::ClassOf(*type.field(i));
      if (field_class == policy::v1::PUBLIC) continue;
      const bool sealed = policy::IsSealedClass(field_class);
      text << type.field(i)->full_name() << "  " << policy::v1::Class_Name(field_class) << "  "
           << (sealed ? policy::v1::Ring_Name(policy::RingOf(*type.field(i))) : "-") << "\n";
    }
  });
  return text.str();
}

TEST(Permissions, AreThoseOfTheFrozenText) {
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(kFrozen) << Frozen();
  std::ostringstream text;
  text << std::ifstream(kFrozen).rdbuf();
  EXPECT_EQ(Frozen(), text.str())
      << "If this is meant, run contract_test with UPDATE_GOLDEN=1 and have it reviewed.";
}

std::set<std::string> OfTheContract() {
  std::set<std::string> permissions;
  EachMethod(
      [&](const MethodDescriptor& method) { permissions.insert(policy::PolicyOf(method).permission()); });
  EachMessage([&](const Descriptor& type) {
    permissions.insert(type.options().GetExtension(policy::v1::event).permission());
  });
  permissions.erase("");
  return permissions;
}

std::set<std::string> OfTheRoles() {
  const auto roles = identity::Roles::Load(kRoles.string()).value();
  const auto file = nlohmann::json::parse(std::ifstream(kRoles));
  identity::Caller everybody{"p-1", {}};
  for (const auto& [name, role] : file["roles"].items()) everybody.grants.push_back({name, "district"});
  return roles.AllPermissions(everybody);
}

TEST(Permissions, EachOneOfTheContractIsGrantedToSomebody) {
  const auto granted = OfTheRoles();
  ASSERT_GT(OfTheContract().size(), 10U);
  for (const auto& permission : OfTheContract()) EXPECT_TRUE(granted.contains(permission)) << permission;
  for (const auto& permission : kRulePermissions) EXPECT_TRUE(granted.contains(permission)) << permission;
}

TEST(Permissions, EachOneThatIsGrantedMeansSomething) {
  const auto known = OfTheContract();
  for (const auto& permission : OfTheRoles())
    EXPECT_TRUE(known.contains(permission) || kRulePermissions.contains(permission)) << permission;
}

TEST(Permissions, ARulePermissionStandsOnNoRpc) {
  for (const auto& permission : kRulePermissions)
    EXPECT_FALSE(OfTheContract().contains(permission)) << permission;
}

}  // namespace
}  // namespace watchbell::contract

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "common/identity/caller.hpp"

namespace watchbell::identity {
namespace {

using policy::v1::PERSONAL;
using policy::v1::STAFF;
using policy::v1::TACTICAL;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kRoles[] = R"({"roles": {
  "teacher": {"permissions": ["incident.raise", "incident.read"], "classes": ["STAFF"]},
  "clerk": {"permissions": ["incident.read", "visit.read"], "classes": ["STAFF", "PERSONAL"]},
  "dispatcher": {"permissions": ["incident.read"], "classes": ["TACTICAL"]}
}})";

Roles Parsed() { return Roles::Parse(kRoles).value(); }

TEST(Roles, AGrantCountsAtItsSchool) {
  const Caller caller{"p-1", {{"teacher", "lincoln-es"}}};
  EXPECT_THAT(Parsed().PermissionsAt(caller, "lincoln-es"), ElementsAre("incident.raise", "incident.read"));
  EXPECT_THAT(Parsed().ClassesAt(caller, "lincoln-es"), ElementsAre(STAFF));
  EXPECT_TRUE(Parsed().May(caller, "lincoln-es", "incident.raise"));
}

TEST(Roles, AGrantCountsNowhereElse) {
  const Caller caller{"p-1", {{"teacher", "lincoln-es"}}};
  for (const char* school : {"adams-ms", "district", "", "lincoln"}) {
    EXPECT_THAT(Parsed().PermissionsAt(caller, school), IsEmpty()) << school;
    EXPECT_THAT(Parsed().ClassesAt(caller, school), IsEmpty()) << school;
    EXPECT_FALSE(Parsed().May(caller, school, "incident.raise")) << school;
  }
}

TEST(Roles, AGrantForTheDistrictCountsAtEverySchool) {
  const Caller caller{"p-1", {{"dispatcher", "district"}}};
  EXPECT_TRUE(Parsed().May(caller, "lincoln-es", "incident.read"));
  EXPECT_TRUE(Parsed().May(caller, "district", "incident.read"));
  EXPECT_THAT(Parsed().ClassesAt(caller, "adams-ms"), ElementsAre(TACTICAL));
}

TEST(Roles, GrantsAtOneSchoolAddUp) {
  const Caller caller{"p-1",
                      {{"teacher", "lincoln-es"},
                       {"clerk", "adams-ms"},
                       {"clerk", "lincoln-es"},
                       {"dispatcher", "district"}}};
  EXPECT_THAT(Parsed().PermissionsAt(caller, "lincoln-es"),
              ElementsAre("incident.raise", "incident.read", "visit.read"));
  EXPECT_THAT(Parsed().ClassesAt(caller, "lincoln-es"), ElementsAre(STAFF, PERSONAL, TACTICAL));
  EXPECT_THAT(Parsed().PermissionsAt(caller, "adams-ms"), ElementsAre("incident.read", "visit.read"));
}

TEST(Roles, AllPermissionsAreThoseOfEveryGrant) {
  const Caller caller{"p-1", {{"teacher", "lincoln-es"}, {"clerk", "adams-ms"}}};
  EXPECT_THAT(Parsed().AllPermissions(caller), ElementsAre("incident.raise", "incident.read", "visit.read"));
}

TEST(Roles, ARoleThatTheFileDoesNotNameGivesNothing) {
  EXPECT_THAT(Parsed().AllPermissions({"p-1", {{"janitor", "district"}}}), IsEmpty());
}

TEST(Roles, AMistakeInTheFileIsRefusedAndNamed) {
  const auto reject = [](const char* text, const char* what) {
    const auto roles = Roles::Parse(text);
    ASSERT_FALSE(roles) << text;
    EXPECT_EQ(roles.error().reason, "ROLES_MALFORMED");
    EXPECT_THAT(roles.error().remedy, HasSubstr(what)) << text;
  };
  reject("", "JSON object");
  reject("[]", "JSON object");
  reject(R"({"roles": {}, "more": 1})", "JSON object");
  reject(R"({"roles": {"clerk": {"permissions": []}}})", "role clerk");
  reject(R"({"roles": {"clerk": {"permissions": [], "classes": [], "class": []}}})", "role clerk");
  reject(R"({"roles": {"clerk": {"permissions": "visit.read", "classes": []}}})", "role clerk");
  reject(R"({"roles": {"clerk": {"permissions": [7], "classes": []}}})", "role clerk");
  reject(R"({"roles": {"clerk": {"permissions": ["visit"], "classes": []}}})", "\"visit\"");
  reject(R"({"roles": {"clerk": {"permissions": ["visit.Read"], "classes": []}}})", "\"visit.Read\"");
  reject(R"({"roles": {"clerk": {"permissions": [], "classes": ["SECRET"]}}})", "\"SECRET\"");
  reject(R"({"roles": {"clerk": {"permissions": [], "classes": ["CLASS_UNSPECIFIED"]}}})", "no class");
}

TEST(Roles, AMissingFileIsRefused) {
  EXPECT_EQ(Roles::Load("/nonexistent/roles.json").error().reason, "ROLES_UNREADABLE");
}

// The rows "| `x` | a | b |" of the tables in the folder's README, as cells without their blanks.
std::vector<std::vector<std::string>> ReadmeRows() {
  std::ifstream file(WATCHBELL_IDENTITY_DIR "/README.md");
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| `") && !line.starts_with("| permission")) continue;
    std::vector<std::string> cells;
    std::istringstream in(line.substr(1));
    for (std::string cell; std::getline(in, cell, '|');) {
      std::erase_if(cell, [](char c) { return c == ' ' || c == '`'; });
      cells.push_back(cell);
    }
    rows.push_back(cells);
  }
  return rows;
}

TEST(ShippedRoles, AreThoseOfTheTableInTheReadme) {
  const auto roles = Roles::Load(WATCHBELL_IDENTITY_DIR "/roles.json");
  ASSERT_TRUE(roles) << roles.error().remedy;
  const auto rows = ReadmeRows();
  ASSERT_FALSE(rows.empty());
  const auto& names = rows.front();
  for (std::size_t column = 1; column + 1 < names.size(); ++column) {
    std::set<std::string> permissions;
    policy::Classes classes;
    for (const auto& row : rows) {
      if (row.size() != names.size() || row[column] != "x") continue;
      policy::Class field_class{};
      if (policy::v1::Class_Parse(row[0], &field_class))
        classes.insert(field_class);
      else
        permissions.insert(row[0]);
    }
    const Caller caller{"p-1", {{names[column], "lincoln-es"}}};
    EXPECT_EQ(roles->PermissionsAt(caller, "lincoln-es"), permissions) << names[column];
    EXPECT_EQ(roles->ClassesAt(caller, "lincoln-es"), classes) << names[column];
    EXPECT_FALSE(permissions.empty()) << names[column];
  }
}

TEST(ShippedRoles, EveryMemberOfStaffMayRaiseAnAlarmAndTheDispatcherMayNot) {
  const auto roles = Roles::Load(WATCHBELL_IDENTITY_DIR "/roles.json").value();
  for (const char* role : {"teacher", "clerk", "principal", "security", "coordinator", "threat_team",
                           "counsel", "superintendent", "admin"})
    for (const char* permission : {"session.use", "incident.raise", "incident.read", "notice.acknowledge"})
      EXPECT_TRUE(roles.May({"p-1", {{role, "lincoln-es"}}}, "lincoln-es", permission)) << role << permission;
  EXPECT_FALSE(roles.May({"p-1", {{"dispatcher", "district"}}}, "lincoln-es", "incident.raise"));
}

}  // namespace
}  // namespace watchbell::identity

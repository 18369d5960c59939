// OneRoster 1.2, and deltas against what the directory holds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/notification/oneroster/import.hpp"

namespace watchbell::notification::oneroster {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kBulk12[] =
    "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,bulk\n"
    "file.roles,bulk\nfile.classes,bulk\nfile.enrollments,bulk\nfile.demographics,bulk\n"
    "file.academicSessions,bulk\nfile.userProfiles,bulk\nfile.courses,absent\n";

Files Bulk() {
  return {{"manifest.csv", kBulk12},
          {"orgs.csv",
           "sourcedId,status,dateLastModified,name,type,identifier\n"
           "d,,,Harbor District,district,\ns1,,,Lincoln Elementary School,school,lincoln-es\n"
           "s2,,,Harbor Middle School,school,harbor-ms\n"},
          {"users.csv",
           "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,sms,"
           "agentSourcedIds\n"
           "p1,,,true,p,Pat,Principal,,,\nc1,,,true,c,Ana,Silva,,,g1\nc2,,,true,c,Rui,Silva,,,g1\n"
           "g1,,,true,g,Eva,Silva,eva@families.example,,\n"},
          {"roles.csv",
           "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
           "r1,,,p1,primary,principal,,,s1\nr2,,,p1,secondary,teacher,,,s2\nr3,,,p1,secondary,aide,,2020-06-"
           "30,s2\n"
           "r4,,,c1,primary,student,,,s1\nr5,,,c2,primary,student,,,s2\nr6,,,g1,primary,guardian,,,d\n"},
          {"academicSessions.csv",
           "sourcedId,title,type,startDate,endDate\nfall,Fall,term,2026-08-20,2026-12-20\n"
           "last,Spring,term,2026-01-10,2026-06-20\n"},
          {"classes.csv",
           "sourcedId,title,schoolSourcedId,termSourcedIds\nk1,Reading,s1,\"last,fall\"\nk2,Old,s1,last\n"},
          {"enrollments.csv",
           "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\ne1,k1,s1,c1,student\n"
           "e2,k1,s1,p1,teacher\ne3,k2,s1,c1,student\n"},
          {"demographics.csv", "sourcedId,birthDate\nc1,2018-05-06\n"}};
}

std::string Today() { return "2026-11-22"; }

ImportOutcome First() { return ReadFiles(Bulk(), {.today = Today()}); }

Known KnownOf(ImportOutcome outcome) {
  return {std::move(outcome.schools), std::move(outcome.people), std::move(outcome.groups), Today()};
}

// One file of changes, the others absent.
ImportOutcome Delta(const std::string& file, const std::string& text) {
  Files files;
  files["manifest.csv"] =
      "propertyName,value\noneroster.version,1.2\nfile." + file.substr(0, file.find('.')) + ",delta\n";
  files[file] = text;
  return ReadFiles(files, KnownOf(First()));
}

const v1::Person* Find(const ImportOutcome& outcome, std::string_view sourced_id) {
  for (const auto& person : outcome.people)
    if (person.id() == PersonId(sourced_id)) return &person;
  return nullptr;
}

TEST(OneRoster12, RolesSayWhoSomebodyIsAtWhichSchool) {
  const auto outcome = First();
  ASSERT_THAT(outcome.errors, IsEmpty()) << outcome.errors[0].ShortDebugString();
  const auto& principal = *Find(outcome, "p1");
  EXPECT_EQ(principal.kind(), v1::Person::KIND_STAFF);
  EXPECT_EQ(principal.role(), "principal");
  EXPECT_THAT(principal.schools(), ElementsAre("lincoln-es", "harbor-ms"));
  ASSERT_EQ(principal.roles_size(), 2) << "the one that ended is none";
  EXPECT_EQ(principal.roles(1).role(), "teacher");
  EXPECT_THAT(Find(outcome, "g1")->schools(), ElementsAre("harbor-ms", "lincoln-es"));
}

TEST(OneRoster12, OnlyClassesOfATermThatRunsAreThere) {
  const auto outcome = First();
  ASSERT_EQ(outcome.groups.size(), 1u);
  EXPECT_EQ(outcome.groups[0].title(), "Reading");
  EXPECT_THAT(outcome.groups[0].student_ids(), ElementsAre(PersonId("c1")));
}

TEST(OneRoster12, AUserWithoutARoleIsLeftOutAndNamed) {
  Files files = Bulk();
  files["users.csv"] += "x9,,,true,x,No,Role,,,\n";
  const auto outcome = ReadFiles(files, {.today = Today()});
  EXPECT_THAT(outcome.errors, IsEmpty());
  ASSERT_EQ(outcome.left_out.size(), 1u);
  EXPECT_EQ(outcome.left_out[0].line(), 6);
  EXPECT_EQ(outcome.left_out[0].problem(), "has no role in roles.csv; the row is left out");
  EXPECT_EQ(Find(outcome, "x9"), nullptr);
}

TEST(OneRoster12, WhoseRolesHaveAllEndedIsLeftOut) {
  Files files = Bulk();
  files["users.csv"] += "x9,,,true,x,Old,Student,,,\n";
  files["roles.csv"] += "r99,,,x9,primary,student,2020-08-20,2021-06-20,s1\n";
  const auto outcome = ReadFiles(files, {.today = Today()});
  ASSERT_THAT(outcome.errors, IsEmpty()) << outcome.errors[0].ShortDebugString();
  EXPECT_EQ(Find(outcome, "x9"), nullptr);
  EXPECT_EQ(outcome.people.size(), First().people.size());
}

TEST(Delta, SaysOnlyWhatChanged) {
  const auto outcome = Delta("users.csv",
                             "sourcedId,status,dateLastModified,givenName,familyName,email,agentSourcedIds\n"
                             "c1,active,2026-11-20T10:00:00Z,Anna,Silva,,\n");
  ASSERT_THAT(outcome.errors, IsEmpty());
  EXPECT_EQ(outcome.people.size(), 4u);
  EXPECT_EQ(Find(outcome, "c1")->given_name(), "Anna");
  EXPECT_EQ(Find(outcome, "c1")->date_of_birth(), "2018-05-06");
  EXPECT_THAT(Find(outcome, "c1")->schools(), ElementsAre("lincoln-es"));
  EXPECT_EQ(Find(outcome, "g1")->children_size(), 2);
  ASSERT_EQ(outcome.groups.size(), 1u);
  EXPECT_EQ(outcome.schools.size(), 2u);
}

TEST(Delta, WhoIsToBeDeletedGoesFromFamilyAndClass) {
  const auto outcome = Delta("users.csv",
                             "sourcedId,status,dateLastModified,givenName,familyName\n"
                             "c1,tobedeleted,2026-11-20T10:00:00Z,Ana,Silva\n");
  ASSERT_THAT(outcome.errors, IsEmpty());
  EXPECT_EQ(Find(outcome, "c1"), nullptr);
  EXPECT_THAT(Find(outcome, "g1")->children(), ElementsAre(PersonId("c2")));
  EXPECT_THAT(Find(outcome, "g1")->schools(), ElementsAre("harbor-ms"));
  EXPECT_THAT(outcome.groups[0].student_ids(), IsEmpty());
}

TEST(Delta, OfTwoRowsTheNewerCounts) {
  const auto outcome =
      Delta("users.csv",
            "sourcedId,status,dateLastModified,givenName,familyName\n"
            "c1,active,2026-11-20T10:00:00Z,New,Silva\nc1,active,2026-11-19T10:00:00Z,Old,Silva\n");
  EXPECT_EQ(Find(outcome, "c1")->given_name(), "New");
}

TEST(Delta, AnEnrollmentComesAndGoes) {
  const auto outcome =
      Delta("enrollments.csv",
            "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role\n"
            "e1,tobedeleted,2026-11-20T10:00:00Z,k1,s1,c1,student\n"
            "e9,active,2026-11-20T10:00:00Z,k1,s1,c2,student\n");
  ASSERT_THAT(outcome.errors, IsEmpty());
  EXPECT_THAT(outcome.groups[0].student_ids(), ElementsAre(PersonId("c2")));
  EXPECT_THAT(Find(outcome, "c2")->schools(), ElementsAre("harbor-ms", "lincoln-es"));
}

TEST(Delta, ARoleThatGoesTakesItsSchoolAlong) {
  const auto outcome = Delta("roles.csv",
                             "sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\n"
                             "r2,tobedeleted,2026-11-20T10:00:00Z,p1,secondary,teacher,s2\n");
  ASSERT_THAT(outcome.errors, IsEmpty());
  EXPECT_THAT(Find(outcome, "p1")->schools(), ElementsAre("lincoln-es"));
  EXPECT_EQ(Find(outcome, "p1")->roles_size(), 1);
}

TEST(Delta, ASchoolKeepsItsCodeUnderANewName) {
  const auto outcome = Delta("orgs.csv",
                             "sourcedId,status,dateLastModified,name,type\n"
                             "s1,active,2026-11-20T10:00:00Z,Lincoln Academy,school\n");
  ASSERT_THAT(outcome.errors, IsEmpty());
  ASSERT_EQ(outcome.schools.size(), 2u);
  EXPECT_EQ(outcome.schools[0].name(), "Lincoln Academy");
  EXPECT_EQ(outcome.schools[0].code(), "lincoln-es");
}

TEST(Delta, ARowWithoutStatusOrInstantIsActiveAndNamed) {
  const auto outcome =
      Delta("users.csv", "sourcedId,status,dateLastModified,givenName,familyName\nc1,,soon,A,B\n");
  EXPECT_THAT(outcome.errors, IsEmpty());
  ASSERT_EQ(outcome.left_out.size(), 2u);
  EXPECT_EQ(outcome.left_out[0].column() + "/" + outcome.left_out[1].column(), "status/dateLastModified");
  EXPECT_EQ(outcome.left_out[0].line(), 2);
  EXPECT_EQ(Find(outcome, "c1")->given_name(), "A");
}

}  // namespace
}  // namespace watchbell::notification::oneroster

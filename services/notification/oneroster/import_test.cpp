#include "services/notification/oneroster/import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/csv/rows.hpp"
#include "services/notification/oneroster/test_family.hpp"

namespace watchbell::notification::oneroster {
namespace {

using ::testing::ElementsAre;

TEST(Import, AnArchiveBecomesSchoolsAndPeople) {
  const auto outcome = Read(Pack(Family()).value());
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->errors.empty());
  ASSERT_EQ(outcome->schools.size(), 2u);
  EXPECT_EQ(outcome->schools[0].code(), "lincoln-es");
  EXPECT_EQ(outcome->schools[1].code(), "harbor-middle-school");
  EXPECT_EQ(outcome->people.size(), 5u);
}

TEST(Import, StaffKeepTheOrderOfTheirSchools) {
  const auto outcome = ReadFiles(Family());
  const auto& teacher = Named(outcome, "t1");
  EXPECT_EQ(teacher.kind(), v1::Person::KIND_STAFF);
  EXPECT_EQ(teacher.school(), "harbor-middle-school");
  EXPECT_THAT(teacher.schools(), ElementsAre("harbor-middle-school", "lincoln-es"));
  EXPECT_EQ(teacher.phone(), "+12035550101");
  EXPECT_EQ(teacher.date_of_birth(), "") << "only a student's date of birth is kept";
  EXPECT_EQ(Named(outcome, "a1").school(), "district");
}

TEST(Import, AGuardianIsLinkedFromEitherSideAndBelongsToTheChildrensSchools) {
  const auto outcome = ReadFiles(Family());
  const auto& mother = Named(outcome, "g1");
  EXPECT_EQ(mother.kind(), v1::Person::KIND_GUARDIAN);
  EXPECT_THAT(mother.children(), ::testing::UnorderedElementsAre(PersonId("c1"), PersonId("c2")));
  EXPECT_THAT(mother.schools(), ElementsAre("harbor-middle-school", "lincoln-es"));
  EXPECT_EQ(mother.phone(), "+12035550102") << "the number that takes texts comes first";
  EXPECT_EQ(mother.language(), "pt");
  EXPECT_EQ(Named(outcome, "c1").date_of_birth(), "2018-05-06");
}

TEST(Import, AnEnrollmentElsewhereAddsASchool) {
  const auto outcome = ReadFiles(With("enrollments.csv", "e2,s2,c1,student\n"));
  EXPECT_THAT(Named(outcome, "c1").schools(), ElementsAre("lincoln-es", "harbor-middle-school"));
}

TEST(Import, ClassesHaveTheirPeriodsAndTheirPeople) {
  Files files = Family();
  files["classes.csv"] =
      "sourcedId,status,title,location,schoolSourcedId,periods\n"
      "k1,,Reading,12,s1,\"1,2\"\nk2,tobedeleted,Old,,s1,\n";
  files["enrollments.csv"] =
      "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\n"
      "e1,k1,s1,c1,student\ne2,k1,s1,t1,teacher\ne3,k2,s1,c1,student\ne4,k1,s1,c1,student\n";
  const auto outcome = ReadFiles(files);
  ASSERT_EQ(outcome.groups.size(), 1u);
  const auto& reading = outcome.groups[0];
  EXPECT_EQ(reading.title() + "/" + reading.room() + "/" + reading.school(), "Reading/12/lincoln-es");
  EXPECT_THAT(reading.periods(), ElementsAre("1", "2"));
  EXPECT_THAT(reading.student_ids(), ElementsAre(PersonId("c1")));
  EXPECT_THAT(reading.teacher_ids(), ElementsAre(PersonId("t1")));
}

TEST(Import, AnEnrollmentInAClassThatIsNotThereIsLeftOutAndTheOthersCount) {
  Files files = Family();
  files["classes.csv"] = "sourcedId,title,schoolSourcedId\nk1,Reading,s1\nk1,Twice,s1\nk2,Lost,s9\n";
  files["enrollments.csv"] =
      "classSourcedId,schoolSourcedId,userSourcedId,role\nk7,s1,c1,student\nk1,s1,g1,parent\n"
      "k2,s1,c1,student\nk1,s1,c1,student\n";
  EXPECT_THAT(LeftOut(files),
              ElementsAre("classes.csv:3:sourcedId: occurs twice; the first row counts",
                          "classes.csv:4:schoolSourcedId: names an organisation that orgs.csv does not have; "
                          "the row is left out",
                          "enrollments.csv:2:classSourcedId: names a class that classes.csv does not have; "
                          "it is left out",
                          "enrollments.csv:3:role: is neither a student's nor a teacher's; the row is left "
                          "out"));
  const auto outcome = ReadFiles(files);
  ASSERT_EQ(outcome.groups.size(), 1u);
  EXPECT_EQ(outcome.groups[0].title(), "Reading");
  EXPECT_THAT(outcome.groups[0].student_ids(), ElementsAre(PersonId("c1")));
}

TEST(Import, WhoIsDisabledOrMarkedForDeletionIsLeftOutWithAllThatNamesThem) {
  Files files = With("users.csv",
                     "x1,,false,s1,teacher,Old,Timer,,,,,\n"
                     "x2,tobedeleted,true,s1,student,Gone,Child,,,,g1,\n");
  files["enrollments.csv"] += "e2,s1,x2,student\n";
  files["demographics.csv"] += "x2,2018-01-01\n";
  const auto outcome = ReadFiles(files);
  EXPECT_TRUE(outcome.errors.empty());
  EXPECT_EQ(outcome.people.size(), 5u);
  EXPECT_EQ(Named(outcome, "g1").children_size(), 2);
}

TEST(Import, WhatIsLeftOutNamesFileLineAndColumnButNotTheValue) {
  Files files = With("users.csv", "u9,,true,\"s9,s1\",aide,Mary,Place,mary@@x,12,,nobody,english\n");
  files["enrollments.csv"] += "e2,s7,u8,student\n";
  files["demographics.csv"] += "c2,the fifth of May\n";
  EXPECT_THAT(
      LeftOut(files),
      ::testing::UnorderedElementsAre(
          "users.csv:7:email: is no mail address; it is left out",
          "users.csv:7:sms: is no telephone number; it is left out",
          "users.csv:7:metadata.language: is no language tag; it is left out",
          "users.csv:7:orgSourcedIds: names an organisation that orgs.csv does not have; it is left out",
          "users.csv:7:agentSourcedIds: names nobody of users.csv; the link is left out",
          "enrollments.csv:3:schoolSourcedId: names an organisation that orgs.csv does not have; it is "
          "left out",
          "enrollments.csv:3:userSourcedId: names nobody of users.csv; the row is left out",
          "demographics.csv:4:birthDate: is no date of the form YYYY-MM-DD; it is left out"));
  const auto outcome = ReadFiles(files);
  EXPECT_EQ(Named(outcome, "u9").school(), "lincoln-es");
  EXPECT_EQ(Named(outcome, "u9").contact_points_size(), 0);
}

TEST(Import, ANumberThatNobodyCanDialIsLeftOutAndSaidAndStopsNothing) {
  const auto outcome =
      ReadFiles(With("users.csv", "u9,,true,s1,teacher,Mary,Place,m@schools.example,none,555-0109 x7,,\n"));
  EXPECT_TRUE(outcome.errors.empty());
  ASSERT_EQ(outcome.left_out.size(), 2u);
  EXPECT_EQ(outcome.left_out[0].column(), "sms");
  EXPECT_EQ(outcome.left_out[1].column(), "phone");
  EXPECT_EQ(outcome.left_out[1].line(), 7);
  EXPECT_EQ(Named(outcome, "u9").phone(), "");
  EXPECT_EQ(Named(outcome, "u9").contact_points_size(), 1);
}

// Of which `people` are added to the family.
Files Band(int people) {
  Files files = Family();
  files["classes.csv"] = "sourcedId,title,schoolSourcedId\nband,Band,s1\n";
  files["enrollments.csv"] = "sourcedId,schoolSourcedId,classSourcedId,userSourcedId,role\n";
  for (int i = 0; i < people; ++i) {
    const auto n = std::to_string(i);
    files["users.csv"] += "k" + n + ",,true,s1,student,Kid,No" + n + ",,,,,\n";
    files["enrollments.csv"] += "e" + n + ",s1,band,k" + n + ",student\n";
  }
  return files;
}

TEST(Import, AClassHasAtMostFiveHundredPeople) {
  const auto outcome = ReadFiles(Band(500));
  EXPECT_TRUE(outcome.errors.empty());
  ASSERT_EQ(outcome.groups.size(), 1u);
  EXPECT_EQ(outcome.groups[0].student_ids_size(), 500);
  EXPECT_THAT(LeftOut(Band(501)),
              ElementsAre("enrollments.csv:502:classSourcedId: has more than 500 people; this one is not "
                          "among them"));
}

TEST(Import, WithAnErrorThereAreNoRecords) {
  Files files = Family();
  files["classes.csv"] = "sourcedId,title\nk1,Reading\n";
  EXPECT_THAT(Problems(files), ElementsAre("classes.csv:1:schoolSourcedId: the column is missing"));
  const auto outcome = ReadFiles(files);
  EXPECT_TRUE(outcome.people.empty() && outcome.schools.empty());
}

TEST(Import, OfARepeatedIdTheFirstRowCounts) {
  Files files = With("users.csv", "t1,,true,\"s1,d\",teacher,A,B,,,,,\nt1,,false,s1,teacher,A,B,,,,,\n");
  files["orgs.csv"] += "s1,,Other School,school,\ns9,,Other School,school,lincoln-es\n";
  EXPECT_THAT(
      LeftOut(files),
      ElementsAre("orgs.csv:5:sourcedId: occurs twice; the first row counts",
                  "orgs.csv:6:identifier: belongs to another school too; the school's code comes from "
                  "its name",
                  "users.csv:7:sourcedId: occurs twice; the first row counts, with the schools of both",
                  "users.csv:8:sourcedId: occurs twice; the row that is active counts"));
  const auto outcome = ReadFiles(files);
  EXPECT_EQ(Named(outcome, "t1").given_name(), "Tom");
  ASSERT_EQ(outcome.schools.size(), 3u);
  EXPECT_EQ(outcome.schools[0].name(), "Lincoln Elementary School");
  EXPECT_EQ(outcome.schools[2].code(), "other-school");
}

TEST(Import, AMissingFileOrColumnIsNamed) {
  EXPECT_THAT(Problems({{"orgs.csv", "sourcedId,name\n"}}),
              ElementsAre("users.csv:0:: is not in the archive", "orgs.csv:1:type: the column is missing"));
  Files files = Family();
  files.erase("users.csv");
  EXPECT_THAT(Problems(files), ElementsAre("users.csv:0:: is not in the archive"));
}

TEST(Import, AShortRowHasNothingInTheFieldsThatItLacks) {
  const auto files = With("users.csv", "u9,,true\nu8,,true,s1,teacher,A,B\n");
  EXPECT_THAT(LeftOut(files), ElementsAre("users.csv:7:familyName: is empty, and so is givenName; the row is "
                                          "left out"));
  EXPECT_EQ(Named(ReadFiles(files), "u8").given_name(), "A");
}

TEST(Import, AnotherVersionOrModeIsRefused) {
  Files files = Family();
  files["manifest.csv"] =
      "propertyName,value\noneroster.version,2.0\nfile.users,some\nfile.orgs,bulk\nfile.classes,bulk\n";
  EXPECT_THAT(Problems(files), ElementsAre("manifest.csv:2:value: only OneRoster 1.1 and 1.2 are read",
                                           "manifest.csv:3:value: is none of bulk, delta, absent"));
}

TEST(Import, AnAddressOfTheFilesIsAContactPoint) {
  const auto outcome = ReadFiles(Family());
  const auto& mother = Named(outcome, "g1");
  ASSERT_EQ(mother.contact_points_size(), 3);
  EXPECT_EQ(mother.contact_points(0).address(), "eva@families.example");
  EXPECT_EQ(mother.contact_points(1).address(), "+12035550102");
  EXPECT_EQ(mother.contact_points(2).channel(), v1::ContactPoint::CHANNEL_VOICE);
  EXPECT_EQ(mother.contact_points(2).address(), "+12035550103");
}

TEST(Import, AtMostAHundredAreListedAndAllOthersAreRead) {
  std::string rows;
  for (int i = 0; i < 150; ++i) rows += "w" + std::to_string(i) + ",,true,s1,wizard,A,B,,,,,\n";
  const auto outcome = ReadFiles(With("users.csv", rows + "u9,,true,s1,teacher,A,B,,,,,\n"));
  EXPECT_EQ(outcome.left_out.size(), csv::kRowFaultsMax);
  EXPECT_EQ(Named(outcome, "u9").given_name(), "A");
}

}  // namespace
}  // namespace watchbell::notification::oneroster

#include "services/notification/oneroster/import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/csv/rows.hpp"

namespace watchbell::notification::oneroster {
namespace {

using ::testing::ElementsAre;

// A family of two children at two schools, their mother, a teacher and the superintendent.
Files Family() {
  return {{"orgs.csv",
           "sourcedId,status,name,type,identifier\n"
           "d,,Harbor District,district,\n"
           "s1,,Lincoln Elementary School,school,lincoln-es\n"
           "s2,,Harbor Middle School,school,\n"},
          {"users.csv",
           "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,email,sms,phone,"
           "agentSourcedIds,metadata.language\n"
           "t1,,true,\"s2,s1\",teacher,Tom,Teacher,t@schools.example,,203-555-0101,,\n"
           "a1,,true,d,administrator,Sue,Super,,,,,\n"
           "c1,,true,s1,student,Ana,Silva,,,,g1,\n"
           "c2,,true,s2,student,Rui,Silva,,,,,\n"
           "g1,,true,s1,guardian,Eva,Silva,eva@families.example,203 555 0102,203 555 0103,c2,pt\n"},
          {"enrollments.csv", "sourcedId,schoolSourcedId,userSourcedId,role\ne1,s1,c1,student\n"},
          {"demographics.csv", "sourcedId,birthDate\nc1,2018-05-06\nt1,1980-01-01\n"}};
}

const v1::Person& Named(const ImportOutcome& outcome, std::string_view sourced_id) {
  for (const auto& person : outcome.people)
    if (person.id() == PersonId(sourced_id)) return person;
  throw std::out_of_range(std::string{sourced_id});
}

std::vector<std::string> Problems(const Files& files) {
  std::vector<std::string> problems;
  for (const auto& error : ReadFiles(files).errors)
    problems.push_back(error.file() + ":" + std::to_string(error.line()) + ":" + error.column() + ": " +
                       error.problem());
  return problems;
}

Files With(const std::string& file, const std::string& row) {
  Files files = Family();
  files[file] += row;
  return files;
}

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

TEST(Import, AnEnrollmentInAClassThatIsNotThereIsAnError) {
  Files files = Family();
  files["classes.csv"] = "sourcedId,title,schoolSourcedId\nk1,Reading,s1\nk1,Twice,s1\nk2,Lost,s9\n";
  files["enrollments.csv"] =
      "classSourcedId,schoolSourcedId,userSourcedId,role\nk7,s1,c1,student\nk1,s1,c1,parent\n";
  EXPECT_THAT(Problems(files),
              ElementsAre("classes.csv:3:sourcedId: occurs twice",
                          "classes.csv:4:schoolSourcedId: names an organisation that orgs.csv does not have",
                          "enrollments.csv:2:classSourcedId: names a class that classes.csv does not have",
                          "enrollments.csv:3:role: is neither a student's nor a teacher's"));
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

TEST(Import, EveryErrorNamesFileLineAndColumnButNotTheValue) {
  Files files = With("users.csv", "u9,,true,s9,wizard,Mary,\"No\nPlace\",mary@@x,12,,nobody,english\n");
  files["enrollments.csv"] += "e2,s7,u8,student\n";
  files["demographics.csv"] += "c2,5/6/2018\n";
  EXPECT_THAT(Problems(files),
              ::testing::UnorderedElementsAre(
                  "users.csv:7:familyName: is not one line of UTF-8 text with at most 200 bytes",
                  "users.csv:7:role: is no OneRoster role", "users.csv:7:email: is no mail address",
                  "users.csv:7:metadata.language: is no language tag",
                  "users.csv:7:orgSourcedIds: names an organisation that orgs.csv does not have",
                  "users.csv:7:agentSourcedIds: names nobody of users.csv",
                  "enrollments.csv:3:schoolSourcedId: names an organisation that orgs.csv does not have",
                  "enrollments.csv:3:userSourcedId: names nobody of users.csv",
                  "demographics.csv:4:birthDate: is no date of the form YYYY-MM-DD"));
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
  EXPECT_THAT(Problems(Band(501)),
              ElementsAre("enrollments.csv:502:classSourcedId: has more than 500 people"));
}

TEST(Import, WithAnErrorThereAreNoRecords) {
  const auto outcome = ReadFiles(With("users.csv", "u9,,true,s1,wizard,A,B,,,,,\n"));
  EXPECT_EQ(outcome.errors.size(), 1u);
  EXPECT_TRUE(outcome.people.empty() && outcome.schools.empty());
}

TEST(Import, ARepeatedIdIsAnError) {
  EXPECT_THAT(Problems(With("users.csv", "t1,,true,s1,teacher,A,B,,,,,\n")),
              ElementsAre("users.csv:7:sourcedId: occurs twice"));
  EXPECT_THAT(Problems(With("orgs.csv", "s1,,Other School,school,\n")),
              ElementsAre("orgs.csv:5:sourcedId: occurs twice"));
  EXPECT_THAT(Problems(With("orgs.csv", "s9,,Other School,school,lincoln-es\n")),
              ElementsAre("orgs.csv:5:identifier: belongs to another school too"));
}

TEST(Import, AMissingFileOrColumnIsNamed) {
  EXPECT_THAT(Problems({{"orgs.csv", "sourcedId,name\n"}}),
              ElementsAre("users.csv:0:: is not in the archive", "orgs.csv:1:type: the column is missing"));
  Files files = Family();
  files.erase("users.csv");
  EXPECT_THAT(Problems(files), ElementsAre("users.csv:0:: is not in the archive"));
}

TEST(Import, AShortRowIsNamedAndTheNextIsRead) {
  EXPECT_THAT(Problems(With("users.csv", "u9,,true\nu8,,true,s1,wizard,A,B,,,,,\n")),
              ElementsAre("users.csv:7:orgSourcedIds: the row has not as many fields as the header",
                          "users.csv:8:role: is no OneRoster role"));
}

TEST(Import, AnotherVersionOrModeIsRefused) {
  Files files = Family();
  files["manifest.csv"] =
      "propertyName,value\noneroster.version,2.0\nfile.users,some\nfile.orgs,bulk\nfile.classes,bulk\n";
  EXPECT_THAT(Problems(files), ElementsAre("manifest.csv:2:value: only OneRoster 1.1 and 1.2 are read",
                                           "manifest.csv:3:value: is none of bulk, delta, absent",
                                           "classes.csv:0:: is not in the archive"));
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

TEST(Import, AtMostAHundredErrorsAreListed) {
  std::string rows;
  for (int i = 0; i < 150; ++i) rows += "w" + std::to_string(i) + ",,true,s1,wizard,A,B,,,,,\n";
  EXPECT_EQ(ReadFiles(With("users.csv", rows)).errors.size(), csv::kRowFaultsMax);
}

}  // namespace
}  // namespace watchbell::notification::oneroster

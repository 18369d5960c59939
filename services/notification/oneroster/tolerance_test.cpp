// What real exports hold beside the standard: one odd line never refuses a district.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/notification/oneroster/import.hpp"
#include "services/notification/oneroster/test_family.hpp"

namespace watchbell::notification::oneroster {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kNobodyNamed[] = "has rows that name nobody; what is missing here stays until they are mended";

Known FamilyIsKnown() {
  auto outcome = ReadFiles(Family());
  return {std::move(outcome.schools), std::move(outcome.people), std::move(outcome.groups), "2026-11-22"};
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == text.npos) throw std::out_of_range(std::string{from});
  return text.replace(at, from.size(), to);
}

Files Changed(const std::string& file, std::string_view from, std::string_view to) {
  Files files = Family();
  files[file] = Replaced(files[file], from, to);
  return files;
}

// By their protobuf text, so that nothing goes unseen.
std::string PeopleOf(const Files& files) {
  std::string all;
  for (const auto& person : ReadFiles(files).people) all += person.DebugString();
  return all;
}

std::string Crlf(std::string text) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != text.npos; at += 2) text.insert(at, 1, '\r');
  return text;
}

std::string Utf16(const std::string& text) {
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += std::string{c, '\0'};
  return wide;
}

TEST(Tolerance, HoweverTheFilesAreWrittenTheyAreTheSamePeople) {
  const std::string same = PeopleOf(Family());
  for (const auto& way : std::vector<std::function<std::string(std::string)>>{
           [](auto text) { return "\xEF\xBB\xBF" + text; }, Utf16, Crlf,
           [](auto text) { return text + "\n\n  \n,,\n"; },
           [](auto text) { return Replaced(text, "sourcedId", "SOURCEDID"); }}) {
    Files files = Family();
    for (auto& [file, text] : files) text = way(text);
    EXPECT_THAT(LeftOut(files), IsEmpty());
    EXPECT_EQ(PeopleOf(files), same);
  }
}

TEST(Tolerance, TheOrderOfColumnsDoesNotMatter) {
  Files files = Family();
  files["demographics.csv"] = "birthDate,sex,sourcedId\n2018-05-06,female,c1\n";
  EXPECT_EQ(PeopleOf(files), PeopleOf(Family()));
}

TEST(Tolerance, ALineBreakInANameIsABlank) {
  const auto files =
      With("users.csv", "u9,,true,s1,teacher,\"Mary\r\nAnn\",\"Lee\n\",,,,,\nu8,,true,s1,wizard,A,B\n");
  EXPECT_EQ(Named(ReadFiles(files), "u9").given_name(), "Mary Ann");
  EXPECT_EQ(Named(ReadFiles(files), "u9").family_name(), "Lee");
  EXPECT_THAT(LeftOut(files),
              ElementsAre("users.csv:10:role: is no role that is known here; the row is left out: "
                          "give one of OneRoster's"));
}

TEST(Tolerance, ARoleOfTheDistrictsOwnIsTakenWhereItIsKnownAndOtherwiseTheRowIsLeftOut) {
  const auto files = With("users.csv",
                          "u7,,true,s1,ext:Librarian,Lu,Lee,,,,,\nu8,,true,s1,ext:volunteer,Vi,Lee,,,,,\n"
                          "u9,,1,s1,Teacher,Ti,Lee,,,,,\n");
  const auto outcome = ReadFiles(files);
  EXPECT_EQ(Named(outcome, "u7").role(), "librarian");
  EXPECT_EQ(Named(outcome, "u9").role(), "teacher");
  EXPECT_EQ(outcome.people.size(), 7u);
  EXPECT_THAT(Said(outcome.left_out), ElementsAre(::testing::StartsWith("users.csv:8:role: is no role")));
}

TEST(Tolerance, ABadMailAddressIsLeftOutOfItsPerson) {
  const auto files = Changed("users.csv", "eva@families.example", "eva(at)families.example");
  EXPECT_THAT(LeftOut(files), ElementsAre("users.csv:6:email: is no mail address; it is left out"));
  EXPECT_EQ(Named(ReadFiles(files), "g1").contact_points_size(), 2);
}

TEST(Tolerance, WhoHasOneNameHasThatOne) {
  const auto files = With("users.csv", "u9,,true,s1,teacher,,Sukarno,,,,,\n");
  EXPECT_EQ(Named(ReadFiles(files), "u9").family_name(), "Sukarno");
  EXPECT_THAT(LeftOut(files), IsEmpty());
}

TEST(Tolerance, AVeryLongNameIsCut) {
  const auto files = With("users.csv", "u9,,true,s1,teacher,Ana," + std::string(300, 'x') + ",,,,,\n");
  EXPECT_THAT(LeftOut(files), ElementsAre("users.csv:7:familyName: is longer than 200 bytes; it is cut"));
  EXPECT_EQ(Named(ReadFiles(files), "u9").family_name(), std::string(200, 'x'));
}

TEST(Tolerance, ARowThatCannotBeTakenLeavesWhomTheDirectoryKnowsAsTheyWere) {
  for (const char* row : {"t1,,true,s1,wizard,Tim,Teacher,,,,,\n", "t1,,true,s1,teacher,,,,,,,\n"}) {
    Files files = Family();
    auto& users = files["users.csv"];
    const auto at = users.find("t1,");
    users.replace(at, users.find('\n', at) + 1 - at, row);
    const auto outcome = ReadFiles(files, FamilyIsKnown());
    EXPECT_THAT(outcome.errors, IsEmpty());
    EXPECT_EQ(outcome.left_out.size(), 1u);
    EXPECT_EQ(Named(outcome, "t1").DebugString(), Named(ReadFiles(Family()), "t1").DebugString());
  }
}

TEST(Tolerance, WhereARowNamesNobodyWhoIsMissingStays) {
  const auto files = Changed("users.csv", "t1,,true,", ",,true,");
  const auto outcome = ReadFiles(files, FamilyIsKnown());
  EXPECT_THAT(Said(outcome.left_out), ElementsAre("users.csv:2:sourcedId: is empty; the row is left out",
                                                  std::string("users.csv:0:: ") + kNobodyNamed));
  EXPECT_EQ(Named(outcome, "t1").given_name(), "Tom");
  EXPECT_EQ(ReadFiles(files).people.size(), 4u) << "a new directory has nobody to keep";
}

TEST(Tolerance, ASchoolWhoseRowIsBrokenStaysWithItsCode) {
  const auto files = Changed("orgs.csv", "s1,,Lincoln Elementary School,", "s1,,Lincoln, Elementary School,");
  const auto outcome = ReadFiles(files, FamilyIsKnown());
  EXPECT_THAT(outcome.errors, IsEmpty());
  ASSERT_EQ(outcome.schools.size(), 2u);
  EXPECT_EQ(outcome.schools[1].code(), "lincoln-es");
  EXPECT_THAT(Named(outcome, "c1").schools(), ElementsAre("lincoln-es"));
}

TEST(Tolerance, AFileOfWhichNoRowCanBeTakenIsRefused) {
  Files files = Family();
  files["users.csv"] = "sourcedId,orgSourcedIds,role,givenName,familyName\nu1,s1,wizard,A,B\nu2,s1,imp,A,B\n";
  EXPECT_EQ(Problems(files).size(), 2u);
  files = Family();
  files["orgs.csv"] = "sourcedId,name,type\n,Lincoln,school\n";
  EXPECT_THAT(Problems(files), ElementsAre("orgs.csv:2:sourcedId: is empty; the row is left out",
                                           std::string("orgs.csv:0:: ") + kNobodyNamed));
}

TEST(Tolerance, AnOrganisationOfAnotherKindIsNoSchool) {
  auto files = With("orgs.csv", "x1,,Bus Depot,ext:depot,\ns3,,,School,\n");
  files["users.csv"] += "u9,,true,\"x1,s1\",teacher,A,B,,,,,\n";
  EXPECT_THAT(LeftOut(files),
              ElementsAre("orgs.csv:5:type: is no OneRoster organisation type; it counts as no school",
                          "orgs.csv:6:name: is empty; the school's id stands there"));
  const auto outcome = ReadFiles(files);
  EXPECT_THAT(Named(outcome, "u9").schools(), ElementsAre("lincoln-es"));
  EXPECT_EQ(outcome.schools[2].code(), "s3");
}

TEST(Tolerance, ASchoolKeepsItsCodeThoughANewOneClaimsIt) {
  const auto files = With("orgs.csv", "s3,,New School,school,harbor-middle-school\n");
  const auto outcome = ReadFiles(files, FamilyIsKnown());
  EXPECT_EQ(outcome.schools[1].code(), "harbor-middle-school");
  EXPECT_EQ(outcome.schools[2].code(), "new-school");
  EXPECT_EQ(outcome.left_out.size(), 1u);
}

TEST(Tolerance, WithoutASchoolTheEnrollmentsCount) {
  auto files = With("users.csv", "c9,,true,,student,Ed,Lee,,,,,\n");
  files["enrollments.csv"] += "e9,s2,c9,student\n";
  EXPECT_THAT(LeftOut(files),
              ElementsAre("users.csv:7:orgSourcedIds: names no school; those of enrollments.csv and "
                          "of the directory count"));
  EXPECT_EQ(Named(ReadFiles(files), "c9").school(), "harbor-middle-school");
}

TEST(Tolerance, DatesOfTermsAreComparedHoweverTheyAreWritten) {
  Files files = Family();
  files["academicSessions.csv"] =
      "sourcedId,startDate,endDate\nnow,08/20/2026,12/20/2026\nover,2026-1-10,2026-6-20\nodd,soon,later\n";
  files["classes.csv"] =
      "sourcedId,title,schoolSourcedId,termSourcedIds\nk1,A,s1,now\nk2,B,s1,over\nk3,C,s1,odd\n"
      "k4,D,s1,\n";
  const auto outcome = ReadFiles(files, {.today = "2026-11-22"});
  EXPECT_THAT(outcome.errors, IsEmpty());
  EXPECT_EQ(outcome.left_out.size(), 2u);
  std::string titles;
  for (const auto& group : outcome.groups) titles += group.title();
  EXPECT_EQ(titles, "ACD");
}

TEST(Tolerance, AnEmptyOptionalFileIsAsIfItWereNotThere) {
  Files files = Family();
  files["classes.csv"] = "";
  files["roles.csv"] = "\xEF\xBB\xBF\r\n";
  files["academicSessions.csv"] = "sourcedId,startDate,endDate\n";
  EXPECT_THAT(LeftOut(files), ElementsAre("classes.csv:0:: is empty; it is left out",
                                          "roles.csv:0:: is empty; it is left out"));
  EXPECT_EQ(PeopleOf(files), PeopleOf(Family()));
}

TEST(Tolerance, TheManifestIsReadInAnyCaseAndForgetsNothing) {
  Files files = Family();
  files["manifest.csv"] =
      "PropertyName,Value\nOneRoster.Version,1.1\nfile.orgs,Bulk\nfile.Users,BULK\n"
      "file.resources,whole\nfile.classes,bulk\nfile.demographics,absent\n";
  EXPECT_THAT(
      LeftOut(files),
      ElementsAre("demographics.csv:0:: is absent by the manifest; it is left out: say bulk or delta of it",
                  "classes.csv:0:: is not in the archive; it is left out"));
  EXPECT_EQ(Named(ReadFiles(files), "c1").date_of_birth(), "");
  files["manifest.csv"] = "propertyName,value\noneroster.version,1.0\n";
  EXPECT_THAT(LeftOut(files),
              ElementsAre(::testing::StartsWith("manifest.csv:2:value: is neither 1.1 nor 1.2")));
  EXPECT_EQ(PeopleOf(files), PeopleOf(Family()));
  files["manifest.csv"] = "";
  EXPECT_EQ(PeopleOf(files), PeopleOf(Family()));
}

TEST(Tolerance, BesideADeltaAFileThatTheManifestForgotIsLeftOut) {
  Files files = Family();
  files["manifest.csv"] = "propertyName,value\nfile.enrollments,delta\n";
  const auto outcome = ReadFiles(files, FamilyIsKnown());
  EXPECT_EQ(outcome.people.size(), 5u);
  EXPECT_THAT(Said(outcome.left_out),
              Contains("users.csv:0:: is not in the manifest, beside deltas; it is left out: "
                       "say bulk or delta of it"));
}

TEST(Tolerance, TheFilesSayOfWhichVersionTheyAreWhateverTheManifestSays) {
  Files files = Family();
  files["manifest.csv"] =
      "propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,bulk\n"
      "file.enrollments,bulk\nfile.demographics,bulk\n";
  EXPECT_EQ(PeopleOf(files), PeopleOf(Family())) << "it has no roles.csv";
  files["manifest.csv"] = "propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\n";
  files["users.csv"] = "sourcedId,givenName,familyName\nu1,A,B\n";
  files["roles.csv"] =
      "sourcedId,userSourcedId,roleType,role,orgSourcedId\nr1,u1,Primary,ext:Teacher,s1\n"
      "r2,u1,secondary,ext:wizard,s2\nr3,u1,secondary,aide,s9\n";
  const auto outcome = ReadFiles(files);
  EXPECT_EQ(Named(outcome, "u1").role(), "teacher");
  EXPECT_THAT(Named(outcome, "u1").schools(), ElementsAre("lincoln-es"));
}

}  // namespace
}  // namespace watchbell::notification::oneroster

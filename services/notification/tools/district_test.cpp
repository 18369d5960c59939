#include "services/notification/tools/district.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

#include "common/testing/process.hpp"
#include "services/notification/oneroster/diff.hpp"
#include "services/notification/oneroster/import.hpp"
#include "services/notification/tools/generate.hpp"

namespace watchbell::notification::tools {
namespace {

using oneroster::PersonId;

double Milliseconds(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since).count();
}

class TheDemoDistrict : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const auto begun = std::chrono::steady_clock::now();
    archive_ = oneroster::Pack(GenerateDistrict({}).value()).value();
    const auto packed = std::chrono::steady_clock::now();
    outcome_ = oneroster::Read(archive_).value();
    std::cout << "generated and packed " << archive_.size() << " bytes in "
              << Milliseconds(begun) - Milliseconds(packed) << " ms, read in " << Milliseconds(packed)
              << " ms\n";
    for (const auto& person : outcome_.people) people_[person.id()] = &person;
  }
  static inline std::string archive_;
  static inline oneroster::ImportOutcome outcome_;
  static inline std::map<std::string, const v1::Person*> people_;
};

TEST_F(TheDemoDistrict, IsReadWithoutAnError) {
  EXPECT_TRUE(outcome_.errors.empty());
  EXPECT_LT(archive_.size(), oneroster::ArchiveLimits{}.packed_bytes_max);
}

TEST_F(TheDemoDistrict, HasTheSizeThatWasAskedFor) {
  std::map<v1::Person::Kind, int> count;
  for (const auto& person : outcome_.people) ++count[person.kind()];
  EXPECT_EQ(outcome_.schools.size(), 20u);
  EXPECT_EQ(count[v1::Person::KIND_STUDENT], 12'000);
  EXPECT_EQ(count[v1::Person::KIND_GUARDIAN], 22'000);
  EXPECT_EQ(count[v1::Person::KIND_STAFF], 1'500);
}

TEST_F(TheDemoDistrict, BeginsWithLincolnElementarySchoolAndItsStaff) {
  EXPECT_EQ(outcome_.schools[0].code(), "lincoln-es");
  EXPECT_EQ(outcome_.schools[0].name(), "Lincoln Elementary School");
  const std::vector<std::string> roles{"aide", "teacher", "administrator", "aide"};
  for (std::size_t i = 0; i < roles.size(); ++i)
    EXPECT_EQ(people_.at(PersonId("staff-000" + std::to_string(i + 1)))->role(), roles[i]);
  EXPECT_EQ(people_.at(PersonId("staff-0075"))->school(), "lincoln-es");
  EXPECT_NE(people_.at(PersonId("staff-0076"))->school(), "lincoln-es");
  EXPECT_EQ(people_.at(PersonId("staff-d008"))->school(), "district");
}

TEST_F(TheDemoDistrict, EveryChildHasTwoToFourContactsAndSiblingsShareThem) {
  std::map<std::string, std::set<std::string>> contacts_of;
  for (const auto& person : outcome_.people)
    for (const auto& child : person.children()) contacts_of[child].insert(person.id());
  EXPECT_EQ(contacts_of.size(), 12'000u);
  std::map<std::set<std::string>, int> families;
  for (const auto& [child, contacts] : contacts_of) {
    ASSERT_GE(contacts.size(), 2u);
    ASSERT_LE(contacts.size(), 4u);
    ++families[contacts];
  }
  EXPECT_TRUE(
      std::any_of(families.begin(), families.end(), [](const auto& family) { return family.second > 1; }));
}

TEST_F(TheDemoDistrict, SpeaksEightLanguagesAndCanHarmNobody) {
  std::set<std::string> languages;
  for (const auto& person : outcome_.people) {
    if (person.kind() == v1::Person::KIND_GUARDIAN) languages.insert(person.language());
    ASSERT_TRUE(person.email().empty() || person.email().ends_with(".example")) << person.email();
    ASSERT_TRUE(person.phone().empty() || person.phone().substr(5, 5) == "55501") << person.phone();
  }
  EXPECT_THAT(languages, ::testing::ElementsAre("ar", "en", "es", "ht", "pl", "pt", "ur", "zh"));
}

TEST_F(TheDemoDistrict, EverySchoolHasStudentsStaffAndACodeOfItsOwn) {
  std::map<std::string, std::set<v1::Person::Kind>> kinds;
  for (const auto& person : outcome_.people) kinds[person.school()].insert(person.kind());
  for (const auto& school : outcome_.schools) EXPECT_EQ(kinds[school.code()].size(), 3u) << school.code();
}

TEST_F(TheDemoDistrict, IsTheSameForTheSameSeedAndAnotherForAnother) {
  EXPECT_EQ(oneroster::Pack(GenerateDistrict({}).value()).value(), archive_);
  const auto other = oneroster::Read(oneroster::Pack(GenerateDistrict({.seed = 8}).value()).value()).value();
  EXPECT_GT(oneroster::Diff(outcome_.people, other.people).changed.size(), 30'000u);
}

TEST_F(TheDemoDistrict, ComparesWithItselfAsUnchanged) {
  const auto begun = std::chrono::steady_clock::now();
  const auto changes = oneroster::Diff(outcome_.people, outcome_.people);
  std::cout << "compared " << changes.unchanged << " people in " << Milliseconds(begun) << " ms\n";
  EXPECT_EQ(changes.unchanged, outcome_.people.size());
}

TEST(GenerateDistrict, OtherSizesAreReadTooAndImpossibleOnesRefused) {
  for (const DistrictPlan& plan :
       {DistrictPlan{.schools = 1, .students = 1, .contacts = 2, .staff = 0},
        DistrictPlan{.schools = 1000, .students = 500, .contacts = 2000, .staff = 30},
        DistrictPlan{.schools = 3, .students = 600, .contacts = 200, .staff = 9}}) {
    const auto outcome = oneroster::ReadFiles(GenerateDistrict(plan).value());
    EXPECT_TRUE(outcome.errors.empty());
    EXPECT_EQ(outcome.people.size(), plan.students + plan.contacts + plan.staff);
    EXPECT_EQ(outcome.schools.size(), plan.schools);
  }
  EXPECT_FALSE(GenerateDistrict({.schools = 0}));
  EXPECT_FALSE(GenerateDistrict({.students = 10, .contacts = 41}));
  EXPECT_FALSE(GenerateDistrict({.students = 60, .contacts = 19}));
}

TEST(RunGenerate, WritesTheZipThatItWasAskedFor) {
  const testing::TempDir dir;
  const std::string out = dir.path() + "/district.zip";
  std::vector<std::string> words{
      "generate-district", "--seed", "3",         "--students", "30",    "--contacts", "60",
      "--staff",           "10",     "--schools", "2",          "--out", out};
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  ASSERT_EQ(RunGenerate(static_cast<int>(argv.size()), argv.data()), 0);
  std::ifstream file(out, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_EQ(oneroster::Read(bytes).value().people.size(), 100u);
}

}  // namespace
}  // namespace watchbell::notification::tools

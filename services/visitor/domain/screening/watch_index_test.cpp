#include "services/visitor/domain/screening/watch_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

namespace watchbell::visitor {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

BirthDate Born(std::string_view text) { return BirthDate::Parse(text).value(); }

WatchEntry Entry(std::string id, std::string given, std::string surname, std::string_view born) {
  return {.id = std::move(id),
          .name = {.given = std::move(given), .surname = std::move(surname)},
          .born = Born(born)};
}

Query Person(std::string given, std::string surname, std::string_view born) {
  return {.name = {.given = std::move(given), .surname = std::move(surname)}, .born = Born(born)};
}

WatchIndex Index(const std::vector<WatchEntry>& entries) {
  WatchIndex index;
  for (const auto& entry : entries) EXPECT_TRUE(index.Add(entry)) << entry.id;
  return index;
}

TEST(WatchIndex, TheSamePersonIsProbableWithItsReasons) {
  const auto hits =
      Index({Entry("e1", "William", "Smith", "1990-03-04")}).Find(Person("Bill", "Smith", "1990-03-04"));
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits[0].entry_id, "e1");
  EXPECT_EQ(hits[0].comparison.outcome, Outcome::kProbable);
  EXPECT_EQ(hits[0].comparison.name_grade, NameGrade::kStrong);
  EXPECT_EQ(hits[0].comparison.dob_grade, DobGrade::kSame);
  EXPECT_THAT(hits[0].comparison.terms, SizeIs(1));
}

TEST(WatchIndex, ANamesakeWithAnotherBirthDateIsANoteOnly) {
  const auto index = Index({Entry("e1", "John", "Smith", "1960-01-02")});
  const auto screening = index.Screen(Person("John", "Smith", "1990-03-04"));
  EXPECT_THAT(screening.hits, IsEmpty());
  ASSERT_THAT(screening.notes, SizeIs(1));
  EXPECT_EQ(screening.notes[0].comparison.dob_grade, DobGrade::kConflict);
}

TEST(WatchIndex, WithoutABirthDateOnlyTheExactNameHolds) {
  const auto index = Index({Entry("e1", "William", "Smith", "")});
  EXPECT_THAT(index.Find(Person("William", "Smith", "1990-03-04")), SizeIs(1));
  const auto screening = index.Screen(Person("W", "Smith", "1990-03-04"));
  EXPECT_THAT(screening.hits, IsEmpty());
  EXPECT_THAT(screening.notes, SizeIs(1));
}

TEST(WatchIndex, AYearOnTheListIsEnoughForAStrongName) {
  EXPECT_THAT(Index({Entry("e1", "William", "Smith", "1990")}).Find(Person("Bill", "Smith", "1990-03-04")),
              SizeIs(1));
}

TEST(WatchIndex, ABirthDateAndARareNameHold) {
  const auto index = Index({Entry("e1", "Sonja", "Wilkins", "1934-04-04")});
  const auto hits = index.Find(Person("Jake", "Wilkins", "1934-04-04"));
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits[0].comparison.outcome, Outcome::kPossible);
  EXPECT_TRUE(hits[0].comparison.fuzzy_by_rare_name);
  EXPECT_THAT(index.Find(Person("Jake", "Wilkins", "1934-05-06")), IsEmpty());
}

TEST(WatchIndex, ABirthDateAndACommonNameDoNot) {
  WatchIndex index;
  for (std::uint32_t i = 0; i <= kTellingNameCountMax; ++i) {
    ASSERT_TRUE(index.Add(Entry(std::to_string(i), "Given" + std::to_string(i), "White", "1934-04-04")));
  }
  EXPECT_THAT(index.Find(Person("Zebulon", "White", "1934-04-04")), IsEmpty());
}

TEST(WatchIndex, AliasesAreSearchedAndTheBestNameCounts) {
  auto entry = Entry("e1", "Robert", "Roe", "1990-03-04");
  entry.aliases = {{.given = "John", .surname = "Doe"}, {.given = "Robert", .surname = "Row"}};
  const auto index = Index({entry});
  auto hits = index.Find(Person("John", "Doe", "1990-03-04"));
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits[0].comparison.name_grade, NameGrade::kExact);
  auto person = Person("Nobody", "Known", "1990-03-04");
  person.aliases = {{.given = "Robert", .surname = "Roe"}};
  hits = index.Find(person);
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits[0].comparison.name_grade, NameGrade::kExact);
}

TEST(WatchIndex, TheWorstOutcomeComesFirst) {
  const auto index = Index(
      {Entry("possible", "John", "Smith", "1991-03-04"), Entry("probable", "John", "Smith", "1990-03-04")});
  const auto hits = index.Find(Person("John", "Smith", "1990-03-04"));
  ASSERT_THAT(hits, SizeIs(2));
  EXPECT_EQ(hits[0].entry_id, "probable");
  EXPECT_GT(hits[0].comparison.score, hits[1].comparison.score);
}

TEST(WatchIndex, ASchoolThatAsksForNamesAloneHoldsMore) {
  const auto index =
      Index({Entry("fuzzy", "Mathew", "Petersen", "1990-03-04"), Entry("bare", "William", "Roe", "")});
  const auto near = Person("Matheo", "Pettersenn", "1991-03-04");
  EXPECT_THAT(index.Find(near), IsEmpty());
  EXPECT_THAT(index.Find(near, Sensitivity::kName), SizeIs(1));
  const auto nickname = Person("Bill", "Roe", "1990-03-04");
  EXPECT_THAT(index.Find(nickname), IsEmpty());
  EXPECT_THAT(index.Find(nickname, Sensitivity::kName), SizeIs(1));
}

TEST(WatchIndex, EntriesWithoutANameOrWithATakenIdAreRefused) {
  auto index = Index({Entry("e1", "John", "Smith", "")});
  EXPECT_FALSE(index.Add(Entry("e1", "Jane", "Roe", "")));
  EXPECT_FALSE(index.Add(Entry("e2", "", "", "")));
  EXPECT_FALSE(index.Add(Entry("", "Jane", "Roe", "")));
  EXPECT_FALSE(index.Add(Entry(std::string(kEntryIdBytesMax + 1, 'x'), "Jane", "Roe", "")));
  EXPECT_FALSE(index.Replace(Entry("e1", "", "", "")));
  EXPECT_EQ(index.size(), 1u);
  EXPECT_THAT(index.Find(Person("John", "Smith", "")), SizeIs(1));
}

TEST(WatchIndex, AReplacedEntryIsFoundByItsNewNameAlone) {
  auto index = Index({Entry("e1", "John", "Smith", "1990-03-04")});
  EXPECT_TRUE(index.Replace(Entry("e1", "Jane", "Roe", "1980-01-01")));
  EXPECT_THAT(index.Find(Person("John", "Smith", "1990-03-04")), IsEmpty());
  EXPECT_THAT(index.Find(Person("Jane", "Roe", "1980-01-01")), SizeIs(1));
}

TEST(WatchIndex, ChurnDoesNotGrowIt) {
  WatchIndex index;
  for (int i = 0; i < 1000; ++i) index.Add(Entry(std::to_string(i), "John", "Smith", "1990-03-04"));
  const auto bytes = index.MemoryBytes();
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 1000; ++i) index.Replace(Entry(std::to_string(i), "Jane", "Smith", "1990-03-05"));
  }
  EXPECT_LT(index.MemoryBytes(), 3 * bytes);
  EXPECT_EQ(index.size(), 1000u);
}

// Few names and dates, so that generated people meet.
NameParts AnyName() {
  const auto given =
      rc::gen::element<std::string>("", "William", "Bill", "W", "Will", "Mary Ann", "Maryann", "Mary",
                                    "Sebastian", "Sebastain", "Smith", "Cruz", "Игорь");
  const auto middle = rc::gen::element<std::string>("", "", "Ann", "Q", "Robert");
  const auto surname =
      rc::gen::element<std::string>("", "Smith", "Smyth", "O'Brien", "O Brien", "Brien", "de la Cruz",
                                    "Delacruz", "Cruz", "Garcia Lopez", "Garcia", "Sebastian", "William");
  return {.given = *given,
          .middle = *middle,
          .surname = *surname,
          .suffix = *rc::gen::element<std::string>("", "", "Jr", "Sr"),
          .given_truncated = *rc::gen::arbitrary<bool>(),
          .surname_truncated = *rc::gen::arbitrary<bool>()};
}

BirthDate AnyDate() {
  return Born(*rc::gen::element<std::string>("", "1990", "1991", "1990-03-04", "1990-04-03", "1990-03-14",
                                             "1991-03-04", "1960-12-31", "1990-03-44"));
}

std::map<std::string, Outcome> Found(const WatchIndex& index, const Query& query, Sensitivity sensitivity) {
  std::map<std::string, Outcome> found;
  for (const auto& hit : index.Find(query, sensitivity)) found[hit.entry_id] = hit.comparison.outcome;
  return found;
}

std::map<std::string, Outcome> FoundByScan(const WatchIndex& index,
                                           const std::map<std::string, WatchEntry>& entries,
                                           const Query& query, Sensitivity sensitivity) {
  std::map<std::string, Outcome> found;
  for (const auto& [id, entry] : entries) {
    auto names = entry.aliases;
    names.push_back(entry.name);
    auto outcome = Outcome::kClear;
    for (const auto& name : names) {
      const auto person = Normalize(query.name), listed = Normalize(name);
      outcome = std::min(
          outcome,
          Compare(NameView(person), query.born, NameView(listed), entry.born, index, sensitivity).outcome);
    }
    if (outcome != Outcome::kClear) found[id] = outcome;
  }
  return found;
}

// Also after removals and replacements: nothing of a removed entry is left.
RC_GTEST_PROP(WatchIndexProperty, FindAgreesWithAScanOfTheList, ()) {
  WatchIndex index;
  std::map<std::string, WatchEntry> entries;
  const auto steps = *rc::gen::inRange(1, 40);
  for (int step = 0; step < steps; ++step) {
    WatchEntry entry{.id = std::to_string(*rc::gen::inRange(0, 15)), .name = AnyName(), .born = AnyDate()};
    if (*rc::gen::inRange(0, 3) == 0) entry.aliases = {AnyName()};
    switch (*rc::gen::inRange(0, 4)) {
      case 0: RC_ASSERT(index.Remove(entry.id) == (entries.erase(entry.id) == 1)); break;
      case 1:
        if (index.Replace(entry)) entries[entry.id] = entry;
        break;
      default:
        if (index.Add(entry)) RC_ASSERT(entries.emplace(entry.id, entry).second);
    }
    if (step == steps / 2) index.Settle();
  }
  RC_ASSERT(index.size() == entries.size());
  const auto sensitivity =
      *rc::gen::element(Sensitivity::kNameAndDob, Sensitivity::kName, Sensitivity::kNameDobState);
  for (int i = 0; i < 10; ++i) {
    const Query query{.name = AnyName(), .born = AnyDate()};
    RC_ASSERT(Found(index, query, sensitivity) == FoundByScan(index, entries, query, sensitivity));
  }
}

}  // namespace
}  // namespace watchbell::visitor

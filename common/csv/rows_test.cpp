#include "common/csv/rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::csv {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::SizeIs;

TEST(Rows, AFieldIsFoundByTheNameOfItsColumnWithoutBlanks) {
  FaultList faults;
  Rows rows("people.csv", "name, age\n  Ana ,41\n", faults);
  ASSERT_TRUE(rows.Open({"name", "age"}));
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Get("name"), "Ana");
  EXPECT_EQ(rows.Get("age"), "41");
  EXPECT_EQ(rows.Get("height"), "");
  EXPECT_FALSE(rows.Next());
  EXPECT_TRUE(faults.empty());
}

TEST(Rows, EveryFaultIsNotedAtItsLineAndReadingGoesOn) {
  FaultList faults;
  Rows rows("people.csv", "name,age\nAna\nBo,41\n", faults);
  ASSERT_TRUE(rows.Open({"name"}));
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Get("name"), "Bo");
  rows.Fault("age", "is too high");
  EXPECT_THAT(faults.Take(), ElementsAre(Field(&RowFault::line, 2), Field(&RowFault::line, 3)));
}

TEST(Rows, AMissingColumnAndOneThatOccursTwiceAreNamed) {
  FaultList faults;
  Rows missing("people.csv", "name\n", faults);
  EXPECT_FALSE(missing.Open({"name", "age"}));
  Rows twice("people.csv", "name,name\n", faults);
  EXPECT_FALSE(twice.Open({"name"}));
  const auto noted = faults.Take();
  ASSERT_THAT(noted, SizeIs(2));
  EXPECT_EQ(noted[0].column, "age");
}

TEST(Rows, TheListOfFaultsIsBounded) {
  FaultList faults;
  for (std::size_t i = 0; i < kRowFaultsMax + 50; ++i) faults.Add("f", i, "", "x");
  EXPECT_TRUE(faults.full());
  EXPECT_THAT(faults.Take(), SizeIs(kRowFaultsMax));
}

}  // namespace
}  // namespace watchbell::csv

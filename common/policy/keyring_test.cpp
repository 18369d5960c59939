#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "common/policy/sealer.hpp"

namespace watchbell::policy {
namespace {

class KeyFile : public testing::Test {
 protected:
  void Write(const std::string& text) { std::ofstream(path_) << text; }
  void TearDown() override { std::remove(path_.c_str()); }

  const std::string path_ =
      testing::TempDir() + "keys_" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".txt";
  const std::string ones_ = std::string(64, '1');
  const std::string twos_ = std::string(64, '2');
};

TEST_F(KeyFile, TheLastLineOfTheRingIsTheNewestKeyAndTheOldOnesStay) {
  Write("visitor/1 " + ones_ + "\ndirectory/7 " + ones_ + "\nvisitor/2 " + twos_ + "\n");
  const auto ring = KeyRing::Load(path_, "visitor");
  ASSERT_TRUE(ring);
  EXPECT_EQ(ring->newest_id(), "visitor/2");
  ASSERT_NE(ring->Find("visitor/1"), nullptr);
  EXPECT_EQ(*ring->Find("visitor/1"), std::string(32, '\x11'));
  EXPECT_EQ(*ring->Find("visitor/2"), std::string(32, '\x22'));
}

TEST_F(KeyFile, LinesOfOtherRingsAreIgnored) {
  Write("visitor/1 " + ones_ + "\ndirectory/7 " + twos_ + "\n");
  const auto ring = KeyRing::Load(path_, "visitor");
  ASSERT_TRUE(ring);
  EXPECT_EQ(ring->Find("directory/7"), nullptr);
}

TEST_F(KeyFile, CommentsAndEmptyLinesAreAllowed) {
  Write("# made on 1 March\n\nvisitor/1 " + ones_ + "\n");
  EXPECT_TRUE(KeyRing::Load(path_, "visitor"));
}

TEST_F(KeyFile, AFileWithoutTheRingIsRefused) {
  Write("directory/7 " + ones_ + "\n");
  EXPECT_EQ(KeyRing::Load(path_, "visitor").error().reason, "KEYS_MISSING");
}

TEST_F(KeyFile, AMissingFileIsRefused) {
  EXPECT_EQ(KeyRing::Load(path_ + ".absent", "visitor").error().reason, "KEYS_UNREADABLE");
}

TEST_F(KeyFile, ABrokenLineIsRefusedByItsNumberAndNeverByItsContent) {
  const std::string good = "visitor/1 " + ones_ + "\n";
  for (const std::string& bad :
       {"visitor/2 " + ones_.substr(2), "visitor/2 " + ones_ + "11", "visitor/2 " + ones_.substr(1) + "g",
        "visitor " + ones_, "visitor/ " + ones_, "/1 " + ones_, "visitor/two " + ones_,
        "visitor/2 " + ones_ + " more", std::string("visitor/2"), "visitor/1 " + twos_}) {
    Write(good + bad + "\n");
    const auto ring = KeyRing::Load(path_, "visitor");
    ASSERT_FALSE(ring) << bad;
    EXPECT_EQ(ring.error().reason, "KEYS_MALFORMED");
    EXPECT_NE(ring.error().remedy.find("Line 2"), std::string::npos) << ring.error().remedy;
    EXPECT_EQ(ring.error().remedy.find("1111"), std::string::npos);
  }
}

TEST(KeyRing, ARandomRingHasOneKeyOfItsOwn) {
  const auto one = KeyRing::Random("visitor");
  const auto other = KeyRing::Random("visitor");
  EXPECT_EQ(one.newest_id(), "visitor/1");
  EXPECT_NE(*one.Find("visitor/1"), *other.Find("visitor/1"));
}

TEST(KeyRing, AKeyOfAnotherLengthIsAMistakeOfTheCaller) {
  KeyRing ring;
  EXPECT_THROW(ring.Add("visitor/1", "short"), std::invalid_argument);
}

}  // namespace
}  // namespace watchbell::policy

#include "common/id/id.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::id {
namespace {

const TimePoint kNow{std::chrono::milliseconds{1'790'000'000'123}};

TEST(Id, ANewIdIsAUuidOfVersionSeven) {
  const std::string id = New(kNow);
  EXPECT_TRUE(IsUuid(id));
  EXPECT_EQ(id[14], '7');
  EXPECT_EQ(id.substr(0, 13), "01a0c450-6c7b");
}

TEST(Id, LaterIdsSortAfterEarlierOnes) { EXPECT_LT(New(kNow), New(kNow + std::chrono::milliseconds{1})); }

TEST(Id, TwoIdsOfTheSameMomentDiffer) { EXPECT_NE(New(kNow), New(kNow)); }

TEST(Id, ADerivedIdIsStableAndDependsOnBothTexts) {
  EXPECT_TRUE(IsUuid(Derive("person", "t-0001")));
  EXPECT_EQ(Derive("person", "t-0001"), Derive("person", "t-0001"));
  EXPECT_NE(Derive("person", "t-0001"), Derive("school", "t-0001"));
  EXPECT_NE(Derive("ab", "c"), Derive("a", "bc"));
}

RC_GTEST_PROP(Id, NothingButAUuidPasses, (const std::string& text)) { RC_ASSERT(!IsUuid(text)); }

}  // namespace
}  // namespace watchbell::id

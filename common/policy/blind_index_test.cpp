#include "common/policy/blind_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "common/policy/sealer.hpp"

namespace watchbell::policy {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kKey(32, 'k');
const std::string kNextKey(32, 'n');

TEST(BlindIndex, TheSameWordIsFiledUnderTheSameHash) {
  const BlindIndex index({{"visitor/1", kKey}});
  EXPECT_EQ(index.Newest("name:lincoln-es", "roe"),
            BlindIndex({{"visitor/1", kKey}}).Newest("name:lincoln-es", "roe"));
  EXPECT_NE(index.Newest("name:lincoln-es", "roe"), index.Newest("name:lincoln-es", "poe"));
  EXPECT_EQ(index.Newest("name", "roe").size(), std::string("1.").size() + 32);
}

TEST(BlindIndex, APurposeKeepsUsesApart) {
  const BlindIndex index({{"visitor/1", kKey}});
  EXPECT_NE(index.Newest("name:lincoln-es", "roe"), index.Newest("name:adams-ms", "roe"));
}

TEST(BlindIndex, WhoLacksTheKeyCannotTellTheWord) {
  EXPECT_NE(BlindIndex({{"visitor/1", kKey}}).Newest("name", "roe"),
            BlindIndex({{"visitor/1", kNextKey}}).Newest("name", "roe"));
}

TEST(BlindIndex, AfterARotationTheOldHashIsStillAskedFor) {
  const BlindIndex before({{"visitor/9", kKey}});
  const BlindIndex after({{"visitor/9", kKey}, {"visitor/10", kNextKey}});
  EXPECT_THAT(after.Newest("name", "roe"), StartsWith("10."));
  EXPECT_THAT(after.All("name", "roe"),
              testing::ElementsAre(after.Newest("name", "roe"), before.Newest("name", "roe")));
}

TEST(BlindIndex, TheSealerHasItOverItsServiceRing) {
  const Sealer sealer(KeyRing::Random("visitor"), KeyRing::Random("directory"));
  EXPECT_EQ(sealer.blind_index().All("name", "roe").size(), 1U);
  EXPECT_TRUE(BlindIndex({}).Newest("name", "roe").empty());
}

RC_GTEST_PROP(BlindIndexProperty, NoWordStandsInItsHash, (const std::string& word)) {
  RC_PRE(word.size() > 4);  // four hexadecimal digits may meet by chance
  RC_ASSERT(BlindIndex({{"visitor/1", kKey}}).Newest("name", word).find(word) == std::string::npos);
}

}  // namespace
}  // namespace watchbell::policy

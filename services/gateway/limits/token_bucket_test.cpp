#include "services/gateway/limits/token_bucket.hpp"

#include <gtest/gtest.h>

namespace watchbell::gateway::limits {
namespace {

constexpr Rate kRate{.per_second = 10, .burst = 3};
const Instant kStart{};

int TakeAll(BucketTable& table, const std::string& key, Instant now) {
  int taken = 0;
  while (taken < 1000 && table.Take(key, now)) ++taken;
  return taken;
}

TEST(TokenBucket, ABurstPassesAndTheNextIsRefused) {
  TokenBucket bucket(kRate, kStart);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(bucket.Take(kStart));
  EXPECT_FALSE(bucket.Take(kStart));
}

TEST(TokenBucket, TokensComeBackAtTheRateAndNoFurtherThanTheBurst) {
  TokenBucket bucket(kRate, kStart);
  while (bucket.Take(kStart)) {
  }
  EXPECT_FALSE(bucket.Take(kStart + std::chrono::milliseconds{90}));
  EXPECT_TRUE(bucket.Take(kStart + std::chrono::milliseconds{101}));
  int after_an_hour = 0;
  while (bucket.Take(kStart + std::chrono::hours{1})) ++after_an_hour;
  EXPECT_EQ(after_an_hour, 3);
}

TEST(TokenBucket, ATimeThatGoesBackGivesNothing) {
  TokenBucket bucket(kRate, kStart + std::chrono::hours{1});
  while (bucket.Take(kStart + std::chrono::hours{1})) {
  }
  EXPECT_FALSE(bucket.Take(kStart));
  EXPECT_FALSE(bucket.Take(kStart + std::chrono::hours{1}));
}

TEST(BucketTable, OneKeyDoesNotSpendAnothersTokens) {
  BucketTable table(kRate);
  EXPECT_EQ(TakeAll(table, "a", kStart), 3);
  EXPECT_EQ(TakeAll(table, "b", kStart), 3);
}

TEST(BucketTable, AFloodOfKeysIsLimitedAsOne) {
  BucketTable table(kRate);
  for (std::size_t i = 0; i < BucketTable::kKeysMax; ++i) table.Take(std::to_string(i), kStart);
  EXPECT_EQ(TakeAll(table, "late", kStart), 3);
  EXPECT_EQ(TakeAll(table, "later", kStart), 0);
}

TEST(BucketTable, FullBucketsMakeRoom) {
  BucketTable table(kRate);
  for (std::size_t i = 0; i < BucketTable::kKeysMax; ++i) table.Take(std::to_string(i), kStart);
  const Instant later = kStart + std::chrono::minutes{1};
  EXPECT_EQ(TakeAll(table, "late", later), 3);
  EXPECT_EQ(TakeAll(table, "later", later), 3);
}

}  // namespace
}  // namespace watchbell::gateway::limits

// Token buckets in memory: what one session, one address or one open method may ask of us. Nothing about a
// caller is written anywhere.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace watchbell::gateway::limits {

using Instant = std::chrono::steady_clock::time_point;

struct Rate {
  double per_second;
  double burst;
};

// Not thread-safe. Starts full.
class TokenBucket {
 public:
  TokenBucket(Rate rate, Instant now) : rate_(rate), tokens_(rate.burst), filled_at_(now) {}
  bool Take(Instant now);
  bool FullAt(Instant now) const;

 private:
  double TokensAt(Instant now) const;
  Rate rate_;
  double tokens_;
  Instant filled_at_;
};

// A bucket for each key. Thread-safe. Full buckets are forgotten; past kKeysMax a new key shares one common
// bucket, so that a flood of keys is limited as one.
class BucketTable {
 public:
  static constexpr std::size_t kKeysMax = 16384;
  explicit BucketTable(Rate rate) : rate_(rate) {}
  bool Take(const std::string& key, Instant now);

 private:
  void Forget(Instant now);
  const Rate rate_;
  std::mutex mutex_;
  std::unordered_map<std::string, TokenBucket> buckets_;
};

// What Retry-After says: every bucket of ours refills at least one token in a second.
inline constexpr std::chrono::seconds kRetryAfter{1};

}  // namespace watchbell::gateway::limits

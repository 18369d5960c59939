#include "services/gateway/limits/token_bucket.hpp"

#include <algorithm>

namespace watchbell::gateway::limits {

double TokenBucket::TokensAt(Instant now) const {
  const std::chrono::duration<double> passed = now - filled_at_;
  return std::min(rate_.burst, tokens_ + std::max(0.0, passed.count()) * rate_.per_second);
}

bool TokenBucket::FullAt(Instant now) const { return TokensAt(now) >= rate_.burst; }

bool TokenBucket::Take(Instant now) {
  const double tokens = TokensAt(now);
  tokens_ = tokens;
  filled_at_ = std::max(filled_at_, now);
  if (tokens < 1) return false;
  tokens_ = tokens - 1;
  return true;
}

void BucketTable::Forget(Instant now) {
  std::erase_if(buckets_, [now](const auto& entry) { return entry.second.FullAt(now); });
}

bool BucketTable::Take(const std::string& key, Instant now) {
  static const std::string kCommon;
  const std::lock_guard lock(mutex_);
  auto bucket = buckets_.find(key);
  if (bucket == buckets_.end()) {
    if (buckets_.size() >= kKeysMax) Forget(now);
    bucket = buckets_.try_emplace(buckets_.size() < kKeysMax ? key : kCommon, rate_, now).first;
  }
  return bucket->second.Take(now);
}

}  // namespace watchbell::gateway::limits

#include "common/view/lease.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "common/view/view_script.hpp"

namespace watchbell::view {
namespace {

std::string RandomName() {
  std::uint64_t words[2];
  randombytes_buf(words, sizeof words);
  return fmt::format("{:016x}{:016x}", words[0], words[1]);
}

}  // namespace

Lease::Lease(std::shared_ptr<redis::Pool> pool, std::string key)
    : pool_(std::move(pool)), key_(std::move(key)), holder_(RandomName()) {}

bool Lease::Hold() {
  const auto asked_at = Steady::now();  // before asking: Redis counts from later on
  if (asked_at < next_call_) return asked_at < held_until_;
  next_call_ = asked_at + kTryEvery;
  const auto reply = pool_->Eval(kHoldScript, {key_}, {holder_, std::to_string(kHeldFor.count())});
  if (!reply) return Steady::now() < held_until_;
  if (reply->Integer() != 1) {
    held_until_ = {};
    return false;
  }
  held_until_ = asked_at + kHeldFor;
  next_call_ = asked_at + kRenewEvery;
  return true;
}

void Lease::Release() {
  if (Steady::now() < held_until_) pool_->Eval(kReleaseScript, {key_}, {holder_});
  held_until_ = {};
  next_call_ = {};
}

}  // namespace watchbell::view

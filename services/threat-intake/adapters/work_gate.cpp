#include "services/threat-intake/adapters/work_gate.hpp"

#include <sodium.h>

#include <array>
#include <charconv>

namespace watchbell::threat_intake {
namespace {

constexpr std::size_t kNonceBytes = 16;
constexpr std::size_t kMacBytes = 16;
// A tip that was tried in vain is watched for so long after the last time.
constexpr double kForgetBelow = 0.1;
constexpr char kManyTips[] = "*";

std::string Hex(const unsigned char* bytes, std::size_t size) {
  std::string hex(2 * size + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes, size);
  hex.pop_back();
  return hex;
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int ZeroBits(const std::array<unsigned char, crypto_hash_sha256_BYTES>& hash) {
  int bits = 0;
  for (const auto byte : hash) {
    if (byte != 0) return bits + __builtin_clz(byte) - 24;
    bits += 8;
  }
  return bits;
}

std::int64_t Seconds(TimePoint at) {
  return std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
}

Instant Now() { return std::chrono::steady_clock::now(); }

}  // namespace

WorkGate::WorkGate(std::string_view key, double quiet_per_minute)
    : key_(crypto_generichash_KEYBYTES, '\0'), quiet_per_minute_(quiet_per_minute) {
  constexpr std::string_view kUse = "challenges of tips";  // no other use of the secret gives this key
  crypto_generichash(reinterpret_cast<unsigned char*>(const_cast<char*>(key_.data())), key_.size(),
                     Bytes(kUse), kUse.size(), Bytes(key), key.size());
}

std::string WorkGate::Sign(std::string_view challenge) const {
  std::array<unsigned char, kMacBytes> mac{};
  crypto_generichash(mac.data(), mac.size(), Bytes(challenge), challenge.size(), Bytes(key_), key_.size());
  return Hex(mac.data(), mac.size());
}

int WorkGate::Needed(Purpose purpose, const std::string& tip_id) {
  const auto now = Now();
  int bits = WorkFor(loads_[purpose].PerMinute(now), quiet_per_minute_);
  if (purpose != v1::GetChallengeRequest::PURPOSE_MAILBOX) return bits;
  auto watched = wrong_by_tip_.find(tip_id);
  if (watched == wrong_by_tip_.end() && wrong_by_tip_.size() >= kWatchedTipsMax)
    watched = wrong_by_tip_.find(kManyTips);
  if (watched == wrong_by_tip_.end()) return bits;
  return std::max(bits, WorkAfterWrong(watched->second.PerMinute(now)));
}

v1::Challenge WorkGate::Challenge(Purpose purpose, const std::string& tip_id, TimePoint now) {
  std::array<unsigned char, kNonceBytes> nonce{};
  randombytes_buf(nonce.data(), nonce.size());
  const auto expires = now + kChallengeLife;
  std::string text = std::to_string(Seconds(expires)) + "." + Hex(nonce.data(), nonce.size());
  v1::Challenge challenge;
  challenge.set_challenge(text + "." + Sign(text));
  *challenge.mutable_expires_at() = ToProto(expires);
  const std::lock_guard lock(mutex_);
  challenge.set_bits(Needed(purpose, tip_id));
  return challenge;
}

bool WorkGate::IsOurs(std::string_view challenge, TimePoint now) const {
  const auto last = challenge.rfind('.');
  if (last == std::string_view::npos) return false;
  const auto text = challenge.substr(0, last);
  const auto mac = Sign(text);
  const auto given = challenge.substr(last + 1);
  if (given.size() != mac.size() || sodium_memcmp(given.data(), mac.data(), mac.size()) != 0) return false;
  std::int64_t expires = 0;
  std::from_chars(text.data(), text.data() + text.size(), expires);
  return Seconds(now) <= expires;
}

Status WorkGate::Admit(Purpose purpose, const std::string& tip_id, std::string_view binding,
                       const v1::Proof& proof, TimePoint now) {
  int needed = 0;
  {
    const std::lock_guard lock(mutex_);
    needed = Needed(purpose, tip_id);
    loads_[purpose].Add(Now());
  }
  if (needed == 0) return {};
  const auto work_needed = Fail(Code::kResourceExhausted, "WORK_NEEDED",
                                "Get a challenge, solve it and send this again with the proof.", "proof");
  if (proof.answer().size() > kProofBytesMax || !IsOurs(proof.challenge(), now)) return work_needed;
  const std::string solved = proof.challenge() + ":" + std::string{binding} + ":" + proof.answer();
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), Bytes(solved), solved.size());
  // One bit less will do: the load may have grown while the sender worked.
  if (ZeroBits(hash) + 1 < needed) return work_needed;
  return {};
}

void WorkGate::CountWrong(const std::string& tip_id) {
  const auto now = Now();
  const std::lock_guard lock(mutex_);
  if (wrong_by_tip_.size() >= kWatchedTipsMax) {
    std::erase_if(wrong_by_tip_, [&](const auto& one) { return one.second.PerMinute(now) < kForgetBelow; });
  }
  const bool full = wrong_by_tip_.size() >= kWatchedTipsMax && !wrong_by_tip_.contains(tip_id);
  wrong_by_tip_[full ? kManyTips : tip_id].Add(now);
}

}  // namespace watchbell::threat_intake

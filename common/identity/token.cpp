#include "common/identity/token.hpp"

#include <sodium.h>

#include <deque>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

namespace watchbell::identity {

using nlohmann::json;

namespace {

// The one header that is written and taken, {"alg":"ES256","typ":"JWT"}: no token chooses its own algorithm.
constexpr std::string_view kHeader = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9";
constexpr char kGrantsClaim[] = "g";  // [[role, school], ...]
constexpr std::size_t kTokenBytesMax = 8 * 1024;
constexpr std::size_t kGrantsMax = 128;

std::string ReadFile(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

tl::unexpected<Error> Unusable(const std::string& path) {
  return Fail(Code::kInvalidArgument, "TOKEN_KEY_UNUSABLE", "Make " + path + " a PEM file with a P-256 key.");
}
tl::unexpected<Error> Invalid() { return Fail(Code::kUnauthenticated, "TOKEN_INVALID", "Sign in again."); }
tl::unexpected<Error> Expired() { return Fail(Code::kUnauthenticated, "TOKEN_EXPIRED", "Sign in again."); }

std::uint64_t Seconds(TimePoint at) {
  return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

struct Verified {
  Caller caller;
  std::uint64_t expires = 0;  // Unix time
};

// Nothing, where the signed claims are not those that Sign makes.
std::optional<Verified> FromClaims(const json& claims) {
  const auto sub = claims.find("sub");
  const auto exp = claims.find("exp");
  const auto grants = claims.find(kGrantsClaim);
  if (sub == claims.end() || !sub->is_string() || exp == claims.end() || !exp->is_number_unsigned() ||
      grants == claims.end() || !grants->is_array() || grants->size() > kGrantsMax)
    return std::nullopt;
  Verified verified{{sub->get<std::string>(), {}}, exp->get<std::uint64_t>()};
  for (const json& grant : *grants) {
    if (!grant.is_array() || grant.size() != 2 || !grant[0].is_string() || !grant[1].is_string())
      return std::nullopt;
    verified.caller.grants.push_back({grant[0].get<std::string>(), grant[1].get<std::string>()});
  }
  if (!verified.caller.SignedIn()) return std::nullopt;
  return verified;
}

std::string ToBase64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the terminating zero
  return text;
}

// Nothing for any text but the one that ToBase64 makes.
std::optional<std::string> FromBase64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

// Header, signature, audience; in this order, so that nothing is parsed that the gateway did not sign.
std::optional<Verified> Decode(std::string_view token, const Es256Key& key, std::string_view audience) {
  const auto first = token.find('.');
  const auto last = token.rfind('.');
  if (first == last || token.substr(0, first) != kHeader) return std::nullopt;
  const auto signature = FromBase64(token.substr(last + 1));
  if (!signature || !VerifyEs256(key, token.substr(0, last), *signature)) return std::nullopt;
  const auto text = FromBase64(token.substr(first + 1, last - first - 1));
  if (!text) return std::nullopt;
  const json claims = json::parse(*text, nullptr, false);
  if (!claims.is_object() || claims.value("aud", json()) != audience) return std::nullopt;
  return FromClaims(claims);
}

}  // namespace

Result<TokenSigner> TokenSigner::Load(const std::string& private_key_path) {
  auto key = ReadEs256PrivateKey(ReadFile(private_key_path));
  if (!key) return Unusable(private_key_path);
  return TokenSigner(std::move(key));
}

TokenSigner::TokenSigner(const std::string& private_key_pem)
    : TokenSigner(ReadEs256PrivateKey(private_key_pem)) {
  if (!key_) throw std::invalid_argument("the token's private key is no P-256 key");
}

TokenSigner::TokenSigner(Es256Key key) : key_(std::move(key)) {}

std::string TokenSigner::Sign(const Caller& caller, TimePoint now, std::chrono::seconds life,
                              std::string_view audience) const {
  json claims{{"sub", caller.person_id}, {"aud", audience}, {"exp", Seconds(now + life)}};
  json& grants = claims[kGrantsClaim] = json::array();
  for (const Grant& grant : caller.grants) grants.push_back(json::array({grant.role, grant.school}));
  const std::string text =
      std::string(kHeader) + '.' + ToBase64(claims.dump(-1, ' ', false, json::error_handler_t::replace));
  return text + '.' + ToBase64(SignEs256(key_, text));
}

// Verified tokens by audience and token, and the order in which they came.
struct TokenVerifier::Parts {
  Es256Key key;
  std::mutex mutex;
  std::unordered_map<std::string, Verified> remembered;
  std::deque<std::string> oldest_first;

  std::optional<Verified> Find(const std::string& name) {
    const std::lock_guard lock(mutex);
    const auto found = remembered.find(name);
    return found == remembered.end() ? std::nullopt : std::optional(found->second);
  }

  void Remember(const std::string& name, const Verified& verified, std::uint64_t now) {
    const std::lock_guard lock(mutex);
    if (!remembered.emplace(name, verified).second) return;
    oldest_first.push_back(name);
    while (remembered.size() > kRemembered || remembered[oldest_first.front()].expires <= now) {
      remembered.erase(oldest_first.front());
      oldest_first.pop_front();
    }
  }
};

Result<std::shared_ptr<TokenVerifier>> TokenVerifier::Load(const std::string& public_key_path) {
  const std::string pem = ReadFile(public_key_path);
  if (!ReadEs256PublicKey(pem)) return Unusable(public_key_path);
  return std::make_shared<TokenVerifier>(pem);
}

TokenVerifier::TokenVerifier(const std::string& public_key_pem) : parts_(std::make_unique<Parts>()) {
  parts_->key = ReadEs256PublicKey(public_key_pem);
  if (!parts_->key) throw std::invalid_argument("the token's public key is no P-256 key");
}

TokenVerifier::~TokenVerifier() = default;

Result<Caller> TokenVerifier::Verify(const std::string& token, TimePoint now,
                                     std::string_view audience) const {
  if (token.empty() || token.size() > kTokenBytesMax) return Invalid();
  const std::string name = std::string(audience) + '\n' + token;
  auto verified = parts_->Find(name);
  const bool known = verified.has_value();
  if (!known) verified = Decode(token, parts_->key, audience);
  if (!verified) return Invalid();
  if (verified->expires <= Seconds(now)) return Expired();
  if (!known) parts_->Remember(name, *verified, Seconds(now));
  return std::move(verified->caller);
}

}  // namespace watchbell::identity

#include "common/identity/token.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <deque>
#include <fstream>
#include <jwt/jwt.hpp>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

namespace watchbell::identity {

using nlohmann::json;

namespace {

constexpr char kAlgorithm[] = "ES256";
constexpr char kGrantsClaim[] = "g";  // [[role, school], ...]
constexpr std::size_t kTokenBytesMax = 8 * 1024;
constexpr std::size_t kGrantsMax = 128;
constexpr int kKeyBits = 256;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Read = EVP_PKEY* (*)(BIO*, EVP_PKEY**, pem_password_cb*, void*);

// Whether the text is a P-256 key: the algorithm is pinned, so the key must be, too.
bool IsUsable(const std::string& pem, Read read) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  const Key key(read(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
  return key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC && EVP_PKEY_get_bits(key.get()) == kKeyBits;
}

Result<std::string> ReadKey(const std::string& path, Read read) {
  std::ifstream file(path);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf()) || !IsUsable(text.str(), read))
    return Fail(Code::kInvalidArgument, "TOKEN_KEY_UNUSABLE",
                "Make " + path + " a PEM file with a P-256 key.");
  return text.str();
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

// Signature, algorithm and audience. The library compares `exp` with the system's clock; the leeway of 136
// years turns that off, and Verify compares it with the clock it was given.
std::optional<Verified> Decode(const std::string& token, const std::string& pem, std::string_view audience) {
  namespace params = jwt::params;
  try {
    std::error_code error;
    const auto decoded = jwt::decode(token, params::algorithms({kAlgorithm}), error, params::secret(pem),
                                     params::aud(std::string(audience)),
                                     params::leeway(std::numeric_limits<std::uint32_t>::max()));
    if (error) return std::nullopt;
    return FromClaims(decoded.payload().create_json_obj());
  } catch (const std::exception&) {  // the library's way with some malformed JSON
    return std::nullopt;
  }
}

}  // namespace

Result<TokenSigner> TokenSigner::Load(const std::string& private_key_path) {
  return ReadKey(private_key_path, PEM_read_bio_PrivateKey).map([](std::string pem) {
    return TokenSigner(std::move(pem));
  });
}

TokenSigner::TokenSigner(std::string private_key_pem) : private_key_pem_(std::move(private_key_pem)) {
  if (!IsUsable(private_key_pem_, PEM_read_bio_PrivateKey))
    throw std::invalid_argument("the token's private key is no P-256 key");
}

std::string TokenSigner::Sign(const Caller& caller, TimePoint now, std::chrono::seconds life,
                              std::string_view audience) const {
  json grants = json::array();
  for (const Grant& grant : caller.grants) grants.push_back(json::array({grant.role, grant.school}));
  jwt::jwt_object token{jwt::params::algorithm(kAlgorithm), jwt::params::secret(private_key_pem_)};
  token.add_claim("sub", caller.person_id)
      .add_claim("aud", std::string(audience))
      .add_claim("exp", Seconds(now + life))
      .add_claim(kGrantsClaim, grants);
  return token.signature();
}

// Verified tokens by audience and token, and the order in which they came.
struct TokenVerifier::Parts {
  std::string pem;
  std::mutex mutex;
  std::unordered_map<std::string, Verified> remembered;
  std::deque<std::string> oldest_first;

  std::optional<Verified> Find(const std::string& key) {
    const std::lock_guard lock(mutex);
    const auto found = remembered.find(key);
    return found == remembered.end() ? std::nullopt : std::optional(found->second);
  }

  void Remember(const std::string& key, const Verified& verified, std::uint64_t now) {
    const std::lock_guard lock(mutex);
    if (!remembered.emplace(key, verified).second) return;
    oldest_first.push_back(key);
    while (remembered.size() > kRemembered || remembered[oldest_first.front()].expires <= now) {
      remembered.erase(oldest_first.front());
      oldest_first.pop_front();
    }
  }
};

Result<std::shared_ptr<TokenVerifier>> TokenVerifier::Load(const std::string& public_key_path) {
  return ReadKey(public_key_path, PEM_read_bio_PUBKEY).map([](std::string pem) {
    return std::make_shared<TokenVerifier>(std::move(pem));
  });
}

TokenVerifier::TokenVerifier(std::string public_key_pem) : parts_(std::make_unique<Parts>()) {
  if (!IsUsable(public_key_pem, PEM_read_bio_PUBKEY))
    throw std::invalid_argument("the token's public key is no P-256 key");
  parts_->pem = std::move(public_key_pem);
}

TokenVerifier::~TokenVerifier() = default;

Result<Caller> TokenVerifier::Verify(const std::string& token, TimePoint now,
                                     std::string_view audience) const {
  if (token.empty() || token.size() > kTokenBytesMax) return Invalid();
  const std::string key = std::string(audience) + '\n' + token;
  auto verified = parts_->Find(key);
  const bool known = verified.has_value();
  if (!known) verified = Decode(token, parts_->pem, audience);
  if (!verified) return Invalid();
  if (verified->expires <= Seconds(now)) return Expired();
  if (!known) parts_->Remember(key, *verified, Seconds(now));
  return std::move(verified->caller);
}

}  // namespace watchbell::identity

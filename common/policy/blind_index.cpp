#include "common/policy/blind_index.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace watchbell::policy {
namespace {

constexpr std::string_view kDerivation = "watchbell blind index";
constexpr std::size_t kHashBytes = 16;  // of the 32: no two of a billion words meet

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string Derive(std::string_view key) {
  std::string derived(crypto_auth_hmacsha256_KEYBYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(derived.data()), derived.size(), Bytes(kDerivation),
                     kDerivation.size(), Bytes(key), key.size());
  return derived;
}

std::string Hash(std::string_view key, std::string_view purpose, std::string_view word) {
  const std::string text = std::string{purpose} + '\n' + std::string{word};
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash;
  crypto_auth_hmacsha256(hash.data(), Bytes(text), text.size(), Bytes(key));
  std::string hex(2 * kHashBytes + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), kHashBytes);
  hex.pop_back();  // the terminator
  return hex;
}

}  // namespace

BlindIndex::BlindIndex(const std::map<std::string, std::string>& ring) {
  for (const auto& [id, bytes] : ring) {
    keys_.push_back({std::stoul(id.substr(id.find('/') + 1)), Derive(bytes)});
  }
  std::sort(keys_.begin(), keys_.end(),
            [](const Key& a, const Key& b) { return a.generation > b.generation; });
}

std::string BlindIndex::Newest(std::string_view purpose, std::string_view word) const {
  if (keys_.empty()) return {};
  return std::to_string(keys_.front().generation) + '.' + Hash(keys_.front().bytes, purpose, word);
}

std::vector<std::string> BlindIndex::All(std::string_view purpose, std::string_view word) const {
  std::vector<std::string> terms;
  for (const auto& [generation, bytes] : keys_) {
    terms.push_back(std::to_string(generation) + '.' + Hash(bytes, purpose, word));
  }
  return terms;
}

}  // namespace watchbell::policy

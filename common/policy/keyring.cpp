#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "common/policy/sealer.hpp"

namespace watchbell::policy {

namespace {

constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

bool IsKeyId(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size()) return false;
  const auto ring = text.substr(0, slash);
  const auto generation = text.substr(slash + 1);
  return std::all_of(ring.begin(), ring.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }) &&
         std::all_of(generation.begin(), generation.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Empty for anything but 64 hexadecimal digits.
std::string ParseKey(const std::string& hex) {
  std::string key(kKeyBytes, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int status = sodium_hex2bin(reinterpret_cast<unsigned char*>(key.data()), key.size(), hex.data(),
                                    hex.size(), nullptr, &size, &end);
  return status == 0 && size == kKeyBytes && end == hex.data() + hex.size() ? key : std::string();
}

}  // namespace

Result<KeyRing> KeyRing::Load(const std::string& path, std::string_view ring) {
  std::ifstream file(path);
  if (!file)
    return Fail(Code::kInvalidArgument, "KEYS_UNREADABLE", "Make the key file " + path + " readable.");
  KeyRing keys;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    std::istringstream words(line);
    std::string key_id, hex, rest;
    words >> key_id >> hex >> rest;
    if (key_id.empty() || key_id.front() == '#') continue;
    std::string key = ParseKey(hex);
    if (!IsKeyId(key_id) || key.empty() || !rest.empty() || keys.Find(key_id) != nullptr)
      return Fail(Code::kInvalidArgument, "KEYS_MALFORMED",
                  "Line " + std::to_string(number) + " of " + path +
                      " must be <ring>/<generation> and 64 hexadecimal digits, each key id once.");
    if (key_id.substr(0, key_id.find('/')) == ring) keys.Add(std::move(key_id), std::move(key));
  }
  if (keys.newest_id().empty())
    return Fail(Code::kInvalidArgument, "KEYS_MISSING",
                "Add a key for the ring " + std::string(ring) + " to " + path + ".");
  return keys;
}

KeyRing KeyRing::Random(std::string_view ring) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  std::string key(kKeyBytes, '\0');
  randombytes_buf(key.data(), key.size());
  KeyRing keys;
  keys.Add(std::string(ring) + "/1", std::move(key));
  return keys;
}

void KeyRing::Add(std::string key_id, std::string key) {
  if (key.size() != kKeyBytes) throw std::invalid_argument("a key has 32 bytes: " + key_id);
  newest_id_ = key_id;
  keys_[std::move(key_id)] = std::move(key);
}

const std::string* KeyRing::Find(const std::string& key_id) const {
  const auto found = keys_.find(key_id);
  return found == keys_.end() ? nullptr : &found->second;
}

}  // namespace watchbell::policy

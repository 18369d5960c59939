// Encrypting a message for a browser's push service: RFC 8291 over the aes128gcm coding of RFC 8188.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace watchbell::notification::channels {

using PushKey = std::shared_ptr<evp_pkey_st>;

inline constexpr std::size_t kPushTextMax = 3'500;  // what every push service takes, encrypted: 4096
inline constexpr std::size_t kPushPublicKeySize = 65;
inline constexpr std::size_t kPushAuthSize = 16;

// What a browser gave: the public point and the secret of its subscription, unencoded.
struct PushReceiver {
  std::string public_key;
  std::string auth;
};

PushKey NewPushKey();
// Of a private number of 32 bytes and its public point. Null: they are no P-256 key.
PushKey PushKeyOf(std::string_view private_key, std::string_view public_key);
// The uncompressed point, 65 bytes.
std::string PublicKeyOf(const PushKey& key);

// The body of the POST. `key` is used for this one message; `salt` are 16 random bytes. Nothing: the
// receiver's key is none, or the text is longer than kPushTextMax.
std::optional<std::string> EncryptPush(const PushReceiver& receiver, std::string_view text,
                                       const PushKey& key, std::string_view salt);
// The browser's side.
std::optional<std::string> DecryptPush(const PushKey& receiver, std::string_view auth, std::string_view body);

// base64url without padding; nothing for anything else.
std::string EncodeUrl64(std::string_view bytes);
std::optional<std::string> DecodeUrl64(std::string_view text);

}  // namespace watchbell::notification::channels

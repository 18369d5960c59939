// ES256 (RFC 7518, 3.4): ECDSA on P-256 with SHA-256, signature as 64 bytes. On OpenSSL directly: the JWT
// libraries of Debian parse the PEM text for every signature, which takes twenty times as long as the
// signature.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace watchbell::identity {

using Es256Key = std::shared_ptr<evp_pkey_st>;

// Null for anything but a PEM text with a P-256 key of that half. A key may be used by many threads.
Es256Key ReadEs256PrivateKey(const std::string& pem);
Es256Key ReadEs256PublicKey(const std::string& pem);

// Throws std::runtime_error when OpenSSL fails, which with a key that was read it does for want of memory
// only.
std::string SignEs256(const Es256Key& private_key, std::string_view text);
bool VerifyEs256(const Es256Key& public_key, std::string_view text, const std::string& signature);

}  // namespace watchbell::identity

#include "services/notification/channels/web_push_crypto.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include <cstring>

namespace watchbell::notification::channels {
namespace {

constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kTagSize = 16;
constexpr std::size_t kKeySize = 16;
constexpr std::size_t kNonceSize = 12;
constexpr std::size_t kSecretSize = 32;
constexpr std::size_t kHeaderSize = kSaltSize + 4 + 1 + kPushPublicKeySize;
constexpr std::uint32_t kRecordSize = 4096;
constexpr char kLastRecord = 2;  // RFC 8188 2: the delimiter of the last record
constexpr char kCurve[] = "P-256";

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* thing) const { Free(thing); }
};
using ContextPtr = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using CipherPtr = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>>;
using BuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>>;
using ParamsPtr = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM, OSSL_PARAM_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, Freed<BIGNUM, BN_clear_free>>;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string Hmac(std::string_view key, std::string_view text) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, Bytes(key), key.size());
  crypto_auth_hmacsha256_update(&state, Bytes(text), text.size());
  std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, Bytes(mac));
  return mac;
}

// HKDF of RFC 5869 for at most one block.
std::string Derive(std::string_view salt, std::string_view secret, const std::string& info,
                   std::size_t size) {
  return Hmac(Hmac(salt, secret), info + '\x01').substr(0, size);
}

PushKey FromParts(std::string_view public_key, const BIGNUM* private_key) {
  const BuilderPtr builder{OSSL_PARAM_BLD_new()};
  if (!builder || !OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, kCurve, 0) ||
      !OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, public_key.data(),
                                        public_key.size()))
    return nullptr;
  if (private_key != nullptr && !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, private_key))
    return nullptr;
  const ParamsPtr params{OSSL_PARAM_BLD_to_param(builder.get())};
  const ContextPtr context{EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr)};
  EVP_PKEY* key = nullptr;
  const int selection = private_key != nullptr ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, selection, params.get()) != 1)
    return nullptr;
  return {key, &EVP_PKEY_free};
}

std::optional<std::string> Agree(const PushKey& own, std::string_view other_public) {
  if (other_public.size() != kPushPublicKeySize) return std::nullopt;
  const auto other = FromParts(other_public, nullptr);
  const ContextPtr context{EVP_PKEY_CTX_new_from_pkey(nullptr, own.get(), nullptr)};
  std::string secret(kSecretSize, '\0');
  std::size_t size = secret.size();
  if (!other || !context || EVP_PKEY_derive_init(context.get()) != 1 ||
      EVP_PKEY_derive_set_peer(context.get(), other.get()) != 1 ||
      EVP_PKEY_derive(context.get(), Bytes(secret), &size) != 1 || size != kSecretSize)
    return std::nullopt;
  return secret;
}

struct Keys {
  std::string key, nonce;
};

// RFC 8291 3.4.
Keys KeysOf(std::string_view shared, std::string_view auth, std::string_view receiver_public,
            std::string_view sender_public, std::string_view salt) {
  using std::string_literals::operator""s;
  const auto secret =
      Derive(auth, shared, "WebPush: info\0"s.append(receiver_public).append(sender_public), kSecretSize);
  return {Derive(salt, secret, "Content-Encoding: aes128gcm\0"s, kKeySize),
          Derive(salt, secret, "Content-Encoding: nonce\0"s, kNonceSize)};
}

}  // namespace

PushKey NewPushKey() { return {EVP_EC_gen(kCurve), &EVP_PKEY_free}; }

PushKey PushKeyOf(std::string_view private_key, std::string_view public_key) {
  const NumberPtr number{BN_bin2bn(Bytes(private_key), static_cast<int>(private_key.size()), nullptr)};
  return number ? FromParts(public_key, number.get()) : nullptr;
}

std::string PublicKeyOf(const PushKey& key) {
  std::string point(kPushPublicKeySize, '\0');
  std::size_t size = 0;
  EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_PUB_KEY, Bytes(point), point.size(), &size);
  return point;
}

std::optional<std::string> EncryptPush(const PushReceiver& receiver, std::string_view text,
                                       const PushKey& key, std::string_view salt) {
  if (text.size() > kPushTextMax || receiver.auth.size() != kPushAuthSize || salt.size() != kSaltSize || !key)
    return std::nullopt;
  const auto shared = Agree(key, receiver.public_key);
  if (!shared) return std::nullopt;
  const auto own = PublicKeyOf(key);
  const auto keys = KeysOf(*shared, receiver.auth, receiver.public_key, own, salt);
  std::string body{salt};
  for (int shift = 24; shift >= 0; shift -= 8) body.push_back(static_cast<char>(kRecordSize >> shift));
  body.push_back(static_cast<char>(own.size()));
  body += own;
  const std::string plain = std::string{text} + kLastRecord;
  std::string sealed(plain.size() + kTagSize, '\0');
  const CipherPtr cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  if (!cipher ||
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, Bytes(keys.key), Bytes(keys.nonce)) != 1 ||
      EVP_EncryptUpdate(cipher.get(), Bytes(sealed), &size, Bytes(plain), static_cast<int>(plain.size())) !=
          1 ||
      EVP_EncryptFinal_ex(cipher.get(), Bytes(sealed) + size, &size) != 1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagSize, sealed.data() + plain.size()) != 1)
    return std::nullopt;
  return body + sealed;
}

std::optional<std::string> DecryptPush(const PushKey& receiver, std::string_view auth,
                                       std::string_view body) {
  if (body.size() < kHeaderSize + kTagSize + 1) return std::nullopt;
  const auto sender = body.substr(kSaltSize + 5, kPushPublicKeySize);
  const auto shared = Agree(receiver, sender);
  if (!shared) return std::nullopt;
  const auto keys = KeysOf(*shared, auth, PublicKeyOf(receiver), sender, body.substr(0, kSaltSize));
  const auto sealed = body.substr(kHeaderSize, body.size() - kHeaderSize - kTagSize);
  std::string tag{body.substr(body.size() - kTagSize)};
  std::string plain(sealed.size(), '\0');
  const CipherPtr cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  if (!cipher ||
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, Bytes(keys.key), Bytes(keys.nonce)) != 1 ||
      EVP_DecryptUpdate(cipher.get(), Bytes(plain), &size, Bytes(sealed), static_cast<int>(sealed.size())) !=
          1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagSize, tag.data()) != 1 ||
      EVP_DecryptFinal_ex(cipher.get(), Bytes(plain) + size, &size) != 1 || plain.back() != kLastRecord)
    return std::nullopt;
  plain.pop_back();
  return plain;
}

std::string EncodeUrl64(std::string_view bytes) {
  std::string code(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(code.data(), code.size(), Bytes(bytes), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  code.pop_back();  // the terminating zero
  return code;
}

std::optional<std::string> DecodeUrl64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(Bytes(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

}  // namespace watchbell::notification::channels

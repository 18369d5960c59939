#include "common/identity/es256.hpp"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <stdexcept>

namespace watchbell::identity {

namespace {

constexpr int kKeyBits = 256;
constexpr int kNumberBytes = 32;  // r and s, big-endian with leading zeros

template <class T, void (*Free)(T*)>
struct Deleter {
  void operator()(T* object) const { Free(object); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX, EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG, ECDSA_SIG_free>>;
using Number = std::unique_ptr<BIGNUM, Deleter<BIGNUM, BN_free>>;

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <class Read>
Es256Key ReadKey(const std::string& pem, Read read) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  // An empty pass phrase: without one OpenSSL asks the terminal for an encrypted key's.
  char no_pass_phrase[] = "";
  Es256Key key(read(bio.get(), nullptr, nullptr, no_pass_phrase), &EVP_PKEY_free);
  if (key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC && EVP_PKEY_get_bits(key.get()) == kKeyBits)
    return key;
  return nullptr;
}

}  // namespace

Es256Key ReadEs256PrivateKey(const std::string& pem) { return ReadKey(pem, PEM_read_bio_PrivateKey); }
Es256Key ReadEs256PublicKey(const std::string& pem) { return ReadKey(pem, PEM_read_bio_PUBKEY); }

std::string SignEs256(const Es256Key& private_key, std::string_view text) {
  const Digest digest(EVP_MD_CTX_new());
  std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(private_key.get()));
  std::string der(size, '\0');
  if (!digest || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, private_key.get()) != 1 ||
      EVP_DigestSign(digest.get(), Bytes(der), &size, Bytes(text), text.size()) != 1)
    throw std::runtime_error("OpenSSL does not sign");
  const unsigned char* from = Bytes(der);
  const Signature signature(d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(size)));
  std::string raw(2 * kNumberBytes, '\0');
  if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), Bytes(raw), kNumberBytes) < 0 ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), Bytes(raw) + kNumberBytes, kNumberBytes) < 0)
    throw std::runtime_error("OpenSSL made no signature");
  return raw;
}

bool VerifyEs256(const Es256Key& public_key, std::string_view text, const std::string& signature) {
  if (signature.size() != 2 * kNumberBytes) return false;
  Number r(BN_bin2bn(Bytes(signature), kNumberBytes, nullptr));
  Number s(BN_bin2bn(Bytes(signature) + kNumberBytes, kNumberBytes, nullptr));
  const Signature numbers(ECDSA_SIG_new());
  if (!r || !s || !numbers || ECDSA_SIG_set0(numbers.get(), r.get(), s.get()) != 1) return false;
  static_cast<void>(r.release());  // `numbers` owns them now
  static_cast<void>(s.release());
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(numbers.get(), &der);
  if (size <= 0) return false;
  const Digest digest(EVP_MD_CTX_new());
  const bool good =
      digest && EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, public_key.get()) == 1 &&
      EVP_DigestVerify(digest.get(), der, static_cast<std::size_t>(size), Bytes(text), text.size()) == 1;
  OPENSSL_free(der);
  return good;
}

}  // namespace watchbell::identity

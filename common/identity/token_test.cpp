#include "common/identity/token.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <sodium.h>

#include <thread>
#include <vector>

namespace watchbell::identity {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

struct Pair {
  std::string private_pem;
  std::string public_pem;
};

Pair MakePair(const char* curve = "P-256") {
  EVP_PKEY* key = EVP_EC_gen(curve);
  const auto text = [](auto write) {
    BIO* bio = BIO_new(BIO_s_mem());
    write(bio);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    std::string pem(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return pem;
  };
  Pair pair{
      text([&](BIO* bio) { PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); }),
      text([&](BIO* bio) { PEM_write_bio_PUBKEY(bio, key); })};
  EVP_PKEY_free(key);
  return pair;
}

std::string Base64(const std::string& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();
  return text;
}

std::string FromBase64(const std::string& text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                    nullptr, &size, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  bytes.resize(size);
  return bytes;
}

// The header, the claims and the signature of a token.
std::vector<std::string> Split(const std::string& token) {
  const auto first = token.find('.');
  const auto second = token.find('.', first + 1);
  return {token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1)};
}

class Token : public testing::Test {
 protected:
  std::string ReasonOf(const std::string& token, TimePoint now = kNow) const {
    const auto caller = verifier_.Verify(token, now);
    if (caller) return "";
    EXPECT_EQ(caller.error().code, Code::kUnauthenticated);
    return caller.error().reason;
  }

  static constexpr TimePoint kNow{std::chrono::hours{500'000}};
  const Pair pair_ = MakePair();
  const TokenSigner signer_{pair_.private_pem};
  const TokenVerifier verifier_{pair_.public_pem};
  const Caller caller_{"0198aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee",
                       {{"principal", "lincoln-es"}, {"clerk", "district"}}};
};

TEST_F(Token, ASignedCallerComesBack) {
  const auto caller = verifier_.Verify(signer_.Sign(caller_, kNow), kNow);
  ASSERT_TRUE(caller) << caller.error().reason;
  EXPECT_EQ(caller->person_id, caller_.person_id);
  EXPECT_EQ(caller->grants, caller_.grants);
}

TEST_F(Token, IsAJwtOfEs256) {
  const auto parts = Split(signer_.Sign(caller_, kNow));
  EXPECT_NE(FromBase64(parts[0]).find(R"("alg":"ES256")"), std::string::npos);
  EXPECT_EQ(
      FromBase64(parts[1]),
      R"({"aud":"watchbell-services","exp":1800000300,"g":[["principal","lincoln-es"],["clerk","district"]],)"
      R"("sub":"0198aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee"})");
  EXPECT_EQ(FromBase64(parts[2]).size(), 64U);
}

// One signature in 128 has a number with a leading zero, which a careless encoder shortens.
TEST_F(Token, EverySignatureVerifies) {
  for (int i = 0; i < 600; ++i) {
    const Caller caller{"p-" + std::to_string(i), {}};
    ASSERT_TRUE(verifier_.Verify(signer_.Sign(caller, kNow), kNow)) << i;
  }
}

TEST_F(Token, ExpiresAtTheEndOfItsLifeAlsoWhenItIsRemembered) {
  const auto token = signer_.Sign(caller_, kNow);
  EXPECT_EQ(ReasonOf(token, kNow + kTokenLife - seconds(1)), "");
  EXPECT_EQ(ReasonOf(token, kNow + kTokenLife), "TOKEN_EXPIRED");
  const auto unseen = signer_.Sign(caller_, kNow, seconds(30));
  EXPECT_EQ(ReasonOf(unseen, kNow + seconds(30)), "TOKEN_EXPIRED");
  EXPECT_EQ(ReasonOf(unseen, kNow + seconds(29)), "");
}

TEST_F(Token, IsGoodForItsAudienceOnlyAlsoWhenItIsRemembered) {
  const auto session = signer_.Sign(caller_, kNow, minutes(60), "watchbell-session");
  EXPECT_TRUE(verifier_.Verify(session, kNow, "watchbell-session"));
  EXPECT_EQ(ReasonOf(session), "TOKEN_INVALID");
  const auto call = signer_.Sign(caller_, kNow);
  EXPECT_EQ(ReasonOf(call), "");
  EXPECT_FALSE(verifier_.Verify(call, kNow, "watchbell-session"));
}

TEST_F(Token, ChangedClaimsAreRefused) {
  const auto parts = Split(signer_.Sign(caller_, kNow));
  std::string claims = FromBase64(parts[1]);
  claims.replace(claims.find("clerk"), 5, "admin");
  EXPECT_EQ(ReasonOf(parts[0] + "." + Base64(claims) + "." + parts[2]), "TOKEN_INVALID");
}

TEST_F(Token, AChangedSignatureIsRefused) {
  const auto parts = Split(signer_.Sign(caller_, kNow));
  for (const std::size_t at : {0U, 20U, 40U, 63U}) {
    std::string signature = FromBase64(parts[2]);
    signature[at] = static_cast<char>(signature[at] ^ 1);
    EXPECT_EQ(ReasonOf(parts[0] + "." + parts[1] + "." + Base64(signature)), "TOKEN_INVALID") << at;
  }
  for (const std::string& signature : {std::string(), Base64(std::string(64, '\0')), Base64("short")})
    EXPECT_EQ(ReasonOf(parts[0] + "." + parts[1] + "." + signature), "TOKEN_INVALID");
}

TEST_F(Token, ATokenOfAnotherKeyIsRefused) {
  EXPECT_EQ(ReasonOf(TokenSigner(MakePair().private_pem).Sign(caller_, kNow)), "TOKEN_INVALID");
}

TEST_F(Token, AlgorithmNoneIsRefused) {
  const auto parts = Split(signer_.Sign(caller_, kNow));
  for (const char* header :
       {R"({"alg":"none","typ":"JWT"})", R"({"alg":"NONE","typ":"JWT"})", R"({"typ":"JWT"})"}) {
    EXPECT_EQ(ReasonOf(Base64(header) + "." + parts[1] + "."), "TOKEN_INVALID") << header;
    EXPECT_EQ(ReasonOf(Base64(header) + "." + parts[1] + "." + parts[2]), "TOKEN_INVALID") << header;
  }
}

TEST_F(Token, ThePublicKeyUsedAsASharedSecretIsRefused) {
  const auto parts = Split(signer_.Sign(caller_, kNow));
  for (const auto& [name, digest] : {std::pair{"HS256", EVP_sha256()}, std::pair{"HS512", EVP_sha512()}}) {
    const std::string signed_part =
        Base64(R"({"alg":")" + std::string(name) + R"(","typ":"JWT"})") + "." + parts[1];
    std::string mac(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    HMAC(digest, pair_.public_pem.data(), static_cast<int>(pair_.public_pem.size()),
         reinterpret_cast<const unsigned char*>(signed_part.data()), signed_part.size(),
         reinterpret_cast<unsigned char*>(mac.data()), &size);
    mac.resize(size);
    EXPECT_EQ(ReasonOf(signed_part + "." + Base64(mac)), "TOKEN_INVALID") << name;
  }
}

TEST_F(Token, WhatIsNoTokenIsRefused) {
  const auto token = signer_.Sign(caller_, kNow);
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), std::string("..."), std::string("a.b.c"),
        "Bearer " + token, token + ".", token.substr(0, token.rfind('.')), Base64("{}") + ".." + Base64("{}"),
        Base64("[") + "." + Base64("[") + "." + Base64("x"),
        Base64("7") + "." + Base64("7") + "." + Base64("7"),
        Base64(R"({"alg":7,"typ":7})") + "." + Base64(R"({"exp":"x"})") + "." + Base64("x"),
        std::string(100'000, 'a') + "." + std::string(100'000, 'b') + ".c"})
    EXPECT_EQ(ReasonOf(text), "TOKEN_INVALID") << text.substr(0, 60);
}

TEST_F(Token, ATokenForNobodyIsRefused) {
  EXPECT_EQ(ReasonOf(signer_.Sign(Caller(), kNow)), "TOKEN_INVALID");
}

TEST_F(Token, MoreTokensThanAreRememberedStillVerify) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < TokenVerifier::kRemembered + 10; ++i)
    tokens.push_back(signer_.Sign({"p-" + std::to_string(i), {}}, kNow));
  for (const auto& token : tokens) ASSERT_TRUE(verifier_.Verify(token, kNow));
  const auto first = verifier_.Verify(tokens.front(), kNow);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->person_id, "p-0");
  EXPECT_EQ(ReasonOf(tokens.front(), kNow + kTokenLife), "TOKEN_EXPIRED");
}

TEST_F(Token, ThreadsShareOneVerifier) {
  const auto token = signer_.Sign(caller_, kNow);
  std::vector<std::jthread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        EXPECT_TRUE(verifier_.Verify(token, kNow));
        EXPECT_TRUE(verifier_.Verify(signer_.Sign({"p-" + std::to_string(t), {}}, kNow), kNow + seconds(i)));
      }
    });
}

TEST(TokenKeys, OnlyAP256KeyIsTaken) {
  const Pair pair = MakePair();
  const Pair other_curve = MakePair("P-384");
  EXPECT_THROW(TokenSigner("no key"), std::invalid_argument);
  EXPECT_THROW(TokenSigner{pair.public_pem}, std::invalid_argument);
  EXPECT_THROW(TokenSigner{other_curve.private_pem}, std::invalid_argument);
  EXPECT_THROW(TokenVerifier("no key"), std::invalid_argument);
  EXPECT_THROW(TokenVerifier{pair.private_pem}, std::invalid_argument);
  EXPECT_THROW(TokenVerifier{other_curve.public_pem}, std::invalid_argument);
}

TEST(TokenKeys, AMissingFileIsRefused) {
  EXPECT_EQ(TokenSigner::Load("/nonexistent.pem").error().reason, "TOKEN_KEY_UNUSABLE");
  EXPECT_EQ(TokenVerifier::Load("/nonexistent.pem").error().reason, "TOKEN_KEY_UNUSABLE");
}

}  // namespace
}  // namespace watchbell::identity

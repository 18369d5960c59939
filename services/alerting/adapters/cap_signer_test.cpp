#include "services/alerting/adapters/cap_signer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdio>
#include <filesystem>

#include "services/alerting/adapters/cap_reader.hpp"
#include "services/alerting/adapters/cap_writer.hpp"
#include "services/alerting/domain/cap/cap_test_support.hpp"

namespace watchbell::alerting {
namespace {

// A new key in a file; its public half beside it, as *.pub.
std::string MakeKey(const char* kind) {
  const auto path = ::testing::TempDir() + "cap_" + kind + ".pem";
  EVP_PKEY* key = std::string{kind} == "rsa" ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048})
                                             : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
  std::FILE* out = std::fopen(path.c_str(), "w");
  PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(out);
  out = std::fopen((path + ".pub").c_str(), "w");
  PEM_write_PUBKEY(out, key);
  std::fclose(out);
  EVP_PKEY_free(key);
  return path;
}

XmlDocument Parsed(const std::string& bytes) {
  return XmlDocument{
      xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr, XML_PARSE_NONET)};
}

class CapSignature : public ::testing::TestWithParam<const char*> {};

TEST_P(CapSignature, IsOfTheWholeDocumentAndOfThisKey) {
  const auto path = MakeKey(GetParam());
  const auto signer = CapSigner::Load(path).value();
  const auto verifier = CapSigner::Load(path + ".pub").value();
  const auto alert =
      cap::testing::Incidents().Act(v1::ACTION_LOCKDOWN).Documents(cap::testing::District())[0];
  const auto document = CapXml(alert);
  EXPECT_FALSE(verifier->Verify(document.get()));
  ASSERT_TRUE(signer->Sign(document.get()));
  const auto bytes = Bytes(document.get());
  EXPECT_TRUE(verifier->Verify(Parsed(bytes).get()));
  auto changed = bytes;
  changed.replace(changed.find("Extreme"), 7, "Minor  ");
  EXPECT_FALSE(verifier->Verify(Parsed(changed).get()));
  const auto reading = ReadCap(bytes);
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->problems.empty());
  EXPECT_EQ(reading->alert.SerializeAsString(), alert.SerializeAsString());
}

INSTANTIATE_TEST_SUITE_P(Keys, CapSignature, ::testing::Values("rsa", "ec"));

TEST(CapSigner, AFileThatIsNoKeyIsRefused) {
  EXPECT_EQ(CapSigner::Load("/nonexistent").error().reason, "CAP_KEY_UNREADABLE");
}

}  // namespace
}  // namespace watchbell::alerting

#include "services/threat-intake/adapters/receipt.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "common/testing/process.hpp"

namespace watchbell::threat_intake {
namespace {

const std::string kKey(kReceiptKeyBytes, 'k');

TEST(Receipt, TheSameTipGetsTheSameCodeAndAnotherTipAnother) {
  EXPECT_EQ(ReceiptCode(kKey, "one").size(), 26U);
  EXPECT_EQ(ReceiptCode(kKey, "one"), ReceiptCode(kKey, "one"));
  EXPECT_NE(ReceiptCode(kKey, "one"), ReceiptCode(kKey, "two"));
  EXPECT_NE(ReceiptCode(kKey, "one"), ReceiptCode(std::string(kReceiptKeyBytes, 'x'), "one"));
}

TEST(Receipt, OnlyTheCodeFitsItsHash) {
  const auto code = ReceiptCode(kKey, "one");
  EXPECT_TRUE(IsReceipt(code, ReceiptHash(code)));
  EXPECT_FALSE(IsReceipt(code + "0", ReceiptHash(code)));
  EXPECT_FALSE(IsReceipt("", ReceiptHash(code)));
  EXPECT_FALSE(IsReceipt(code, ""));
}

TEST(Receipt, AKeyFileHoldsSixtyFourHexadecimalDigits) {
  testing::TempDir dir;
  std::ofstream(dir.path() + "/good") << std::string(64, 'a') << "\n";
  std::ofstream(dir.path() + "/bad") << "abc";
  EXPECT_EQ(LoadReceiptKey(dir.path() + "/good")->size(), kReceiptKeyBytes);
  EXPECT_EQ(LoadReceiptKey(dir.path() + "/bad").error().field, "receipt-key");
  EXPECT_EQ(LoadReceiptKey(dir.path() + "/none").error().field, "receipt-key");
}

}  // namespace
}  // namespace watchbell::threat_intake

// Proof of work, passphrases and mailbox tokens.
#include <gtest/gtest.h>
#include <sodium.h>

#include <atomic>
#include <thread>
#include <vector>

#include "services/threat-intake/adapters/mailbox_token.hpp"
#include "services/threat-intake/adapters/passphrase.hpp"
#include "services/threat-intake/adapters/receipt.hpp"
#include "services/threat-intake/adapters/work_gate.hpp"

namespace watchbell::threat_intake {
namespace {

using Purpose = v1::GetChallengeRequest;
const std::string kKey(32, 'k');
const TimePoint kNow{std::chrono::seconds{1'800'000'000}};

// As a browser does it.
v1::Proof Solve(const v1::Challenge& challenge, const std::string& binding) {
  v1::Proof proof;
  proof.set_challenge(challenge.challenge());
  for (int counter = 0;; ++counter) {
    proof.set_answer(std::to_string(counter));
    const auto text = challenge.challenge() + ":" + binding + ":" + proof.answer();
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    int bits = 0;
    while (bits < challenge.bits() && (hash[bits / 8] >> (7 - bits % 8) & 1) == 0) ++bits;
    if (bits == challenge.bits()) return proof;
  }
}

class Gate : public testing::Test {
 protected:
  static constexpr double kQuiet = 10;
  static constexpr int kFlood = 700;  // 18 bits: no proof fits another request by chance
  void Flood() {
    for (int i = 0; i < kFlood; ++i) (void)gate_.Admit(Purpose::PURPOSE_SUBMIT, "", "x", {}, kNow);
  }
  Status Ask(const std::string& binding, const v1::Proof& proof, TimePoint now = kNow) {
    return gate_.Admit(Purpose::PURPOSE_SUBMIT, "", binding, proof, now);
  }
  WorkGate gate_{kKey, kQuiet};
};

TEST_F(Gate, IsOpenWhileItIsQuiet) {
  EXPECT_EQ(gate_.Challenge(Purpose::PURPOSE_SUBMIT, "", kNow).bits(), 0);
  EXPECT_TRUE(Ask("request", {}));
}

TEST_F(Gate, AsksForWorkInAFloodAndTakesItOnceForEachRequest) {
  Flood();
  EXPECT_EQ(Ask("request", {}).error().reason, "WORK_NEEDED");
  const auto challenge = gate_.Challenge(Purpose::PURPOSE_SUBMIT, "", kNow);
  EXPECT_GE(challenge.bits(), kWorkBitsMin);
  const auto proof = Solve(challenge, "request");
  EXPECT_TRUE(Ask("request", proof));
  EXPECT_EQ(Ask("another request", proof).error().reason, "WORK_NEEDED");
}

TEST_F(Gate, TakesNoChallengeThatIsStaleOrNotOurs) {
  Flood();
  const auto challenge = gate_.Challenge(Purpose::PURPOSE_SUBMIT, "", kNow);
  EXPECT_FALSE(Ask("request", Solve(challenge, "request"), kNow + kChallengeLife + std::chrono::seconds{1}));
  const auto foreign = WorkGate(std::string(32, 'x'), kQuiet).Challenge(Purpose::PURPOSE_SUBMIT, "", kNow);
  EXPECT_FALSE(Ask("request", Solve(foreign, "request")));
}

TEST_F(Gate, AReplicaTakesTheChallengeOfAnother) {
  Flood();
  const auto challenge = WorkGate(kKey, kQuiet).Challenge(Purpose::PURPOSE_SUBMIT, "", kNow);
  v1::Challenge harder = challenge;
  harder.set_bits(gate_.Challenge(Purpose::PURPOSE_SUBMIT, "", kNow).bits());
  EXPECT_TRUE(Ask("request", Solve(harder, "request")));
}

TEST_F(Gate, WrongPassphrasesMakeOneMailboxDearAndNoOther) {
  for (int i = 0; i < 5; ++i) gate_.CountWrong("tip-1");
  EXPECT_GT(gate_.Challenge(Purpose::PURPOSE_MAILBOX, "tip-1", kNow).bits(), 0);
  EXPECT_EQ(gate_.Challenge(Purpose::PURPOSE_MAILBOX, "tip-2", kNow).bits(), 0);
  // The owner comes in by working, however many were wrong.
  for (int i = 0; i < 100; ++i) gate_.CountWrong("tip-1");
  const auto challenge = gate_.Challenge(Purpose::PURPOSE_MAILBOX, "tip-1", kNow);
  EXPECT_LE(challenge.bits(), kWorkBitsMax);
  v1::Challenge enough = challenge;
  enough.set_bits(challenge.bits() - 1);
  EXPECT_TRUE(gate_.Admit(Purpose::PURPOSE_MAILBOX, "tip-1", "pass", Solve(enough, "pass"), kNow));
}

TEST(Passphrase, IsKeptAsArgon2idAndFitsItsHashAlone) {
  Passphrases passphrases;
  const auto hash = passphrases.Hash("four words of mine");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$")) << *hash;
  EXPECT_TRUE(passphrases.Fits("four words of mine", *hash).value());
  EXPECT_FALSE(passphrases.Fits("four words of yours", *hash).value());
  EXPECT_FALSE(passphrases.Fits("four words of mine", "").value());
}

TEST(Passphrase, IsNeitherShortNorAReceiptCode) {
  EXPECT_FALSE(Passphrases::Check("short"));
  EXPECT_FALSE(Passphrases::Check(std::string(kPassphraseBytesMax + 1, 'x')));
  EXPECT_FALSE(Passphrases::Check(ReceiptCode(kKey, "request")));
  EXPECT_TRUE(Passphrases::Check("four words of mine"));
}

TEST(Passphrase, AFloodOfGuessesIsTurnedAwayAtOnce) {
  Passphrases passphrases;
  std::atomic<int> busy{0};
  std::atomic<int> hashed{0};
  {
    std::vector<std::jthread> guesses;
    for (int i = 0; i < 16; ++i) {
      guesses.emplace_back([&] { ++(passphrases.Fits("a guess of many", "") ? hashed : busy); });
    }
  }
  EXPECT_GE(hashed.load(), 1);
  EXPECT_EQ(hashed.load() + busy.load(), 16);
  EXPECT_TRUE(passphrases.Fits("the owner comes", ""));
}

TEST(MailboxToken, OpensItsOwnMailboxUntilItsTimeIsOver) {
  const auto token = MakeMailboxToken(kKey, {"lincoln-es", "tip-1", kNow + kMailboxOpen});
  const auto access = ReadMailboxToken(kKey, token, kNow);
  ASSERT_TRUE(access);
  EXPECT_EQ(access->school, "lincoln-es");
  EXPECT_EQ(access->tip_id, "tip-1");
  EXPECT_FALSE(ReadMailboxToken(kKey, token, kNow + kMailboxOpen + std::chrono::seconds{1}));
  EXPECT_FALSE(ReadMailboxToken(std::string(32, 'x'), token, kNow));
}

TEST(MailboxToken, ThatWasChangedAnywhereOpensNothing) {
  const auto token = MakeMailboxToken(kKey, {"lincoln-es", "tip-1", kNow + kMailboxOpen});
  for (std::size_t at = 0; at < token.size(); ++at) {
    auto changed = token;
    changed[at] = changed[at] == 'a' ? 'b' : 'a';
    EXPECT_FALSE(ReadMailboxToken(kKey, changed, kNow)) << at;
  }
  for (const char* text : {"", "~", "~~~", "lincoln-es~tip-1"})
    EXPECT_FALSE(ReadMailboxToken(kKey, text, kNow));
}

}  // namespace
}  // namespace watchbell::threat_intake

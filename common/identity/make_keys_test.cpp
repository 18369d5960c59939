// The key script as an operator runs it: what it writes is what the programs load.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "common/identity/token.hpp"
#include "common/policy/sealer.hpp"

namespace watchbell::identity {
namespace {

namespace fs = std::filesystem;

class MakeKeys : public testing::Test {
 protected:
  void SetUp() override { fs::remove_all(dir_); }
  void TearDown() override { fs::remove_all(dir_); }

  bool Run(const std::string& arguments) const {
    return std::system((WATCHBELL_IDENTITY_DIR "/make-keys.sh " + arguments + " 2>/dev/null").c_str()) == 0;
  }
  std::string Read(const char* name) const {
    std::ostringstream text;
    text << std::ifstream(dir_ / name).rdbuf();
    return text.str();
  }

  const fs::path dir_ =
      fs::path(testing::TempDir()) /
      (std::string("keys_") + testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(MakeKeys, WhatItMakesIsWhatTheProgramsLoad) {
  ASSERT_TRUE(Run(dir_));
  const auto signer = TokenSigner::Load(dir_ / "token-private.pem");
  const auto verifier = TokenVerifier::Load(dir_ / "token-public.pem");
  ASSERT_TRUE(signer);
  ASSERT_TRUE(verifier);
  const TimePoint now{std::chrono::hours{1}};
  EXPECT_TRUE((*verifier)->Verify(signer->Sign({"p-1", {}}, now), now));
  for (const std::string ring : {"visitor", "alerting", "threat_intake", "notification", "directory"}) {
    const auto keys = policy::KeyRing::Load(dir_ / "keys.txt", ring);
    ASSERT_TRUE(keys) << ring;
    EXPECT_EQ(keys->newest_id(), ring + "/1");
  }
}

TEST_F(MakeKeys, NobodyElseMayReadThem) {
  ASSERT_TRUE(Run(dir_));
  for (const auto& entry : fs::directory_iterator(dir_)) {
    struct stat status {};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << entry.path();
  }
}

TEST_F(MakeKeys, ASecondRunChangesNothing) {
  ASSERT_TRUE(Run(dir_));
  const auto before = Read("token-private.pem") + Read("token-public.pem") + Read("keys.txt");
  ASSERT_TRUE(Run(dir_));
  EXPECT_EQ(Read("token-private.pem") + Read("token-public.pem") + Read("keys.txt"), before);
}

TEST_F(MakeKeys, AMissingPublicHalfIsMadeAgainAndAMissingPrivateHalfIsNot) {
  ASSERT_TRUE(Run(dir_));
  const auto before = Read("token-public.pem");
  fs::remove(dir_ / "token-public.pem");
  ASSERT_TRUE(Run(dir_));
  EXPECT_EQ(Read("token-public.pem"), before);
  fs::remove(dir_ / "token-private.pem");
  EXPECT_FALSE(Run(dir_));
  EXPECT_EQ(Read("token-public.pem"), before);
}

TEST_F(MakeKeys, RotationAppendsTheNextGenerationOfOneRing) {
  ASSERT_TRUE(Run(dir_));
  const auto before = Read("keys.txt");
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(Run("--rotate visitor " + dir_.string()));
  EXPECT_EQ(Read("keys.txt").substr(0, before.size()), before);
  const auto keys = policy::KeyRing::Load(dir_ / "keys.txt", "visitor");
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->newest_id(), "visitor/11");
  EXPECT_NE(keys->Find("visitor/1"), nullptr);
  EXPECT_EQ(policy::KeyRing::Load(dir_ / "keys.txt", "directory")->newest_id(), "directory/1");
}

TEST_F(MakeKeys, AnAnnouncedGenerationOpensAndSealsOnlyOnceItIsRotated) {
  ASSERT_TRUE(Run(dir_));
  ASSERT_TRUE(Run("--announce visitor " + dir_.string()));
  const auto announced = policy::KeyRing::Load(dir_ / "keys.txt", "visitor");
  ASSERT_TRUE(announced);
  EXPECT_EQ(announced->newest_id(), "visitor/1");
  ASSERT_NE(announced->Find("visitor/2"), nullptr);
  EXPECT_FALSE(Run("--announce visitor " + dir_.string())) << "one at a time";
  ASSERT_TRUE(Run("--rotate visitor " + dir_.string()));
  const auto rotated = policy::KeyRing::Load(dir_ / "keys.txt", "visitor");
  ASSERT_TRUE(rotated);
  EXPECT_EQ(rotated->newest_id(), "visitor/2");
  EXPECT_EQ(rotated->keys(), announced->keys());
}

TEST_F(MakeKeys, WhatItDoesNotUnderstandItRefuses) {
  EXPECT_FALSE(Run(""));
  EXPECT_FALSE(Run("--rotate visitor " + dir_.string())) << "there is nothing to rotate yet";
  ASSERT_TRUE(Run(dir_));
  EXPECT_FALSE(Run("--rotate janitor " + dir_.string()));
  EXPECT_FALSE(Run("--announce janitor " + dir_.string()));
}

}  // namespace
}  // namespace watchbell::identity

#include "common/sanitize/sanitizer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "common/sanitize/program/samples.hpp"

namespace watchbell::sanitize {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Sanitizer, MakesEveryKindAnewWithoutItsRemarks) {
  Sanitizer sanitizer;
  const auto flag = samples::Flag(64, 48);
  for (const auto& [file, media_type] :
       {std::pair{samples::Jpeg(flag), "image/jpeg"}, std::pair{samples::Png(flag), "image/png"},
        std::pair{samples::Pdf(), "application/pdf"}, std::pair{samples::Mp3(), "audio/mpeg"}}) {
    const auto clean = sanitizer.Make(file, kAnything);
    ASSERT_TRUE(clean) << media_type << ' ' << clean.error().reason;
    EXPECT_EQ(clean->media_type, media_type);
    EXPECT_THAT(clean->bytes, Not(HasSubstr(samples::kCanary)));
  }
}

TEST(Sanitizer, TakesWhatTheFileIsAndNotWhatItIsSaidToBe) {
  Sanitizer sanitizer;
  EXPECT_EQ(sanitizer.Make(samples::Pdf(), kPhotos).error().reason, "FILE_KIND_UNSUPPORTED");
  EXPECT_EQ(sanitizer.Make("<svg onload=alert(1)>", kAnything).error().reason, "FILE_KIND_UNSUPPORTED");
}

TEST(Sanitizer, SaysWhatTheSenderCanDo) {
  Sanitizer sanitizer;
  EXPECT_EQ(sanitizer.Make("", kAnything).error().reason, "FILE_EMPTY");
  EXPECT_EQ(sanitizer.Make(std::string(kFileBytesMax + 1, 'x'), kAnything).error().reason, "FILE_TOO_LARGE");
  EXPECT_EQ(sanitizer.Make("\xff\xd8\xffnonsense", kAnything).error().reason, "FILE_UNREADABLE");
  const auto bomb = samples::kPngMagic + samples::PngHeader(60000, 60000) + samples::Chunk("IDAT", "x");
  EXPECT_EQ(sanitizer.Make(bomb, kAnything).error().reason, "FILE_TOO_COMPLEX");
}

TEST(Sanitizer, AProgramThatHangsIsKilled) {
  Sanitizer sanitizer({.command = {"/bin/sleep", "600"}, .time_max = milliseconds{100}});
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(sanitizer.Make("%PDF-", kAnything).error().reason, "FILE_UNREADABLE");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{10});
}

TEST(Sanitizer, AProgramThatWritesWithoutEndIsKilled) {
  Sanitizer sanitizer({.command = {"/usr/bin/yes"}});
  EXPECT_EQ(sanitizer.Make("%PDF-", kAnything).error().reason, "FILE_TOO_LARGE");
}

TEST(Sanitizer, AProgramThatIsNotThereIsNotTheSendersFault) {
  Sanitizer sanitizer({.command = {"/nowhere/sanitizer"}});
  EXPECT_EQ(sanitizer.Make("%PDF-", kAnything).error().code, Code::kInternal);
}

// Whoever comes last of one more than there are turns.
TEST(Sanitizer, WhoWaitsTooLongForATurnIsAskedToComeAgain) {
  Sanitizer sanitizer(
      {.command = {"/bin/sleep", "600"}, .time_max = milliseconds{2000}, .turn_max = milliseconds{1}});
  std::vector<std::future<Result<Clean>>> files;
  for (int i = 0; i <= kAtOnceMax; ++i)
    files.push_back(std::async(std::launch::async, [&] { return sanitizer.Make("%PDF-", kAnything); }));
  int asked_again = 0;
  for (auto& file : files) asked_again += file.get().error().reason == "FILES_WAITING" ? 1 : 0;
  EXPECT_EQ(asked_again, 1);
}

}  // namespace
}  // namespace watchbell::sanitize

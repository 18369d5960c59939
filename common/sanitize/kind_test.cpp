#include "common/sanitize/kind.hpp"

#include <gtest/gtest.h>

namespace watchbell::sanitize {
namespace {

using std::string_view_literals::operator""sv;

TEST(Kind, IsToldByTheFirstBytes) {
  EXPECT_EQ(Detect("\xff\xd8\xff\xe0"sv), Kind::kJpeg);
  EXPECT_EQ(Detect("\x89PNG\r\n\x1a\n...."sv), Kind::kPng);
  EXPECT_EQ(Detect("RIFF\0\0\0\0WEBPVP8 "sv), Kind::kWebp);
  EXPECT_EQ(Detect("RIFF\0\0\0\0WAVEfmt "sv), Kind::kWav);
  EXPECT_EQ(Detect("%PDF-1.7"sv), Kind::kPdf);
  EXPECT_EQ(Detect("\0\0\0\x18"
                   "ftypisom"sv),
            Kind::kMp4);
  EXPECT_EQ(Detect("\0\0\0\x14"
                   "ftypqt  "sv),
            Kind::kMp4);
  EXPECT_EQ(Detect("\x1a\x45\xdf\xa3"sv), Kind::kWebm);
  EXPECT_EQ(Detect("OggS\0"sv), Kind::kOgg);
  EXPECT_EQ(Detect("ID3\4"sv), Kind::kMp3);
  EXPECT_EQ(Detect("\xff\xfb\x90\x64"sv), Kind::kMp3);
}

TEST(Kind, OfEverythingElseIsUnknown) {
  for (const auto bytes : {""sv, "\xff"sv, "\xff\xd8"sv, "RIFF"sv, "RIFF\0\0\0\0AVI "sv,
                           "\0\0\0\x18"
                           "ftypheic"sv,
                           "\0\0\0\x18"
                           "ftypavif"sv,
                           "<svg xmlns"sv, "GIF89a"sv, "MZ\x90"sv, "PK\3\4"sv, "#!/bin/sh"sv, " %PDF-1.7"sv,
                           "\xff\xff\xff\xff"sv}) {
    EXPECT_EQ(Detect(bytes), Kind::kUnknown) << bytes;
  }
}

}  // namespace
}  // namespace watchbell::sanitize

#include "common/sanitize/program/image.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <turbojpeg.h>
#include <webp/encode.h>

#include "common/sanitize/program/samples.hpp"

namespace watchbell::sanitize {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Raster Pixels(const std::string& jpeg) {
  const auto decoder = tjInitDecompress();
  Raster raster;
  int sampling = 0, colours = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(jpeg.data());
  tjDecompressHeader3(decoder, bytes, jpeg.size(), &raster.width, &raster.height, &sampling, &colours);
  raster.rgb.resize(static_cast<std::size_t>(raster.width * raster.height * 3));
  tjDecompress2(decoder, bytes, jpeg.size(), raster.rgb.data(), raster.width, 0, raster.height, TJPF_RGB, 0);
  tjDestroy(decoder);
  return raster;
}

bool IsRed(const std::uint8_t* pixel) { return pixel[0] > 200 && pixel[2] < 60; }
bool IsBlue(const std::uint8_t* pixel) { return pixel[2] > 200 && pixel[0] < 60; }

TEST(Picture, OfAJpegNothingIsLeftButItsPixels) {
  const auto jpeg = samples::Jpeg(samples::Flag(64, 48));
  ASSERT_THAT(jpeg, HasSubstr(samples::kCanary));
  const auto made = MakePicture(Kind::kJpeg, jpeg).value();
  EXPECT_EQ(made.media_type, "image/jpeg");
  EXPECT_THAT(made.bytes, Not(HasSubstr(samples::kCanary)));
  EXPECT_THAT(made.bytes, Not(HasSubstr("Exif")));
  const auto pixels = Pixels(made.bytes);
  EXPECT_TRUE(IsRed(pixels.At(32, 4)));
  EXPECT_TRUE(IsBlue(pixels.At(32, 44)));
}

TEST(Picture, IsUprightWithoutItsOrientation) {
  // Red was above in the sensor; 6 says that the top of the scene is the sensor's left, so red comes to the
  // right.
  const auto turned = Pixels(MakePicture(Kind::kJpeg, samples::Jpeg(samples::Flag(64, 48), 6))->bytes);
  EXPECT_EQ(turned.width, 48);
  EXPECT_EQ(turned.height, 64);
  EXPECT_TRUE(IsRed(turned.At(44, 32)));
  EXPECT_TRUE(IsBlue(turned.At(4, 32)));
  const auto half = Pixels(MakePicture(Kind::kJpeg, samples::Jpeg(samples::Flag(64, 48), 3))->bytes);
  EXPECT_TRUE(IsBlue(half.At(32, 4)));
  const auto other = Pixels(MakePicture(Kind::kJpeg, samples::Jpeg(samples::Flag(64, 48), 8))->bytes);
  EXPECT_TRUE(IsRed(other.At(4, 32)));
  const auto mirrored = Pixels(MakePicture(Kind::kJpeg, samples::Jpeg(samples::Flag(64, 48), 2))->bytes);
  EXPECT_TRUE(IsRed(mirrored.At(32, 4)));
}

TEST(Picture, OfAPngNothingIsLeftButItsPixels) {
  const auto made = MakePicture(Kind::kPng, samples::Png(samples::Flag(64, 48))).value();
  EXPECT_EQ(made.media_type, "image/png");
  EXPECT_THAT(made.bytes, Not(HasSubstr(samples::kCanary)));
  EXPECT_THAT(made.bytes, Not(HasSubstr("tEXt")));
  EXPECT_TRUE(MakePicture(Kind::kPng, made.bytes));
}

TEST(Picture, AWebpBecomesAJpeg) {
  const auto flag = samples::Flag(64, 48);
  std::uint8_t* encoded = nullptr;
  const auto size = WebPEncodeLosslessRGB(flag.rgb.data(), 64, 48, 64 * 3, &encoded);
  const std::string webp(reinterpret_cast<const char*>(encoded), size);
  WebPFree(encoded);
  const auto made = MakePicture(Kind::kWebp, webp).value();
  EXPECT_EQ(made.media_type, "image/jpeg");
  EXPECT_TRUE(IsBlue(Pixels(made.bytes).At(32, 44)));
}

TEST(Picture, ABombIsToldByItsHeader) {
  const auto png = samples::kPngMagic + samples::PngHeader(60000, 60000) + samples::Chunk("IDAT", "x");
  EXPECT_EQ(MakePicture(Kind::kPng, png).error(), Exit::kTooComplex);
  auto jpeg = EncodeJpeg(samples::Flag(64, 48));
  const auto frame = jpeg.find("\xff\xc0");
  jpeg.replace(frame + 5, 4, "\xfe\xfe\xfe\xfe");  // height and width
  EXPECT_EQ(MakePicture(Kind::kJpeg, jpeg).error(), Exit::kTooComplex);
}

TEST(Picture, WhatIsBrokenIsUnreadable) {
  EXPECT_EQ(MakePicture(Kind::kJpeg, "\xff\xd8\xffnonsense").error(), Exit::kUnreadable);
  EXPECT_EQ(MakePicture(Kind::kPng, samples::kPngMagic + "nonsense").error(), Exit::kUnreadable);
  EXPECT_EQ(MakePicture(Kind::kWebp, "RIFF....WEBPnonsense").error(), Exit::kUnreadable);
}

TEST(Picture, ALargeOneIsMadeSmaller) {
  const auto made = Pixels(MakePicture(Kind::kJpeg, EncodeJpeg(samples::Flag(4 * kEdgeMax, 40)))->bytes);
  EXPECT_EQ(made.width, kEdgeMax);
  EXPECT_EQ(made.height, 10);
}

}  // namespace
}  // namespace watchbell::sanitize

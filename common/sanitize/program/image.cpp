#include "common/sanitize/program/image.hpp"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include <memory>

#include "common/sanitize/program/orientation.hpp"

namespace watchbell::sanitize {
namespace {

using Decoded = tl::expected<Raster, Exit>;
using TurboJpeg = std::unique_ptr<void, decltype(&tjDestroy)>;

constexpr int kJpegQuality = 85;
constexpr std::uint8_t kWhite = 255;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

tl::expected<Raster, Exit> Blank(int width, int height) {
  if (width <= 0 || height <= 0) return tl::unexpected(Exit::kUnreadable);
  if (!FitsMemory(width, height)) return tl::unexpected(Exit::kTooComplex);
  Raster raster{.width = width, .height = height};
  raster.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  return raster;
}

Decoded DecodeJpeg(std::string_view bytes) {
  const TurboJpeg decoder(tjInitDecompress(), &tjDestroy);
  int width = 0, height = 0, sampling = 0, colours = 0;
  if (tjDecompressHeader3(decoder.get(), Bytes(bytes), bytes.size(), &width, &height, &sampling, &colours) !=
      0)
    return tl::unexpected(Exit::kUnreadable);
  if (colours == TJCS_CMYK || colours == TJCS_YCCK) return tl::unexpected(Exit::kUnsupported);
  auto raster = Blank(width, height);
  if (!raster) return raster;
  // A warning is a damaged end, as of a picture that was cut short: what was read is shown.
  if (tjDecompress2(decoder.get(), Bytes(bytes), bytes.size(), raster->rgb.data(), width, 0, height, TJPF_RGB,
                    TJFLAG_LIMITSCANS) != 0 &&
      tjGetErrorCode(decoder.get()) != TJERR_WARNING)
    return tl::unexpected(Exit::kUnreadable);
  return raster;
}

Decoded DecodePng(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
    return tl::unexpected(Exit::kUnreadable);
  const std::unique_ptr<png_image, decltype(&png_image_free)> owner(&image, &png_image_free);
  constexpr png_uint_32 kDimensionMax = 1U << 30;
  if (image.width > kDimensionMax || image.height > kDimensionMax) return tl::unexpected(Exit::kTooComplex);
  auto raster = Blank(static_cast<int>(image.width), static_cast<int>(image.height));
  if (!raster) return raster;
  image.format = PNG_FORMAT_RGB;
  const png_color white{kWhite, kWhite, kWhite};
  if (png_image_finish_read(&image, &white, raster->rgb.data(), 0, nullptr) == 0)
    return tl::unexpected(Exit::kUnreadable);
  return raster;
}

Decoded DecodeWebp(std::string_view bytes) {
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(Bytes(bytes), bytes.size(), &features) != VP8_STATUS_OK)
    return tl::unexpected(Exit::kUnreadable);
  if (features.has_animation != 0) return tl::unexpected(Exit::kUnsupported);
  auto raster = Blank(features.width, features.height);
  if (!raster) return raster;
  const std::unique_ptr<std::uint8_t, decltype(&WebPFree)> rgba(
      WebPDecodeRGBA(Bytes(bytes), bytes.size(), nullptr, nullptr), &WebPFree);
  if (!rgba) return tl::unexpected(Exit::kUnreadable);
  const std::size_t pixels = raster->rgb.size() / 3;
  for (std::size_t i = 0; i < pixels; ++i) {
    const unsigned alpha = rgba.get()[4 * i + 3];
    for (std::size_t c = 0; c < 3; ++c) {
      raster->rgb[3 * i + c] =
          static_cast<std::uint8_t>((rgba.get()[4 * i + c] * alpha + kWhite * (kWhite - alpha)) / kWhite);
    }
  }
  return raster;
}

Decoded Decode(Kind kind, std::string_view bytes) {
  switch (kind) {
    case Kind::kJpeg: return DecodeJpeg(bytes);
    case Kind::kPng: return DecodePng(bytes);
    case Kind::kWebp: return DecodeWebp(bytes);
    default: return tl::unexpected(Exit::kUnsupported);
  }
}

}  // namespace

std::string EncodeJpeg(const Raster& raster) {
  const TurboJpeg encoder(tjInitCompress(), &tjDestroy);
  unsigned char* jpeg = nullptr;
  unsigned long size = 0;
  const int failed = tjCompress2(encoder.get(), raster.rgb.data(), raster.width, 0, raster.height, TJPF_RGB,
                                 &jpeg, &size, TJSAMP_420, kJpegQuality, 0);
  std::string bytes;
  if (failed == 0) bytes.assign(reinterpret_cast<const char*>(jpeg), size);
  tjFree(jpeg);
  return bytes;
}

std::string EncodePng(const Raster& raster) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(raster.width);
  image.height = static_cast<png_uint_32>(raster.height);
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string bytes(size, '\0');
  if (png_image_write_to_memory(&image, bytes.data(), &size, 0, raster.rgb.data(), 0, nullptr) == 0)
    return {};
  bytes.resize(size);
  return bytes;
}

Made MakePicture(Kind kind, std::string_view bytes) {
  auto decoded = Decode(kind, bytes);
  if (!decoded) return tl::unexpected(decoded.error());
  Raster raster = Shrink(std::move(*decoded));
  if (kind == Kind::kPng) return NewFile{"image/png", EncodePng(raster)};
  if (kind == Kind::kJpeg) raster = Upright(std::move(raster), OrientationOf(bytes));
  return NewFile{"image/jpeg", EncodeJpeg(raster)};
}

}  // namespace watchbell::sanitize

// Pictures, decoded to pixels and encoded anew.
#pragma once

#include <string>
#include <string_view>

#include "common/sanitize/kind.hpp"
#include "common/sanitize/program/made.hpp"
#include "common/sanitize/program/raster.hpp"

namespace watchbell::sanitize {

// JPEG and WebP become JPEG, PNG becomes PNG; what was transparent becomes white.
Made MakePicture(Kind kind, std::string_view bytes);

// Empty when memory is short.
std::string EncodeJpeg(const Raster& raster);
std::string EncodePng(const Raster& raster);

}  // namespace watchbell::sanitize

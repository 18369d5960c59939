#include "common/sanitize/program/raster.hpp"

#include <algorithm>

namespace watchbell::sanitize {
namespace {

Raster Blank(int width, int height) {
  Raster raster{.width = width, .height = height};
  raster.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  return raster;
}

}  // namespace

bool FitsMemory(int width, int height) {
  return width > 0 && height > 0 &&
         static_cast<std::size_t>(width) <= kPixelsMax / static_cast<std::size_t>(height);
}

Raster Shrink(Raster raster) {
  const int factor = (std::max(raster.width, raster.height) + kEdgeMax - 1) / kEdgeMax;
  if (factor <= 1) return raster;
  Raster small = Blank(std::max(1, raster.width / factor), std::max(1, raster.height / factor));
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) {
      unsigned sum[3] = {0, 0, 0};
      unsigned count = 0;
      for (int from_y = y * factor; from_y < std::min((y + 1) * factor, raster.height); ++from_y) {
        for (int from_x = x * factor; from_x < std::min((x + 1) * factor, raster.width); ++from_x, ++count) {
          const auto* pixel = raster.At(from_x, from_y);
          for (int c = 0; c < 3; ++c) sum[c] += pixel[c];
        }
      }
      for (int c = 0; c < 3; ++c) small.At(x, y)[c] = static_cast<std::uint8_t>(sum[c] / count);
    }
  }
  return small;
}

// 2 mirrored, 3 half a turn, 4 upside down; 5 to 8 the same with rows and columns exchanged.
Raster Upright(Raster raster, int orientation) {
  if (orientation == 1) return raster;
  const bool exchanged = orientation >= 5;
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  Raster turned = exchanged ? Blank(raster.height, raster.width) : Blank(raster.width, raster.height);
  for (int y = 0; y < turned.height; ++y) {
    for (int x = 0; x < turned.width; ++x) {
      const int column = exchanged ? y : x;
      const int row = exchanged ? x : y;
      const auto* pixel = raster.At(from_right ? raster.width - 1 - column : column,
                                    from_below ? raster.height - 1 - row : row);
      std::copy(pixel, pixel + 3, turned.At(x, y));
    }
  }
  return turned;
}

}  // namespace watchbell::sanitize

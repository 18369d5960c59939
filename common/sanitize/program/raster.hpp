// Pixels: what is left of a picture when everything else is dropped.
#pragma once

#include <cstdint>
#include <vector>

namespace watchbell::sanitize {

inline constexpr std::size_t kPixelsMax = 50'000'000;  // a bomb is told from a camera by its header
inline constexpr int kEdgeMax = 3200;  // what is kept of each edge: enough to read a page or a number plate

struct Raster {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;  // rows from the top, three bytes a pixel

  std::uint8_t* At(int x, int y) { return rgb.data() + Offset(x, y); }
  const std::uint8_t* At(int x, int y) const { return rgb.data() + Offset(x, y); }

 private:
  std::size_t Offset(int x, int y) const {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 3;
  }
};

bool FitsMemory(int width, int height);
// Averaged down by a whole factor until no edge is longer than kEdgeMax.
Raster Shrink(Raster raster);
// Turned and mirrored as EXIF's orientation says, so that it is upright without it.
Raster Upright(Raster raster, int orientation);

}  // namespace watchbell::sanitize

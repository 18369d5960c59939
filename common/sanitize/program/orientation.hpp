// How a camera was held, from a JPEG's EXIF: the one thing that its metadata says about the picture itself.
#pragma once

#include <string_view>

namespace watchbell::sanitize {

// 1 (upright) to 8, as EXIF counts; 1 when nothing is said. Reads any bytes.
int OrientationOf(std::string_view jpeg);

}  // namespace watchbell::sanitize

// What is read of a stranger's file before, and beside, the decoders: its kind, and how the camera was held.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "common/sanitize/kind.hpp"
#include "common/sanitize/program/orientation.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto kind = watchbell::sanitize::Detect(bytes);
  if (size == 0 && kind != watchbell::sanitize::Kind::kUnknown) std::abort();
  const int orientation = watchbell::sanitize::OrientationOf(bytes);
  if (orientation < 1 || orientation > 8) std::abort();
  return 0;
}

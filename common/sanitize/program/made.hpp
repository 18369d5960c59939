// What the program makes of a file: the new one, or why there is none.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "common/sanitize/protocol.hpp"

namespace watchbell::sanitize {

struct NewFile {
  std::string media_type;
  std::string bytes;
};
using Made = tl::expected<NewFile, Exit>;

}  // namespace watchbell::sanitize

// PDF documents, as pictures of their pages: no script, attachment, form, link, hidden layer or earlier
// revision can stay in what is not there, and a covered passage stays covered.
#pragma once

#include <string_view>

#include "common/sanitize/program/made.hpp"

namespace watchbell::sanitize {

inline constexpr int kPagesMax = 60;

Made MakeDocument(std::string_view bytes);

}  // namespace watchbell::sanitize

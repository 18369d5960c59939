// Invented but plausible names for the demo district. No name belongs to a real school or person on purpose.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace watchbell::notification::tools {

// A community of the district: what it speaks at home, how common it is, and its names.
struct Community {
  std::string_view language;  // BCP 47
  std::size_t percent;        // all together 100
  std::span<const std::string_view> given_names;
  std::span<const std::string_view> family_names;
};

std::span<const Community> Communities();

// "Lincoln" first; level words and compass words make further schools of them.
std::span<const std::string_view> SchoolStems();

}  // namespace watchbell::notification::tools

// A person's name as the screening compares it: folded, with its parts told apart, in one compact string.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "services/visitor/domain/screening/words.hpp"

namespace watchbell::visitor {

constexpr std::size_t kNameWordsMax = 16;  // further words of a name are not compared
constexpr std::size_t kNameLettersMax = 240;

// A name as people and files write it, any script, UTF-8.
struct NameParts {
  std::string given{};  // may hold several names
  std::string middle{};
  std::string surname{};
  std::string suffix{};  // "Jr", "III"; also found at the end of the other parts
  // The document says that this part was cut (AAMVA DDE, DDF): it is compared as a prefix.
  bool given_truncated = false;
  bool surname_truncated = false;
};

// "Smith, John Q" or "John Q Smith" taken apart; particles before the last word belong to the surname.
// Honorifics and company forms (a list's "Jane Roe LLC") are left out. One word alone is a surname.
NameParts PartsOfFullName(std::string_view full_name);

// The normal form: words of given, middle and surname separated by blanks, the three parts and the suffix
// separated by '/', "o'Brien-Smith, Mary Jr" -> "mary//obrien smith/jr". A truncated part ends in '*'.
// Look-alike digits inside a word become letters (sech1n: sechin). Empty when no letter is left.
std::string Normalize(const NameParts& name);

// The words of a normal form, which must outlive the view.
class NameView {
 public:
  explicit NameView(std::string_view normal_form);

  using Words = std::span<const std::string_view>;
  Words given() const { return Words(words_).first(given_end_); }
  Words middle() const { return Words(words_).subspan(given_end_, middle_end_ - given_end_); }
  Words surname() const { return Words(words_).subspan(middle_end_, end_ - middle_end_); }
  Words all() const { return Words(words_).first(end_); }
  Suffix suffix() const { return suffix_; }
  bool given_truncated() const { return given_truncated_; }
  bool surname_truncated() const { return surname_truncated_; }

 private:
  std::array<std::string_view, kNameWordsMax> words_;
  std::uint8_t given_end_ = 0;
  std::uint8_t middle_end_ = 0;
  std::uint8_t end_ = 0;
  Suffix suffix_ = Suffix::kNone;
  bool given_truncated_ = false;
  bool surname_truncated_ = false;
};

}  // namespace watchbell::visitor

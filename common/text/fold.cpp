#include "common/text/fold.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace watchbell {
namespace {

constexpr char32_t kLatinEnd = 0x250;  // up to Latin Extended-B; beyond it romanisation depends on neighbours
constexpr char32_t kMarksBegin = 0x300, kMarksEnd = 0x370;

// ICU romanises some 30 scripts; what it leaves out comes first: letters of Mongolian, Kazakh, Kyrgyz and
// Tatar Cyrillic, and Khmer by its consonants (its vowel signs vanish, as those of Arabic do).
constexpr char16_t kRules[] =
    uR"(
:: NFKC;
[ҮүҰұ] > u; [Өө] > o; [Ңң] > ng; [Ққ] > k; [Ғғ] > g; [Әә] > a; [Һһ] > h;
ក > k; ខ > kh; គ > k; ឃ > kh; ង > ng; ច > ch; ឆ > ch; ជ > ch; ឈ > ch; ញ > nh; ដ > d; ឋ > th; ឌ > d; ឍ > th;
ណ > n; ត > t; ថ > th; ទ > t; ធ > th; ន > n; ប៉ > p; ប > b; ផ > ph; ព > p; ភ > ph; ម > m; យ > y; រ > r; ល > l;
វ > v; ស > s; ហ > h; ឡ > l; អ > a;
[[:Khmer:] & [[:M:] [:Cf:]]] > ;
:: Any-Latin;
:: Latin-ASCII;
:: [\u02B0-\u02FF\u200B-\u200F] Remove;
)";

const icu::Transliterator& Romaniser() {
  static const auto romaniser = [] {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createFromRules("watchbell", kRules, UTRANS_FORWARD, where, status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot romanise: its data is incomplete");
    return made;
  }();
  return *romaniser;
}

std::string Romanise(const icu::UnicodeString& text) {
  icu::UnicodeString latin(text);
  Romaniser().transliterate(latin);
  std::string utf8;
  return latin.toUTF8String(utf8);
}

// Accented Latin is by far the most common case: ICU is asked once per letter.
const std::string& LatinLetter(char32_t letter) {
  static const auto letters = [] {
    std::array<std::string, kLatinEnd> table;
    for (UChar32 c = 0x80; c < static_cast<UChar32>(kLatinEnd); ++c) {
      table[static_cast<std::size_t>(c)] = Romanise(icu::UnicodeString(c));
    }
    return table;
  }();
  return letters[letter];
}

class Words {
 public:
  explicit Words(std::size_t size) { text_.reserve(size); }

  void Add(char c) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      text_.push_back(c);
    } else if (c != '\'' && c != '`') {
      Part();
    }
  }
  void Add(std::string_view utf8) {
    for (const char c : utf8) Add(c);
  }
  void Part() {
    if (!text_.empty() && text_.back() != ' ') text_.push_back(' ');
  }
  std::string Take() {
    if (!text_.empty() && text_.back() == ' ') text_.pop_back();
    return std::move(text_);
  }

 private:
  std::string text_;
};

// The code point of a two-byte sequence at `at`, or 0.
char32_t TwoByte(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0xC2 || lead > 0xDF || at + 1 == text.size()) return 0;
  const auto next = static_cast<unsigned char>(text[at + 1]);
  return (next & 0xC0) == 0x80 ? static_cast<char32_t>((lead & 0x1F) << 6 | (next & 0x3F)) : 0;
}

bool IsTypographicApostrophe(std::string_view text, std::size_t at) {
  const auto three = text.substr(at, 3);
  return three == "\u2018" || three == "\u2019";
}

}  // namespace

std::string Fold(std::string_view utf8) {
  Words words(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    if (static_cast<unsigned char>(utf8[i]) < 0x80) {
      words.Add(utf8[i]);
      continue;
    }
    if (IsTypographicApostrophe(utf8, i)) {
      i += 2;
      continue;
    }
    const char32_t letter = TwoByte(utf8, i);
    const bool mark = letter >= kMarksBegin && letter < kMarksEnd;
    if (letter == 0 || (letter >= kLatinEnd && !mark)) {
      Words all(utf8.size());
      all.Add(Romanise(icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())})));
      return all.Take();
    }
    if (!mark) words.Add(LatinLetter(letter));
    ++i;
  }
  return words.Take();
}

}  // namespace watchbell

#include "services/threat-intake/domain/first_person.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "services/threat-intake/domain/words.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::TextWarning;

struct Pattern {
  std::string_view words;  // beginning a word, in lower case
  TextWarning::Kind kind;
};
// English, Spanish, Portuguese, Haitian Creole. "I am" alone is no name; "I'm in" a class narrows it down.
constexpr std::array<Pattern, 56> kPatterns{{
    {"my name is", TextWarning::KIND_NAME},        {"my name's", TextWarning::KIND_NAME},
    {"i am called", TextWarning::KIND_NAME},       {"this is me,", TextWarning::KIND_NAME},
    {"call me ", TextWarning::KIND_NAME},          {"signed,", TextWarning::KIND_NAME},
    {"me llamo", TextWarning::KIND_NAME},          {"mi nombre es", TextWarning::KIND_NAME},
    {"meu nome é", TextWarning::KIND_NAME},        {"me chamo", TextWarning::KIND_NAME},
    {"eu sou o ", TextWarning::KIND_NAME},         {"eu sou a ", TextWarning::KIND_NAME},
    {"non mwen se", TextWarning::KIND_NAME},       {"non m se", TextWarning::KIND_NAME},
    {"mwen rele", TextWarning::KIND_NAME},         {"m rele", TextWarning::KIND_NAME},
    {"my number", TextWarning::KIND_CONTACT},      {"my phone", TextWarning::KIND_CONTACT},
    {"my email", TextWarning::KIND_CONTACT},       {"my e-mail", TextWarning::KIND_CONTACT},
    {"my instagram", TextWarning::KIND_CONTACT},   {"my snap", TextWarning::KIND_CONTACT},
    {"my address", TextWarning::KIND_CONTACT},     {"mi número", TextWarning::KIND_CONTACT},
    {"mi numero", TextWarning::KIND_CONTACT},      {"mi teléfono", TextWarning::KIND_CONTACT},
    {"mi correo", TextWarning::KIND_CONTACT},      {"meu número", TextWarning::KIND_CONTACT},
    {"meu telefone", TextWarning::KIND_CONTACT},   {"meu email", TextWarning::KIND_CONTACT},
    {"nimewo mwen", TextWarning::KIND_CONTACT},    {"telefòn mwen", TextWarning::KIND_CONTACT},
    {"imel mwen", TextWarning::KIND_CONTACT},      {"my brother", TextWarning::KIND_RELATION},
    {"my sister", TextWarning::KIND_RELATION},     {"my mom", TextWarning::KIND_RELATION},
    {"my dad", TextWarning::KIND_RELATION},        {"my locker", TextWarning::KIND_RELATION},
    {"my teacher", TextWarning::KIND_RELATION},    {"my class", TextWarning::KIND_RELATION},
    {"my homeroom", TextWarning::KIND_RELATION},   {"my best friend", TextWarning::KIND_RELATION},
    {"my girlfriend", TextWarning::KIND_RELATION}, {"my boyfriend", TextWarning::KIND_RELATION},
    {"i sit ", TextWarning::KIND_RELATION},        {"mi hermano", TextWarning::KIND_RELATION},
    {"mi hermana", TextWarning::KIND_RELATION},    {"mi clase", TextWarning::KIND_RELATION},
    {"mi novi", TextWarning::KIND_RELATION},       {"meu irmão", TextWarning::KIND_RELATION},
    {"minha irmã", TextWarning::KIND_RELATION},    {"minha turma", TextWarning::KIND_RELATION},
    {"meu namorado", TextWarning::KIND_RELATION},  {"frè mwen", TextWarning::KIND_RELATION},
    {"sè mwen", TextWarning::KIND_RELATION},       {"klas mwen", TextWarning::KIND_RELATION},
}};
constexpr int kPhoneDigitsMin = 7;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWord(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// Like 2026-11-23.
bool IsDate(std::string_view text) { return text.size() == 10 && text[4] == '-' && text[7] == '-'; }

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<TextWarning> Find() {
    const auto lower = LowerAscii(text_);
    for (const auto& pattern : kPatterns) {
      for (auto at = FindWord(lower, pattern.words); at != std::string_view::npos;
           at = FindWord(lower, pattern.words, at + 1)) {
        Add(pattern.kind, at, at + pattern.words.size());
      }
    }
    FindMailAddresses();
    FindNumbers();
    std::sort(found_.begin(), found_.end(),
              [](const auto& a, const auto& b) { return a.begin() < b.begin(); });
    if (found_.size() > kWarningsMax) found_.resize(kWarningsMax);
    return std::move(found_);
  }

 private:
  void Add(TextWarning::Kind kind, std::size_t begin, std::size_t end) {
    auto& warning = found_.emplace_back();
    warning.set_kind(kind);
    warning.set_begin(static_cast<int>(begin));
    warning.set_end(static_cast<int>(end));
  }
  // Something on both sides of an "@", or an account: "@name".
  void FindMailAddresses() {
    const auto part = [](char c) { return IsWord(c) || c == '.' || c == '_' || c == '-' || c == '+'; };
    for (auto at = text_.find('@'); at != std::string_view::npos; at = text_.find('@', at + 1)) {
      auto begin = at;
      auto end = at + 1;
      while (begin > 0 && part(text_[begin - 1])) --begin;
      while (end < text_.size() && part(text_[end])) ++end;
      if (end > at + 1) Add(TextWarning::KIND_CONTACT, begin, end);
    }
  }
  // Seven digits or more, with what people write between them.
  void FindNumbers() {
    const auto between = [](char c) { return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')'; };
    for (std::size_t at = 0; at < text_.size(); ++at) {
      if (!IsDigit(text_[at])) continue;
      std::size_t last = at;
      int digits = 0;
      for (auto i = at; i < text_.size() && (IsDigit(text_[i]) || between(text_[i])); ++i) {
        if (!IsDigit(text_[i])) continue;
        ++digits;
        last = i;
      }
      if (digits >= kPhoneDigitsMin && !IsDate(text_.substr(at, last + 1 - at)))
        Add(TextWarning::KIND_CONTACT, at, last + 1);
      at = last;
    }
  }

  const std::string_view text_;
  std::vector<TextWarning> found_;
};

}  // namespace

std::vector<TextWarning> FirstPersonWarnings(std::string_view text) { return Finder(text).Find(); }

}  // namespace watchbell::threat_intake

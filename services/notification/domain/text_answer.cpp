#include "services/notification/domain/text_answer.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "common/text/fold.hpp"

namespace watchbell::notification {
namespace {

// As Fold leaves them.
constexpr std::array<std::string_view, 7> kStop{"stop", "stopall", "unsubscribe", "cancel",
                                                "end",  "quit",    "revoke"};
constexpr std::array<std::string_view, 2> kStart{"start", "unstop"};
constexpr std::array<std::string_view, 5> kHelp{"help", "info", "ayuda", "ajuda", "ed"};
constexpr std::array<std::string_view, 20> kSafe{
    "safe",          "i am safe",        "im safe",      "i m safe",      "a salvo",
    "seguro",        "segura",           "estoy bien",   "estoy a salvo", "estou bem",
    "estou a salvo", "estou seguro",     "estou segura", "an sekirite",   "sekirite",
    "m an sekirite", "mwen an sekirite", "mwen byen",    "m byen",        "safe and well"};
constexpr std::array<std::string_view, 24> kNeedHelp{
    "help me",       "i need help", "need help", "not safe",         "i am not safe",    "im not safe",
    "sos",           "ayudame",     "ayudenme",  "necesito ayuda",   "socorro",          "no estoy a salvo",
    "no estoy bien", "me ajude",    "me ajudem", "preciso de ajuda", "nao estou seguro", "nao estou segura",
    "nao estou bem", "ede m",       "ede mwen",  "m bezwen ed",      "mwen bezwen ed",   "anmwe"};

bool Begins(const std::string& words, std::string_view phrase) {
  return words.starts_with(phrase) && (words.size() == phrase.size() || words[phrase.size()] == ' ');
}

template <class Phrases>
bool BeginsWithOne(const std::string& words, const Phrases& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return Begins(words, phrase); });
}

template <class Phrases>
bool IsOne(const std::string& words, const Phrases& phrases) {
  return std::find(phrases.begin(), phrases.end(), words) != phrases.end();
}

}  // namespace

TextAnswer Understand(std::string_view text) {
  const auto words = Fold(text);
  if (BeginsWithOne(words, kNeedHelp)) return TextAnswer::kNeedHelp;
  if (IsOne(words, kSafe)) return TextAnswer::kIsSafe;
  if (BeginsWithOne(words, kStop)) return TextAnswer::kStop;
  if (BeginsWithOne(words, kStart)) return TextAnswer::kStart;
  if (BeginsWithOne(words, kHelp)) return TextAnswer::kHelp;
  return TextAnswer::kUnknown;
}

}  // namespace watchbell::notification

#include "services/notification/domain/messages/text_check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "common/text/fold.hpp"
#include "common/text/plain.hpp"
#include "services/notification/domain/messages/words.hpp"

namespace watchbell::notification {
namespace {

using v1::MessageText;
using v1::TextFinding;

constexpr char kEnglish[] = "en";
const std::set<std::string, std::less<>> kPlaceholders{"{school}", "{next_update}", "{time}"};
// What a room is called, before its number.
const std::set<std::string, std::less<>> kRoomWords{"room", "rm",    "classroom", "aula",   "salon",
                                                    "sala", "salle", "sal",       "office", "lab"};
// What may stand between the two, as in "room no. 12".
const std::set<std::string, std::less<>> kNumberWords{"no", "nr", "number", "num", "numero"};
// Of a swatting report's closing message, some must say what it was (N10).
const std::vector<std::vector<std::string>> kWhatItWas{
    {"false"}, {"hoax"}, {"swatting"}, {"unfounded"}, {"not", "true"}};
// Signs that another word is a school's own, so that "Lincoln" alone is not another school.
constexpr std::size_t kRoomBytesMin = 2;
constexpr std::size_t kSurnameLettersMin = 4;  // "Eva de" is no name of Eva de la Cruz

struct Finding {
  std::string reason;
  std::string rule;
  std::string remedy;
  bool blocking = true;
};

// The findings of one subject or body.
class Checker {
 public:
  Checker(const MessageText& text, bool in_subject)
      : language_(text.language()),
        text_(in_subject ? text.subject() : text.body()),
        in_subject_(in_subject),
        words_(WordsOf(text_)) {}

  void Names(const CheckFacts& facts) {
    std::map<std::string, std::vector<std::vector<std::string>>> by_first;
    for (const auto& [given, family] : facts.students) {
      const auto first = SplitFolded(Fold(given));
      const auto last = SplitFolded(Fold(family));
      if (first.empty() || last.empty()) continue;
      const auto put = [&](std::vector<std::string> phrase, const std::vector<std::string>& rest) {
        phrase.insert(phrase.end(), rest.begin(), rest.end());
        auto& known = by_first[phrase.front()];
        if (std::find(known.begin(), known.end(), phrase) == known.end()) known.push_back(std::move(phrase));
      };
      put({first.front()}, last);
      put(first, last);
      put(last, {first.front()});
      put({first.front().substr(0, 1)}, last);
      if (last.size() == 1) continue;
      for (const auto* one : {&last.front(), &last.back()}) {  // of two surnames people often write one
        if (one->size() < kSurnameLettersMin) continue;
        put({first.front()}, {*one});
        put({*one}, {first.front()});
      }
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const auto phrases = by_first.find(words_[i].folded);
      if (phrases == by_first.end()) continue;
      for (const auto& phrase : phrases->second) {
        const auto length = LengthOfName(phrase, i);
        if (length == 0) continue;
        Report(i, length, {"STUDENT_NAMED", "N9", "Leave the student's name out."});
        break;
      }
    }
  }

  void Rooms(const CheckFacts& facts) {
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      if (!kRoomWords.contains(words_[i].folded)) continue;
      const bool spelt = i + 2 < words_.size() && kNumberWords.contains(words_[i + 1].folded);
      const std::size_t count = spelt ? 3 : 2;
      const auto& number = words_[i + count - 1].folded;
      if (std::any_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }))
        Report(i, count, Room());
    }
    for (const auto& room : facts.rooms) {
      // A bare number is a time or a count as often as a room.
      const bool marked = std::any_of(room.begin(), room.end(), [](char c) { return c < '0' || c > '9'; }) &&
                          std::any_of(room.begin(), room.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (room.size() < kRoomBytesMin || !marked) continue;
      EachPhrase(SplitFolded(Fold(room)), Room());
    }
  }

  void Schools(const CheckFacts& facts) {
    for (const auto& other : facts.other_schools) {
      const auto phrase = SplitFolded(Fold(other));
      const bool inside_own =
          std::any_of(facts.own_schools.begin(), facts.own_schools.end(), [&](const auto& own) {
            return (" " + Fold(own) + " ").find(" " + Fold(other) + " ") != std::string::npos;
          });
      if (!inside_own)
        EachPhrase(phrase, {"WRONG_SCHOOL", "N1", "Name the school that the message is of, or {school}."});
    }
  }

  void Words(const CheckFacts& facts) {
    for (const auto& rule : WordRules()) {
      if (rule.until_cleared && facts.cleared) continue;
      for (const auto word : rule.words)
        EachPhrase(SplitFolded(word),
                   {std::string{rule.reason}, std::string{rule.rule}, std::string{rule.remedy}});
    }
  }

  void Placeholders() {
    for (auto open = text_.find('{'); open != std::string::npos; open = text_.find('{', open + 1)) {
      const auto close = text_.find('}', open);
      const auto length = close == std::string::npos ? text_.size() - open : close - open + 1;
      if (!kPlaceholders.contains(text_.substr(open, length))) {
        Add(open, length,
            {"PLACEHOLDER_UNKNOWN", "", "Use {school}, {next_update} or {time}, and no other braces."});
      }
    }
  }

  void Form() {
    const bool plain = in_subject_ ? IsPlainText(text_, kMessageSubjectBytesMax) : IsBody();
    if (text_.empty() || !plain) {
      Add(0, text_.size(),
          {in_subject_ ? "SUBJECT_MALFORMED" : "BODY_MALFORMED", "",
           "Write a subject of one line with at most 120 characters, and a body of at most 1,500 bytes."});
    }
  }

  std::vector<TextFinding> Take() {
    std::stable_sort(findings_.begin(), findings_.end(),
                     [](const auto& a, const auto& b) { return a.at() < b.at(); });
    return std::move(findings_);
  }

 private:
  // In words, of the name that stands at `first`, with or without the initial of a middle name; 0: it does
  // not.
  std::size_t LengthOfName(const std::vector<std::string>& name, std::size_t first) const {
    const int at = static_cast<int>(first);
    if (FindPhrase(words_, name, at) == at) return name.size();
    if (name.size() < 2 || first + 1 >= words_.size() || !IsInitial(words_[first + 1])) return 0;
    const std::vector<std::string> rest(name.begin() + 1, name.end());
    return FindPhrase(words_, rest, at + 2) == at + 2 ? name.size() + 1 : 0;
  }

  // A capital: in Spanish a "y" stands between two names as well.
  bool IsInitial(const Word& word) const {
    return word.length == 1 && text_[word.at] >= 'A' && text_[word.at] <= 'Z';
  }

  static Finding Room() { return {"ROOM_NUMBER", "N9", "Leave out rooms and where people are."}; }

  // Lines are parted by single line ends.
  bool IsBody() const {
    if (text_.size() > kMessageBodyBytesMax) return false;
    for (std::size_t at = 0; at <= text_.size();) {
      const auto end = std::min(text_.find('\n', at), text_.size());
      if (!IsPlainText(std::string_view{text_}.substr(at, end - at), kMessageBodyBytesMax)) return false;
      at = end + 1;
    }
    return true;
  }

  void EachPhrase(const std::vector<std::string>& phrase, const Finding& finding) {
    for (int at = FindPhrase(words_, phrase); at >= 0; at = FindPhrase(words_, phrase, at + 1))
      Report(static_cast<std::size_t>(at), phrase.size(), finding);
  }
  void Report(std::size_t first, std::size_t count, const Finding& finding) {
    const auto& last = words_[first + count - 1];
    Add(words_[first].at, last.at + last.length - words_[first].at, finding);
  }
  void Add(std::size_t at, std::size_t length, const Finding& finding) {
    for (const auto& known : findings_)
      if (known.reason() == finding.reason && known.at() == static_cast<int>(at)) return;
    auto& added = findings_.emplace_back();
    added.set_reason(finding.reason);
    added.set_rule(finding.rule);
    added.set_remedy(finding.remedy);
    added.set_blocking(finding.blocking);
    added.set_language(language_);
    added.set_in_subject(in_subject_);
    added.set_at(static_cast<int>(at));
    added.set_length(static_cast<int>(length));
  }

  const std::string language_;
  const std::string text_;
  const bool in_subject_;
  const std::vector<Word> words_;
  std::vector<TextFinding> findings_;
};

void Append(std::vector<TextFinding>& all, std::vector<TextFinding> more) {
  all.insert(all.end(), more.begin(), more.end());
}

TextFinding Whole(const std::string& reason, const std::string& rule, const std::string& remedy,
                  const std::string& language = kEnglish) {
  TextFinding finding;
  finding.set_reason(reason);
  finding.set_rule(rule);
  finding.set_remedy(remedy);
  finding.set_language(language);
  finding.set_blocking(true);
  return finding;
}

bool SaysWhatItWas(const std::vector<MessageText>& texts) {
  return std::any_of(texts.begin(), texts.end(), [](const auto& text) {
    const auto words = WordsOf(text.body());
    return text.language() == kEnglish &&
           std::any_of(kWhatItWas.begin(), kWhatItWas.end(),
                       [&](const auto& phrase) { return FindPhrase(words, phrase) >= 0; });
  });
}

}  // namespace

std::vector<TextFinding> CheckForm(const std::vector<MessageText>& texts) {
  std::vector<TextFinding> all;
  std::set<std::string> languages;
  for (const auto& text : texts) {
    const bool good = text.language().size() >= 2 && IsPlainText(text.language(), 16);
    if (!good || !languages.insert(text.language()).second)
      all.push_back(
          Whole("LANGUAGE_MALFORMED", "", "Give each language once, like \"es\".", text.language()));
    for (const bool in_subject : {true, false}) {
      Checker checker(text, in_subject);
      checker.Form();
      checker.Placeholders();
      Append(all, checker.Take());
    }
  }
  if (!languages.contains(kEnglish))
    all.push_back(Whole("ENGLISH_MISSING", "N8", "Write the English text: it stands below every other one."));
  std::size_t bytes = 0;
  for (const auto& text : texts) bytes += text.subject().size() + text.body().size();
  if (bytes > kTextsTotalBytesMax) {
    all.push_back(Whole("TEXTS_TOO_LONG", "",
                        "Say it shorter: all languages together have 3,000 bytes; link to what is longer."));
  }
  if (texts.size() > static_cast<std::size_t>(kLanguagesMax))
    all.push_back(Whole("TOO_MANY_LANGUAGES", "", "Leave languages out: at most 12."));
  return all;
}

std::vector<TextFinding> CheckTexts(const std::vector<MessageText>& texts, const CheckFacts& facts) {
  auto all = CheckForm(texts);
  for (const auto& text : texts) {
    for (const bool in_subject : {true, false}) {
      Checker checker(text, in_subject);
      checker.Names(facts);
      checker.Rooms(facts);
      checker.Schools(facts);
      checker.Words(facts);
      Append(all, checker.Take());
    }
  }
  if (facts.topic == v1::MESSAGE_TOPIC_SWATTING && facts.closing) {
    if (!facts.cleared)
      all.push_back(Whole("NOT_CLEARED", "N10", "Close it after the police have said what it was."));
    else if (!SaysWhatItWas(texts))
      all.push_back(Whole("WHAT_IT_WAS_MISSING", "N10", "Say that the report was false, in plain words."));
  }
  return all;
}

std::optional<TextFinding> ForeignAlarm(const std::vector<std::string>& affected, const std::string& school) {
  if (affected.empty() || std::find(affected.begin(), affected.end(), school) != affected.end())
    return std::nullopt;
  return Whole("WRONG_INCIDENT", "N1", "Name an alarm of the school that the message is of, or none.", "");
}

bool IsLink(const v1::MessageLink& link) {
  constexpr std::string_view kHttps = "https://";
  const std::string_view url = link.url();
  if (!url.starts_with(kHttps) || url.size() > kLinkBytesMax || url.find_first_of(" \"<>\\@") != url.npos)
    return false;
  const auto host = url.substr(kHttps.size(), url.find('/', kHttps.size()) - kHttps.size());
  return host.find('.') != host.npos && IsPlainText(url, kLinkBytesMax) && !link.title().empty() &&
         IsPlainText(link.title(), kLinkTitleBytesMax);
}

}  // namespace watchbell::notification

// What a message may not say, found before it is sent: N1, N9 and N10 of domain.md 3.9. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "watchbell/notification/v1/message.pb.h"
#include "watchbell/notification/v1/message_text.pb.h"

namespace watchbell::notification {

inline constexpr std::size_t kMessageSubjectBytesMax = 480;  // 120 characters
inline constexpr std::size_t kMessageBodyBytesMax = 1500;
inline constexpr int kLanguagesMax = 12;
// Of all languages together: a notice carries them, with a prefix each, in 4 kB.
inline constexpr std::size_t kTextsTotalBytesMax = 3000;
inline constexpr int kMessageLinksMax = 5;
inline constexpr std::size_t kLinkBytesMax = 300;
inline constexpr std::size_t kLinkTitleBytesMax = 400;  // 100 characters

// What the directory knows that a text must not say.
struct CheckFacts {
  std::vector<std::pair<std::string, std::string>> students;  // given and family names
  std::vector<std::string> rooms;                             // as the directory writes them
  std::vector<std::string> own_schools;                       // names
  std::vector<std::string> other_schools;
  bool cleared = false;  // the police have said what it was
  bool closing = false;
  v1::MessageTopic topic = v1::MESSAGE_TOPIC_UNSPECIFIED;
};

// The words that a rule keeps out: folded, single spaces; a word ending in '*' stands for every longer one.
struct WordRule {
  std::string_view reason;
  std::string_view rule;
  bool until_cleared;  // allowed once the police have spoken
  std::string_view remedy;
  std::vector<std::string_view> words;
};
const std::vector<WordRule>& WordRules();

// It says where children are, or where to meet them (N6).
bool SaysWhereabouts(const google::protobuf::RepeatedPtrField<v1::MessageText>& texts);

// In the order of the texts; within a text in the order in which they stand.
std::vector<v1::TextFinding> CheckTexts(const std::vector<v1::MessageText>& texts, const CheckFacts& facts);

// That the alarm is another school's: `affected`, the schools whose alarm it is. Of one that nobody has heard
// of yet nothing is known.
std::optional<v1::TextFinding> ForeignAlarm(const std::vector<std::string>& affected,
                                            const std::string& school);

// Placeholders, lengths and languages: what a template is held to as well.
std::vector<v1::TextFinding> CheckForm(const std::vector<v1::MessageText>& texts);

// https, with a host, nobody's name in it.
bool IsLink(const v1::MessageLink& link);

}  // namespace watchbell::notification

#include "services/notification/domain/messages/rendering.hpp"

#include <algorithm>
#include <map>

namespace watchbell::notification {
namespace {

constexpr char kEnglish[] = "en";

// What the service itself says, in the languages in which it can.
struct OwnWords {
  std::string exercise;
  std::string next_update;  // before the time
};
const OwnWords& OwnWordsIn(const std::string& language) {
  static const std::map<std::string, OwnWords> words{
      {"en", {"EXERCISE", "Next message by"}},
      {"es", {"SIMULACRO", "Próximo mensaje a más tardar a las"}},
      {"pt", {"SIMULADO", "Próxima mensagem até as"}},
      {"ht", {"EGZÈSIS", "Pwochen mesaj anvan"}},
      {"fr", {"EXERCICE", "Prochain message avant"}},
      {"vi", {"DIỄN TẬP", "Tin nhắn tiếp theo trước"}},
      {"zh", {"演习", "下一条消息不晚于"}},
      {"ar", {"تمرين", "الرسالة التالية قبل"}},
  };
  const auto found = words.find(language);
  return found == words.end() ? words.at(kEnglish) : found->second;
}

void Replace(std::string& text, std::string_view what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

// "14:05" at the school.
std::string TimeOfDay(TimePoint at, const TimeZone& zone) {
  const auto local =
      std::chrono::floor<std::chrono::minutes>(at.time_since_epoch() + zone.OffsetAt(at)).count() % (24 * 60);
  const auto two = [](long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(local / 60) + ":" + two(local % 60);
}

const v1::MessageText* Find(const v1::MessageContent& content, const std::string& language) {
  const auto found = std::find_if(content.texts().begin(), content.texts().end(),
                                  [&](const auto& text) { return text.language() == language; });
  return found == content.texts().end() ? nullptr : &*found;
}

RenderedText One(const v1::MessageText& text, const RenderFacts& facts, const TimeZone& zone) {
  const auto& own = OwnWordsIn(text.language());
  const auto next = facts.next_update_at ? TimeOfDay(*facts.next_update_at, zone) : std::string{};
  RenderedText rendered{text.subject(), text.body()};
  if (facts.next_update_at && rendered.body.find("{next_update}") == std::string::npos)
    rendered.body += " " + own.next_update + " " + next + ".";
  for (auto* part : {&rendered.subject, &rendered.body}) {
    // Every text says whose it is, whether its author thought of it or not.
    if (part->find("{school}") == std::string::npos) *part = "{school}: " + *part;
    Replace(*part, "{school}", facts.schools);
    Replace(*part, "{next_update}", next);
    Replace(*part, "{time}", TimeOfDay(facts.sent_at, zone));
    if (facts.exercise) *part = own.exercise + ": " + *part;
  }
  return rendered;
}

void AddLinks(RenderedText& text, const v1::MessageContent& content) {
  for (const auto& link : content.links()) text.body += "\n" + link.title() + ": " + link.url();
}

v1::MessageText TextOf(const std::string& language, const RenderedText& rendered) {
  v1::MessageText text;
  text.set_language(language);
  text.set_subject(rendered.subject);
  text.set_body(rendered.body);
  return text;
}

}  // namespace

RenderedText Render(const v1::MessageContent& content, const std::string& language, const RenderFacts& facts,
                    const TimeZone& zone) {
  const auto* english = Find(content, kEnglish);
  RenderedText text = english ? One(*english, facts, zone) : RenderedText{facts.schools, facts.schools};
  const auto* own = language.empty() || language == kEnglish ? nullptr : Find(content, language);
  if (own) {
    const auto translated = One(*own, facts, zone);
    text = {translated.subject + " / " + text.subject, translated.body + "\n\n" + text.body};
  }
  AddLinks(text, content);
  return text;
}

std::vector<v1::MessageText> RenderApart(const v1::MessageContent& content, const RenderFacts& facts,
                                         const TimeZone& zone) {
  std::vector<v1::MessageText> all;
  for (const auto& text : content.texts()) {
    auto rendered = One(text, facts, zone);
    AddLinks(rendered, content);
    all.push_back(TextOf(text.language(), rendered));
  }
  return all;
}

std::vector<v1::MessageText> RenderAll(const v1::MessageContent& content, const RenderFacts& facts,
                                       const TimeZone& zone) {
  std::vector<v1::MessageText> all;
  for (const auto& text : content.texts()) {
    all.push_back(TextOf(text.language(), Render(content, text.language(), facts, zone)));
  }
  return all;
}

}  // namespace watchbell::notification

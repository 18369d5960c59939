#include "services/notification/adapters/wordings.hpp"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace watchbell::notification {
namespace {

constexpr char kEnglish[] = "en";
constexpr std::string_view kSchool = "{school}";

tl::unexpected<Error> Unreadable(const std::string& what) {
  return Fail(Code::kFailedPrecondition, "WORDINGS_UNREADABLE",
              "Mend the file that --wordings names: " + what + ".", "wordings");
}

std::string Fill(std::string text, const std::string& school) {
  for (auto at = text.find(kSchool); at != std::string::npos; at = text.find(kSchool, at + school.size())) {
    text.replace(at, kSchool.size(), school);
  }
  return text;
}

// What a person wrote: in the language, with the English below it (N8).
Text Written(const v1::Notice& notice, const std::string& language) {
  Text own, english;
  for (const auto& text : notice.texts()) {
    if (text.language() == kEnglish) english = {text.subject(), text.body()};
    if (text.language() == language) own = {text.subject(), text.body()};
  }
  if (own.body.empty() || language == kEnglish) return english;
  return {own.subject + " / " + english.subject, own.body + "\n\n" + english.body};
}

}  // namespace

Result<Wordings> Wordings::Load(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Unreadable("there is no such file");
  return Parse(std::string{std::istreambuf_iterator<char>(in), {}});
}

Result<Wordings> Wordings::Parse(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("drill") || !json.contains("wordings")) {
    return Unreadable("it needs \"drill\" and \"wordings\"");
  }
  Wordings wordings;
  try {
    json["drill"].get_to(wordings.drill_);
    for (const auto& [wording, languages] : json["wordings"].items()) {
      for (const auto& [language, content] : languages.items()) {
        wordings.by_wording_[wording][language] = {content.at("subject"), content.at("body")};
        if (!wordings.drill_.contains(language))
          return Unreadable("\"drill\" has no word in \"" + language + "\"");
      }
      if (!wordings.by_wording_[wording].contains(kEnglish))
        return Unreadable("\"" + wording + "\" has no English");
    }
  } catch (const nlohmann::json::exception&) {
    return Unreadable("every wording is an object by language with \"subject\" and \"body\"");
  }
  return wordings;
}

Result<Text> Wordings::Render(const v1::Notice& notice, const std::string& language,
                              const std::string& school_name) const {
  if (!notice.texts().empty()) return Written(notice, language);
  const auto wording = by_wording_.find(notice.wording());
  if (wording == by_wording_.end()) {
    return Fail(Code::kFailedPrecondition, "WORDING_MISSING",
                "Add the wording \"" + notice.wording() + "\" to the file.", "wording");
  }
  const auto in = [&](const std::string& tongue) {
    const auto& text = wording->second.at(tongue);
    const std::string prefix = notice.drill() ? drill_.at(tongue) + ": " : "";
    return Text{prefix + Fill(text.subject, school_name), prefix + Fill(text.body, school_name)};
  };
  Text text = in(kEnglish);
  if (language.empty() || language == kEnglish || !wording->second.contains(language)) return text;
  const Text own = in(language);
  return Text{own.subject + " / " + text.subject, own.body + "\n\n" + text.body};
}

}  // namespace watchbell::notification

#include "services/alerting/adapters/cap_settings.hpp"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "services/alerting/domain/cap/rules.hpp"

namespace watchbell::alerting {
namespace {

using nlohmann::json;

constexpr std::size_t kTextMax = 400;  // of one text: a document with every language is one event
constexpr std::size_t kRingMax = 400;  // of one polygon, for the same reason
constexpr std::size_t kLanguagesMax = 4;

tl::unexpected<Error> Unusable(const std::string& what) {
  return Fail(Code::kFailedPrecondition, "CAP_SETTINGS_UNUSABLE",
              "Mend the files of --cap-texts and --cap-areas: " + what + ".", "cap-texts");
}

cap::Text TextOf(const json& text) {
  return {text.at("event"), text.at("headline"), text.value("instruction", std::string{})};
}
cap::Place PlaceOf(const json& place) { return {place.at("name"), place.value("polygon", std::string{})}; }

void Read(cap::Settings& settings, const json& texts, const json& areas) {
  texts.at("sender").get_to(settings.sender);
  texts.at("sender_name").get_to(settings.sender_name);
  texts.at("restriction").get_to(settings.restriction);
  for (const auto& [word, addresses] : texts.at("addresses").items()) settings.addresses[word] = addresses;
  texts.at("languages").get_to(settings.languages);
  for (const auto& [language, word] : texts.at("exercise").items()) settings.exercise_word[language] = word;
  for (const auto& [word, languages] : texts.at("texts").items()) {
    for (const auto& [language, text] : languages.items()) settings.texts[word][language] = TextOf(text);
  }
  for (const auto& [school, place] : areas.at("schools").items()) settings.places[school] = PlaceOf(place);
  settings.elsewhere = PlaceOf(areas.at("elsewhere"));
}

// What is missing, in the words of the file; empty: nothing.
std::string Missing(const cap::Settings& settings) {
  if (settings.languages.empty() || settings.languages.size() > kLanguagesMax)
    return "\"languages\" names one to four";
  for (const auto& language : settings.languages) {
    if (!settings.exercise_word.contains(language)) return "\"exercise\" has no word in \"" + language + "\"";
  }
  for (const auto& row : cap::Table()) {
    const auto texts = settings.texts.find(row.word);
    if (texts == settings.texts.end() || !texts->second.contains(settings.languages.front()))
      return "\"texts\" has no \"" + std::string{row.word} + "\" in the first language";
    for (const auto& [language, text] : texts->second) {
      for (const auto& part : {text.event, text.headline, text.instruction}) {
        if (part.size() > kTextMax) return "\"" + std::string{row.word} + "\" has a text that is too long";
      }
    }
  }
  return {};
}

}  // namespace

Result<cap::Settings> ParseCapSettings(std::string_view texts, std::string_view areas, TimeZone zone) {
  cap::Settings settings;
  settings.offset = [zone](TimePoint at) { return zone.OffsetAt(at); };
  try {
    Read(settings, json::parse(texts), json::parse(areas));
  } catch (const json::exception&) {
    return Unusable("they are not of the form that deploy/cap/README.md shows");
  }
  if (const auto missing = Missing(settings); !missing.empty()) return Unusable(missing);
  // Whatever is said of any school must be a valid document: its place, the sender and the texts are tried
  // out here.
  auto schools = settings.places;
  schools[""] = settings.elsewhere;
  for (const auto& [school, place] : schools) {
    if (place.polygon.size() > kRingMax) return Unusable("the polygon of \"" + school + "\" is too long");
    const auto problems = cap::ProblemsOf(cap::Whole(cap::TestMessage("try", school, {}, settings)));
    if (!problems.empty())
      return Unusable("a document of \"" + school + "\" is not valid at " + problems.front().path);
  }
  return settings;
}

Result<cap::Settings> LoadCapSettings(const std::string& texts_path, const std::string& areas_path,
                                      TimeZone zone) {
  std::ifstream texts(texts_path, std::ios::binary), areas(areas_path, std::ios::binary);
  if (!texts || !areas) return Unusable("there is no such file");
  return ParseCapSettings(std::string{std::istreambuf_iterator<char>(texts), {}},
                          std::string{std::istreambuf_iterator<char>(areas), {}}, zone);
}

}  // namespace watchbell::alerting

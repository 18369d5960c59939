#include "services/threat-intake/domain/questions.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "services/threat-intake/domain/words.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::Tip;

// Beginnings of words in English, Spanish, Portuguese and Haitian Creole, in lower case. One that is there
// means that the question is answered, or nearly: a question too many costs less than one too few.
constexpr std::array<std::string_view, 29> kWho{
    "named",  "called ", "name is",  "student",    "teacher", "boy ",  "girl ", "he ",     "she ",    "they ",
    "grader", "kid ",    "se llama", "estudiante", "maestr",  "alumn", "chico", "chica",   "él ",     "ella ",
    "chama",  "aluno",   "aluna",    "menin",      "ele ",    "rele ", "elèv",  "pwofesè", "ti gason"};
constexpr std::array<std::string_view, 25> kWhere{
    "room",    "hall",   "gym",   "cafeteria", "bathroom",  "locker",   "bus",    "parking", "library",
    "field",   "class",  "house", "online",    "instagram", "snapchat", "tiktok", "salón",   "baño",
    "pasillo", "cancha", "sala",  "corredor",  "banheiro",  "klas",     "twalèt"};
constexpr std::array<std::string_view, 31> kWhen{
    "today",   "tomorrow", "yesterday", "monday",  "tuesday", "wednesday", "thursday", "friday",
    "now",     "tonight",  "morning",   "lunch",   "period",  "last ",     "hoy",      "mañana",
    "ayer",    "lunes",    "martes",    "viernes", "anoche",  "hoje",      "amanhã",   "ontem",
    "segunda", "sexta",    "jodi",      "demen",   "yè ",     "lendi",     "vandredi"};
constexpr std::array<std::string_view, 22> kWeapon{
    "gun",      "knife",   "weapon", "rifle",   "pistol", "bomb",  "firearm",  "no weapon",
    "unarmed",  "pistola", "arma",   "cuchill", "navaja", "bomba", "revólver", "faca",
    "canivete", "zam",     "kouto",  "fizi",    "blade",  "shot"};

template <class Words>
bool HasAny(const std::string& text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return StartsAWord(text, word); });
}

// Where somebody may be hurt by a weapon.
bool MayInvolveWeapon(const Tip& draft) {
  return draft.category() == Tip::CATEGORY_THREAT || draft.category() == Tip::CATEGORY_WEAPON ||
         draft.category() == Tip::CATEGORY_FIREARM || draft.category() == Tip::CATEGORY_UNSPECIFIED;
}

}  // namespace

std::vector<v1::Question> FollowUpQuestions(const Tip& draft) {
  const auto text = LowerAscii(draft.text() + " ");
  std::vector<v1::Question> questions;
  if (!HasAny(text, kWho)) questions.push_back(v1::QUESTION_WHO);
  if (draft.place().empty() && !HasAny(text, kWhere)) questions.push_back(v1::QUESTION_WHERE);
  const bool time_known = draft.happening_now() || !draft.event_time().empty() || HasAny(text, kWhen);
  if (!time_known) questions.push_back(v1::QUESTION_WHEN);
  if (MayInvolveWeapon(draft) && !HasAny(text, kWeapon)) questions.push_back(v1::QUESTION_WEAPON);
  if (!time_known) questions.push_back(v1::QUESTION_STILL_HAPPENING);
  return questions;
}

}  // namespace watchbell::threat_intake

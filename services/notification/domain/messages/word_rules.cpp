// The words that N9 and N10 keep out of messages, and those by which N6 knows a text that says where children
// are, in the languages that the district writes.
#include <algorithm>

#include "services/notification/domain/messages/text_check.hpp"
#include "services/notification/domain/messages/words.hpp"

namespace watchbell::notification {

const std::vector<WordRule>& WordRules() {
  static const std::vector<WordRule> rules{
      {"CAMERA_FACT",
       "N9",
       false,
       "Leave out what cameras show or where they are.",
       {"camera*", "cctv", "footage", "surveillance", "video surveillance", "videovigilancia",
        "vigilancia por video", "grabacion*", "videovigilancia", "camaras", "filmagem", "gravacao", "kamera*",
        "videyo siveyans"}},
      {"TACTIC",
       "N9",
       false,
       "Leave out how the school or the police act: say only that they do.",
       {"swat team",
        "sniper*",
        "entry team",
        "tactical*",
        "staging area",
        "staging point",
        "command post",
        "perimeter*",
        "barricad*",
        "hiding place*",
        "hiding in",
        "evacuation route*",
        "rally point*",
        "assembly point*",
        "armed officer*",
        "officers are positioned",
        "undercover",
        "lock code*",
        "door code*",
        "master key*",
        "equipo tactico",
        "francotirador*",
        "puesto de mando",
        "perimetro*",
        "ruta de evacuacion",
        "agentes armados",
        "codigo de la puerta",
        "equipe tatica",
        "atirador de elite",
        "posto de comando",
        "rota de evacuacao",
        "agentes armados",
        "codigo da porta",
        "pos komand",
        "ajan ame"}},
      {"CREDIBILITY",
       "N9",
       true,
       "Say that a report came in and that the police are looking into it; what it was is said after they "
       "have.",
       {"credible*",     "not credible",   "credibility",   "no threat*",      "not a threat",
        "hoax*",         "prank*",         "fake",          "swatting",        "false report*",
        "false threat*", "false alarm*",   "unfounded",     "unsubstantiated", "creible*",
        "creibles",      "broma*",         "amenaza falsa", "falsa amenaza",   "falsa alarma",
        "infundad*",     "crivel",         "criveis",       "trote*",          "alarme falso",
        "ameaca falsa",  "sem fundamento", "kredib",        "fo alam",         "fo menas",
        "blag"}},
      {"STUDENT_DETAIL",
       "N9",
       false,
       "Leave out what points at one student: grade, class, suspension, arrest.",
       {"the student was arrested", "student was suspended", "was taken into custody", "student in custody",
        "special education", "mental health history", "immigration status", "estudiante fue arrestado",
        "estado migratorio", "aluno foi preso", "situacao migratoria", "estati imigrasyon"}},
  };
  return rules;
}

bool SaysWhereabouts(const google::protobuf::RepeatedPtrField<v1::MessageText>& texts) {
  static const std::vector<std::string_view> phrases{
      "reunif*",           "pick up your child*", "pick up your son",   "pick up your daughter",
      "pick up your kid*", "pick up your stud*",  "pick up children",   "pick up students",
      "pickup site",       "pickup location",     "pick up location",   "release site",
      "recoja a su*",      "recoger a su*",       "recoger a los",      "buscar seu*",
      "buscar sua*",       "busque seu*",         "vin chache pitit ou"};
  return std::any_of(texts.begin(), texts.end(), [](const auto& text) {
    const auto words = WordsOf(text.subject() + "\n" + text.body());
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](const auto phrase) { return FindPhrase(words, SplitFolded(phrase)) >= 0; });
  });
}

}  // namespace watchbell::notification

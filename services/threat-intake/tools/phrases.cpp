#include "services/threat-intake/tools/phrases.hpp"

namespace watchbell::threat_intake::tools {
namespace {

using Words = std::string_view;

constexpr Words kEnglishOpenings[] = {"Hi, I don't know if this is real but",
                                      "My daughter just showed me her phone.",
                                      "Please look at this.",
                                      "I want to report something I saw.",
                                      "There is a post going around.",
                                      "My friend sent me this.",
                                      "Everyone in the group chat is talking about this.",
                                      "I'm a parent and I'm really worried.",
                                      "Not sure who to tell.",
                                      "I am scared.",
                                      "URGENT!!",
                                      "Somebody needs to do something.",
                                      "hey so",
                                      "This is about a story that was posted tonight.",
                                      "Maybe you already heard about it."};
constexpr Words kEnglishWho[] = {"The account is {handle}.",
                                 "It was posted by {handle} on {platform}.",
                                 "{name} put it on his {platform}.",
                                 "I think it's {name}, his username is {handle}.",
                                 "A kid named {name} posted it.",
                                 "{name} is the one who wrote it.",
                                 "someone called {name} on {platform}",
                                 "its from {handle} ({name})",
                                 "on {platform} under the name {handle}"};
constexpr Words kEnglishWhat[] = {"It says he is going to shoot up {place} on {day}.",
                                  "He is threatening {place} this {day}.",
                                  "There is a threat against {place} for {day}.",
                                  "He wrote that nobody at {place} will be safe {day}.",
                                  "It says not to come to {place} on {day}.",
                                  "He wants to bring a {weapon} to {place} {day} morning.",
                                  "Saying people at {place} will die on {day}.",
                                  "It warns students to stay home {day} because of {place}.",
                                  "he said {day} will be the last day of {place}",
                                  "a school shooting planned for {day} at {place}"};
constexpr Words kEnglishWhere[] = {"It was on {platform}.",
                                   "I saw it in his {platform} story.",
                                   "Someone reposted it on {platform} too.",
                                   "My son has a screenshot from {platform}.",
                                   "It's at {place}.",
                                   "We are {place} parents.",
                                   "It got shared to the {place} group."};
constexpr Words kEnglishWeapon[] = {
    "There is a picture of a {weapon}.", "The photo shows a {weapon}.", "You can see a {weapon} on a bed.",
    "He is holding a {weapon} in the video.", "with a {weapon} emoji and a photo"};
constexpr Words kEnglishQuote[] = {"It says \"{quote}\".", "The words were: {quote}",
                                   "His exact caption: {quote}", "\"{quote}\" is what it said"};
constexpr Words kEnglishClosings[] = {"Please check on it.",
                                      "I'm keeping my kids home.",
                                      "Can you tell us if it's safe to come?",
                                      "Thank you.",
                                      "I don't want to get anyone in trouble.",
                                      "Please call the police.",
                                      "idk if its a joke",
                                      "Should my daughter go to class?",
                                      "Do not say that I told you.",
                                      "plz help",
                                      "We are all very scared."};

constexpr Words kSpanishOpenings[] = {"Hola, quiero reportar algo.", "Mi hija me enseñó su teléfono.",
                                      "No sé si es verdad.", "Estoy muy preocupada.",
                                      "Por favor miren esto."};
constexpr Words kSpanishWho[] = {"La cuenta es {handle}.", "Lo publicó {name} en {platform}.",
                                 "Un muchacho que se llama {name}, {handle}.",
                                 "Lo escribió {handle} en {platform}."};
constexpr Words kSpanishWhat[] = {
    "Dice que va a disparar en {place} el {day}.", "Hay una amenaza contra {place} para {day}.",
    "Dice que no vayan a {place} el {day}.", "Va a llevar una pistola a {place}."};
constexpr Words kSpanishWhere[] = {"Lo vi en {platform}.", "Salió en su historia de {platform}.",
                                   "Somos padres de {place}."};
constexpr Words kSpanishWeapon[] = {"Hay una foto de {weapon}.", "Se ve un arma ({weapon})."};
constexpr Words kSpanishQuote[] = {"Dice: \"{quote}\".", "Las palabras eran {quote}"};
constexpr Words kSpanishClosings[] = {"Por favor llamen a la policía.", "Gracias.",
                                      "¿Es seguro mandar a mis hijos?"};

constexpr Words kHandleList[] = {"@kylem.07", "jd_rampage",    "@xx.tyler.xx", "mason_2k9",
                                 "@b.dub33",  "voidwalker_ez", "@lil.trey10",  "not_ur_bro_44"};
constexpr Words kNameList[] = {"Kyle",   "Jordan", "Tyler", "Mason",  "Brandon", "Ethan",   "Trevor",
                               "Damian", "Luis",   "Aiden", "Marcus", "Chloe",   "Madison", "Destiny"};
constexpr Words kPlatformList[] = {"Snapchat", "Instagram", "TikTok", "Discord"};
constexpr Words kSchoolNameList[] = {"Roosevelt",  "Lincoln",  "Jefferson", "Kennedy",
                                     "Washington", "Franklin", "Deering",   "Longfellow"};
constexpr Words kSchoolCodeList[] = {"roosevelt-ms", "lincoln-es", "jefferson-hs"};
constexpr Words kDayList[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"};
constexpr Words kQuoteList[] = {"its gonna be a movie",   "yall had your chance", "say goodbye to 3rd period",
                                "bell rings i ring back", "gym class first",      "tell ur mom u love her"};
constexpr Words kWeaponList[] = {"glock", "rifle", "shotgun", "pistol", "handgun", "AR-15"};

constexpr Words kOtherList[] = {
    "{who} and some other kids vape in the {spot} {when}.",
    "Kids are vaping in the {spot} every day.",
    "{who} sells vape pens near the {spot} {when}",
    "Somebody is selling pills by the {spot}.",
    "{who} in {grade} keeps calling my son names and pushed him in the {spot}.",
    "A girl in {grade} is being bullied by {who} and nobody helps her.",
    "{who} made a fake account about a girl in {grade} and posts her pictures.",
    "My friend {who} said she doesn't want to live anymore, I am worried about her.",
    "{who} has cuts on the arms and told me not to tell anyone.",
    "{who} cries in the {spot} {when} and wont eat",
    "There was a fight {when} in the {spot} between {who} and a boy from {grade}.",
    "There will be a fight after school at the {spot}, {who} told everyone.",
    "I saw {who} with a knife in the {spot} {when}.",
    "{who} showed a pocket knife on the bus",
    "A man in a grey van waits outside the {spot} {when}.",
    "A stranger asked my little brother for his address near the {spot}.",
    "Someone wrote racist words on the wall of the {spot}.",
    "There is a swastika drawn in the {spot}.",
    "The bus driver texts while driving {when}.",
    "The back door by the {spot} does not lock and is propped open {when}.",
    "{who} cheats on every test and sells answers to {grade}.",
    "{who} steals lunch money from {grade}.",
    "A teacher yells at {grade} and called {who} stupid.",
    "{who} comes to class drunk {when}.",
    "{who} said he would beat me up {when} if I tell.",
    "{who} threatened to stab a boy from {grade} after practice",
    "{who} brags that his uncle has a gun at home and will bring it",
    "he said he'd bomb the {spot} but i think {who} was joking",
    "{who} is sending nudes of a girl in {grade} to the football team.",
    "My daughter gets messages from an older man who knows {who}.",
    "{who} hasn't been home since {when}, her stepdad hits her.",
    "The food in the {spot} made {grade} sick {when}.",
    "Water is leaking in the {spot} and the floor is slippery",
    "Please fix the lights at the {spot}, it's dark {when}",
    "{who} smokes weed in a car by the {spot}",
    "A dog without a leash runs around the {spot} {when}",
    "They make fun of {who} because of his accent {when}",
    "kids from {place} throw rocks at cars near the {spot}",
    "{who} pulled the fire alarm {when}",
    "{who} wrote a list of people he hates in {grade}",
    "Lockers in the {spot} were broken into {when}, my airpods are gone.",
    "My bike was stolen from the {spot} {when}.",
    "Hay niños fumando en el {spot} {when}.",
    "A mi hijo le pegan en el {spot}, es {who} de {grade}.",
    "Minha filha sofre bullying de {who} no {spot}.",
    "Yo ap bat pitit mwen nan {spot} a, se {who}."};
constexpr Words kOtherEndList[] = {"Please do something.",
                                   "It happens {when}.",
                                   "I told a teacher but nothing happened.",
                                   "Thanks.",
                                   "He goes to {place}.",
                                   "Ask {who}, she saw it.",
                                   "I want to stay anonymous.",
                                   "It's been going on since last month."};
constexpr Words kSpotList[] = {
    "second floor bathroom", "locker room",  "cafeteria",  "parking lot",  "library",  "gym",
    "stairwell B",           "bus 14",       "playground", "soccer field", "art room", "band room",
    "main entrance",         "computer lab", "auditorium", "bleachers"};
constexpr Words kGradeList[] = {"5th grade",
                                "6th grade",
                                "7th grade",
                                "8th grade",
                                "9th grade",
                                "10th grade",
                                "Mrs. Alvarez's class",
                                "Mr. Boyd's homeroom"};
constexpr Words kTimeList[] = {"at lunch",       "after 4th period", "before the first bell", "on Tuesdays",
                               "yesterday",      "during PE",        "every morning",         "last week",
                               "after practice", "at recess"};

}  // namespace

const ReportPieces kEnglish{kEnglishOpenings, kEnglishWho,   kEnglishWhat,    kEnglishWhere,
                            kEnglishWeapon,   kEnglishQuote, kEnglishClosings};
const ReportPieces kSpanish{kSpanishOpenings, kSpanishWho,   kSpanishWhat,    kSpanishWhere,
                            kSpanishWeapon,   kSpanishQuote, kSpanishClosings};

const Pieces kHandles{kHandleList}, kNames{kNameList}, kPlatforms{kPlatformList},
    kSchoolNames{kSchoolNameList}, kSchoolCodes{kSchoolCodeList}, kDays{kDayList}, kQuotes{kQuoteList},
    kWeapons{kWeaponList};
const Pieces kOthers{kOtherList}, kOtherEnds{kOtherEndList}, kSpots{kSpotList}, kGrades{kGradeList},
    kTimes{kTimeList};

}  // namespace watchbell::threat_intake::tools

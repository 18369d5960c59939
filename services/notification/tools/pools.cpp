#include "services/notification/tools/pools.hpp"

#include <array>

namespace watchbell::notification::tools {
namespace {

using Names = std::string_view;

constexpr Names kEnglishGiven[] = {
    "Abigail", "Aiden",   "Alice",  "Amelia", "Andrew",  "Benjamin", "Caleb",  "Charlotte", "Chloe",
    "Claire",  "Daniel",  "David",  "Dylan",  "Eleanor", "Elijah",   "Ella",   "Emily",     "Ethan",
    "Evelyn",  "Gabriel", "Grace",  "Hannah", "Harper",  "Henry",    "Isaac",  "Jack",      "Jacob",
    "James",   "Julia",   "Kevin",  "Laura",  "Leah",    "Liam",     "Lucas",  "Lucy",      "Madison",
    "Mason",   "Megan",   "Nathan", "Noah",   "Nora",    "Oliver",   "Olivia", "Owen",      "Peter",
    "Rachel",  "Samuel",  "Sarah",  "Thomas", "Violet"};
constexpr Names kEnglishFamily[] = {
    "Abbott",  "Baker",   "Barnes",  "Bennett",  "Brooks",  "Carter",  "Chapman", "Coleman", "Collins",
    "Cooper",  "Dawson",  "Ellis",   "Fisher",   "Foster",  "Gardner", "Grant",   "Harper",  "Hayes",
    "Holland", "Hunter",  "Jenkins", "Keller",   "Lambert", "Marsh",   "Mason",   "Miller",  "Morgan",
    "Murphy",  "Norton",  "O'Brien", "Palmer",   "Parker",  "Pierce",  "Porter",  "Quinn",   "Reed",
    "Sawyer",  "Shaw",    "Stone",   "Sullivan", "Turner",  "Vance",   "Walker",  "Walsh",   "Watson",
    "Webb",    "Wheeler", "Whitman", "Wilder",   "Young"};
constexpr Names kSpanishGiven[] = {"Alejandra", "Andrés", "Camila", "Carlos",    "Diego",  "Elena",
                                   "Gabriela",  "Isabel", "Javier", "José",      "Lucía",  "Luis",
                                   "Mariana",   "Mateo",  "Miguel", "Nicolás",   "Paola",  "Rosa",
                                   "Santiago",  "Sofía",  "Tomás",  "Valentina", "Ximena", "Ángel"};
constexpr Names kSpanishFamily[] = {"Acosta", "Castillo", "Cruz",    "Delgado", "Díaz",   "Flores",
                                    "García", "Gómez",    "Herrera", "Jiménez", "López",  "Martínez",
                                    "Medina", "Muñoz",    "Núñez",   "Ortiz",   "Peña",   "Ramírez",
                                    "Reyes",  "Rivera",   "Rojas",   "Santos",  "Torres", "Vargas"};
constexpr Names kPortugueseGiven[] = {"Ana",     "Beatriz", "Bruno", "Caio",   "Fernanda", "João",
                                      "Larissa", "Letícia", "Pedro", "Rafael", "Thiago",   "Vitória"};
constexpr Names kPortugueseFamily[] = {"Almeida",   "Barbosa",  "Cardoso", "Carvalho", "Costa", "Ferreira",
                                       "Gonçalves", "Oliveira", "Pereira", "Ribeiro",  "Silva", "Souza"};
constexpr Names kHaitianGiven[] = {"Emmanuel", "Esther", "Fabienne", "Guerline",   "Jean",      "Marie-Ange",
                                   "Mirlande", "Nadège", "Réginald", "Rose-Laure", "Stevenson", "Wilner"};
constexpr Names kHaitianFamily[] = {"Antoine", "Baptiste", "Charles", "Désir",  "Étienne",     "François",
                                    "Joseph",  "Laguerre", "Louis",   "Pierre", "Saint-Fleur", "Toussaint"};
constexpr Names kPolishGiven[] = {"Agnieszka", "Filip",  "Jakub",  "Kacper",    "Katarzyna", "Łukasz",
                                  "Magda",     "Michał", "Oliwia", "Stanisław", "Zofia",     "Żaneta"};
constexpr Names kPolishFamily[] = {"Dąbrowski", "Jankowski",   "Kamiński", "Kowalczyk",
                                   "Kozioł",    "Lewandowski", "Mazur",    "Nowak",
                                   "Pawlak",    "Wiśniewski",  "Wójcik",   "Zieliński"};
constexpr Names kUrduGiven[] = {"Ahmed",  "Aisha", "Bilal", "Fatima", "Hamza", "Imran",
                                "Maryam", "Nadia", "Omar",  "Sana",   "Usman", "Zainab"};
constexpr Names kUrduFamily[] = {"Ahmad", "Akhtar", "Ali",   "Baig",  "Chaudhry", "Hussain",
                                 "Iqbal", "Khan",   "Malik", "Mirza", "Qureshi",  "Siddiqui"};
constexpr Names kChineseGiven[] = {"Fang", "Hao", "Jing", "Jun", "Lei", "Li",
                                   "Mei",  "Min", "Wei",  "Xin", "Yan", "Yu"};
constexpr Names kChineseFamily[] = {"Chen", "Guo", "He", "Huang", "Lin",   "Liu",
                                    "Wang", "Wu",  "Xu", "Yang",  "Zhang", "Zhou"};
constexpr Names kArabicGiven[] = {"Amal", "Dina", "Hassan", "Khalid", "Layla",  "Mona",
                                  "Nour", "Rami", "Samir",  "Tariq",  "Yasmin", "Youssef"};
constexpr Names kArabicFamily[] = {"Al-Amin", "Aziz",    "Darwish", "Farouk", "Haddad", "Hamdan",
                                   "Khoury",  "Mansour", "Nasser",  "Rahman", "Saleh",  "Zaki"};

constexpr std::array<Community, 8> kCommunities{{
    {"en", 60, kEnglishGiven, kEnglishFamily},
    {"es", 24, kSpanishGiven, kSpanishFamily},
    {"pt", 4, kPortugueseGiven, kPortugueseFamily},
    {"ht", 3, kHaitianGiven, kHaitianFamily},
    {"pl", 3, kPolishGiven, kPolishFamily},
    {"ur", 2, kUrduGiven, kUrduFamily},
    {"zh", 2, kChineseGiven, kChineseFamily},
    {"ar", 2, kArabicGiven, kArabicFamily},
}};

constexpr Names kStems[] = {"Lincoln",        "Maple Hollow",  "Harbor View", "Cedar Ridge",  "Fox Meadow",
                            "Granite Falls",  "Birch Landing", "Stony Brook", "Quarry Hill",  "Juniper Grove",
                            "Millpond",       "Sparrow Point", "Kingfisher",  "Old Orchard",  "Saltmarsh",
                            "Beacon Heights", "Tidewater",     "Whitcomb",    "Ferry Street", "Ashgrove"};

}  // namespace

std::span<const Community> Communities() { return kCommunities; }
std::span<const std::string_view> SchoolStems() { return kStems; }

}  // namespace watchbell::notification::tools

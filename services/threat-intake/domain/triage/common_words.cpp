#include "services/threat-intake/domain/triage/common_words.hpp"

#include <sstream>
#include <string>
#include <unordered_map>

namespace watchbell::threat_intake {
namespace {

// English, Spanish, Portuguese, Haitian Creole: the languages of the form.
constexpr char kStopWords[] =
    "a about after again all also am an and any are arent as at be because been before being but by can cant "
    "could did didnt do does doesnt doing dont down for from get gets getting go goes going gonna got had "
    "has "
    "hasnt have havent having he her here hers hey hi him his how i id if ill im in into is isnt it its ive "
    "just know like me more most much my no not now of off ok okay on one only or other our out over own "
    "please "
    "really she should so some than thank thanks that thats the their them then there theres these they "
    "theyre "
    "this those though thought through to too u under until up ur very was wasnt we well were werent what "
    "whats "
    "when where which while who whos why will with wont would you your "
    "al algo asi como con cual cuando de del desde donde e el ella ellas ellos en entre era es esa ese eso "
    "esta "
    "estaba estan estar este esto fue ha han hasta hay la las le les lo los mas me mi mis muy ni nos o para "
    "pero por porque que quien se ser si sin sobre son su sus tambien te tengo tiene todo todos tu un una "
    "uno "
    "unos va van y ya yo "
    "ao aos as ate com da das do dos ela elas ele eles em essa esse estao eu foi isso isto ja mais mas "
    "meu minha muito na nao nas nem no nos num numa os ou pela pelo pra quando quem sao sem seu sua "
    "tambem tem tinha um uma umas uns vai vao voce "
    "ak ale ap avek ba bagay ban ant chak fe gen genyen jan ka ki kek ki kote l la lan li m mwen menm n nan "
    "nap "
    "nou ou pa pou pral sa se si sou te tout vin vle w y yo yon";
constexpr char kTipWords[] =
    "afraid anyone anything app asked before boy called campus class classes comment concerned day days "
    "district everybody everyone family feel friend friends girl going group guy guys happen happened "
    "happening "
    "heard help kid kids look message messages middle need number office page parent parents people person "
    "phone photo pic picture please post posted posts probably profile real report reported reporting said "
    "saw "
    "say saying says scared school schools screenshot seen sent seriously shared show showed shows since "
    "somebody someone something story student students talk talking teacher teachers tell telling think "
    "thing "
    "threat threatened threatening threats time today told tomorrow trying video want wants week weekend "
    "worried "
    "worry wrote year bad weird stuff boys girls name old new saying make makes making take takes might "
    "maybe "
    "monday tuesday wednesday thursday friday saturday sunday morning night lunch period hallway "
    "insta instagram ig snap snapchat tiktok facebook discord whatsapp twitter online internet social media "
    "shoot shooting shooter shot shots gun guns weapon weapons kill killing killed die dying dead bomb bring "
    "bringing "
    "brought carry knife username user users story stories caption captions repost reposted reposting warn "
    "warns "
    "warning safe safety stay home come comes coming keep police cops planned planning plans last nobody "
    "exact words "
    "already around idk joke joking urgent lol omg dont wants cuenta historia pistola arma disparar matar "
    "policia seguro "
    "palabras arma armas atirar policia conta historia amanha zam touye lapolis "
    "account chat elementary high daughter son brother sister child children mom dad hurt fight "
    "alguien alumno alumna amenaza amenazas amigo amiga ayuda clase companero escuela estudiante foto gente "
    "hermano hermana hijo hija manana mensaje miedo nino nina padres preocupada preocupado profesor "
    "profesora "
    "publicacion publico vi dice dijo hoy lunes martes miercoles jueves viernes semana "
    "aluno aluna amanha ajuda alguem ameaca ameacas aula crianca disse escola filho filha hoje irmao irma "
    "mensagem medo pais preocupado publicou postou segunda terca quarta quinta sexta vi viu "
    "demen ed elev foto jodi lekol menas mesaj pe pitit pwofese timoun we wey zanmi lendi madi mekredi jedi "
    "vandredi semen";

std::unordered_map<std::string, WordKind> Words() {
  std::unordered_map<std::string, WordKind> words;
  const auto add = [&](const char* list, WordKind kind) {
    std::istringstream in(list);
    for (std::string word; in >> word;) words.emplace(word, kind);
  };
  add(kStopWords, WordKind::kStop);
  add(kTipWords, WordKind::kCommon);
  return words;
}

}  // namespace

WordKind KindOf(std::string_view folded_word) {
  static const auto words = Words();
  const auto found = words.find(std::string{folded_word});
  return found == words.end() ? WordKind::kTelling : found->second;
}

}  // namespace watchbell::threat_intake

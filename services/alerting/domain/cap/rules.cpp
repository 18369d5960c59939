#include "services/alerting/domain/cap/rules.hpp"

#include <algorithm>

#include "services/alerting/domain/cap/geometry.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"

namespace watchbell::alerting::cap {
namespace {

constexpr std::size_t kPolygonPointsMin = 4;
constexpr std::size_t kLanguageMax = 35;

std::string At(std::string_view name, int index) {
  return std::string{name} + "[" + std::to_string(index) + "]";
}

bool IsName(std::string_view text) {
  return !text.empty() && text.find_first_of(" ,<&\t\r\n") == std::string_view::npos;
}

bool IsLanguage(std::string_view text) {
  if (text.size() > kLanguageMax) return false;
  std::size_t part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool later_digit = c >= '0' && c <= '9' && text.find('-') < i;
    if (c == '-' ? part == 0 : !(letter || later_digit)) return false;
    part = c == '-' ? 0 : part + 1;
    if (part > 8) return false;
  }
  return part > 0;
}

// "<b>" or "&nbsp;" in a text that is already unescaped: it was HTML.
bool HasMarkup(std::string_view text) {
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!')
      return true;
  }
  for (const std::string_view entity : {"&nbsp;", "&amp;", "&lt;", "&gt;", "&quot;", "&#"}) {
    if (text.find(entity) != std::string_view::npos) return true;
  }
  return false;
}

class Check {
 public:
  explicit Check(const v1::CapAlert& alert) : alert_(alert) {}

  std::vector<Problem> Run() {
    Name("identifier", alert_.identifier());
    Name("sender", alert_.sender());
    Time("sent", alert_.sent());
    OneOf("status", alert_.status(), kStatuses);
    OneOf("msgType", alert_.msg_type(), kMsgTypes);
    OneOf("scope", alert_.scope(), kScopes);
    Scope();
    if (alert_.status() == "Exercise" && alert_.note().empty())
      Say("note", "EXERCISE_UNNAMED", "Name the exercise in a note.");
    Plain("note", alert_.note());
    References();
    Count("info", alert_.infos_size(), kInfosMax);
    for (int i = 0; i < std::min(alert_.infos_size(), kInfosMax); ++i)
      Info(At("info", i) + ".", alert_.infos(i));
    return std::move(problems_);
  }

 private:
  void Say(std::string path, std::string reason, std::string remedy) {
    problems_.push_back({std::move(path), std::move(reason), std::move(remedy)});
  }
  void Name(const std::string& path, const std::string& text) {
    if (!IsName(text)) Say(path, "NAME_MALFORMED", "Give a name without space, comma, < or &.");
  }
  void OneOf(const std::string& path, const std::string& word, Words words) {
    if (!IsOneOf(words, word)) Say(path, "WORD_UNKNOWN", "Use one of " + Listed(words) + ".");
  }
  void Time(const std::string& path, const std::string& text) {
    if (!FromCapTime(text)) Say(path, "TIME_MALFORMED", "Write it like 2026-11-22T07:30:00-05:00.");
  }
  void TimeIfAny(const std::string& path, const std::string& text) {
    if (!text.empty()) Time(path, text);
  }
  void Plain(const std::string& path, const std::string& text) {
    if (HasMarkup(text)) Say(path, "MARKUP", "Write plain text, without HTML.");
  }
  void Count(const std::string& path, int count, int max) {
    if (count > max) Say(path, "TOO_MANY", "Send at most " + std::to_string(max) + ".");
  }

  void Scope() {
    if ((alert_.scope() == "Restricted") == alert_.restriction().empty())
      Say("restriction", "RESTRICTION_MISPLACED", "Scope Restricted needs a restriction, no other has one.");
    if (alert_.scope() == "Private" && alert_.addresses().empty())
      Say("addresses", "ADDRESSES_MISSING", "Scope Private needs addresses.");
  }

  void References() {
    const bool needed = alert_.msg_type() != "Alert" && IsOneOf(kMsgTypes, alert_.msg_type());
    if (needed && alert_.references().empty())
      Say("references", "REFERENCES_MISSING", "Say which documents this one is about.");
    Count("references", alert_.references_size(), kReferencesMax);
    const auto sent = FromCapTime(alert_.sent());
    for (const auto& reference : alert_.references()) {
      const auto then = FromCapTime(reference.sent());
      if (!IsName(reference.sender()) || !IsName(reference.identifier()) || !then) {
        Say("references", "REFERENCE_MALFORMED", "Write each one as sender,identifier,sent.");
      } else if (reference.sender() == alert_.sender() && reference.identifier() == alert_.identifier()) {
        Say("references", "REFERENCE_CIRCULAR", "A document does not refer to itself.");
      } else if (sent && *then > *sent) {
        Say("references", "REFERENCE_LATER", "A document refers to what was sent before it.");
      }
    }
  }

  void Info(const std::string& path, const v1::CapInfo& info) {
    if (!info.language().empty() && !IsLanguage(info.language()))
      Say(path + "language", "LANGUAGE_MALFORMED", "Write it like en-US.");
    if (info.categories().empty()) Say(path + "category", "ELEMENT_MISSING", "Give at least one category.");
    for (int i = 0; i < info.categories_size(); ++i)
      OneOf(path + At("category", i), info.categories(i), kCategories);
    if (info.event().empty()) Say(path + "event", "ELEMENT_MISSING", "Say what happens.");
    for (int i = 0; i < info.response_types_size(); ++i)
      OneOf(path + At("responseType", i), info.response_types(i), kResponseTypes);
    OneOf(path + "urgency", info.urgency(), kUrgencies);
    OneOf(path + "severity", info.severity(), kSeverities);
    OneOf(path + "certainty", info.certainty(), kCertainties);
    TimeIfAny(path + "effective", info.effective());
    TimeIfAny(path + "onset", info.onset());
    TimeIfAny(path + "expires", info.expires());
    Plain(path + "event", info.event());
    Plain(path + "senderName", info.sender_name());
    Plain(path + "headline", info.headline());
    Plain(path + "description", info.description());
    Plain(path + "instruction", info.instruction());
    for (int i = 0; i < info.areas_size(); ++i) {
      if (++areas_ == kAreasMax + 1) Count(path + "area", areas_, kAreasMax);
      if (areas_ <= kAreasMax) Area(path + At("area", i) + ".", info.areas(i));
    }
  }

  void Area(const std::string& path, const v1::CapArea& area) {
    if (area.area_desc().empty()) Say(path + "areaDesc", "ELEMENT_MISSING", "Describe the area.");
    for (int i = 0; i < area.polygons_size(); ++i) Polygon(path + At("polygon", i), area.polygons(i));
    for (int i = 0; i < area.circles_size(); ++i) {
      if (!IsCircle(area.circles(i)))
        Say(path + At("circle", i), "CIRCLE_MALFORMED", "Write it as latitude,longitude radius, in km.");
    }
    if (!area.ceiling().empty() && area.altitude().empty())
      Say(path + "ceiling", "ALTITUDE_MISSING", "A ceiling needs an altitude.");
  }

  void Polygon(const std::string& path, const std::string& text) {
    const auto points = ParsePoints(text);
    if (!points)
      return Say(path, "POLYGON_MALFORMED", "Write it as latitude,longitude pairs between spaces.");
    points_ += points->size();
    if (points_ > kPointsMax)
      return Say(path, "TOO_MANY", "Send at most " + std::to_string(kPointsMax) + " points.");
    if (points->size() < kPolygonPointsMin || points->front() != points->back())
      return Say(path, "POLYGON_OPEN", "Give four points or more, the last one equal to the first.");
    if (CrossesItself(*points)) Say(path, "POLYGON_CROSSED", "Its sides must not cross.");
  }

  const v1::CapAlert& alert_;
  std::vector<Problem> problems_;
  int areas_ = 0;
  std::size_t points_ = 0;
};

}  // namespace

std::vector<Problem> ProblemsOf(const v1::CapAlert& alert) { return Check(alert).Run(); }

}  // namespace watchbell::alerting::cap

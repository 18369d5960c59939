#include "services/alerting/adapters/cap_reader.hpp"

#include <algorithm>
#include <functional>

#include "services/alerting/adapters/cap_writer.hpp"

namespace watchbell::alerting {
namespace {

constexpr std::string_view kCap11 = "urn:oasis:names:tc:emergency:cap:1.1";
constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kProblemsToldMax = 6;

tl::unexpected<Error> Unreadable(long line, const std::string& what) {
  return Fail(Code::kInvalidArgument, "CAP_UNREADABLE", "Line " + std::to_string(line) + ": " + what,
              "document");
}

std::string Trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return std::string{text.substr(begin, text.find_last_not_of(kSpace) - begin + 1)};
}

bool IsElement(const xmlNode* node) { return node->type == XML_ELEMENT_NODE; }

// Text without markup inside; comments are skipped.
std::string TextOf(const xmlNode* element) {
  std::string text;
  for (const xmlNode* child = element->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) text += Plain(child->content);
  }
  return Trimmed(text);
}

// Walks one document. Paths are those of cap::ProblemsOf, so that its findings have lines too.
class Walk {
 public:
  explicit Walk(std::string_view name_space) : namespace_(name_space) {}

  CapReading Read(const xmlNode* root) {
    lines_[""] = xmlGetLineNo(root);
    Alert(root);
    for (auto& problem : cap::ProblemsOf(reading_.alert)) {
      const long line = LineOf(problem.path);
      const auto known = std::find_if(reading_.problems.begin(), reading_.problems.end(),
                                      [&](const auto& other) { return other.problem.path == problem.path; });
      if (known == reading_.problems.end()) reading_.problems.push_back({line, std::move(problem)});
    }
    std::stable_sort(reading_.problems.begin(), reading_.problems.end(),
                     [](const auto& one, const auto& other) { return one.line < other.line; });
    return std::move(reading_);
  }

 private:
  using Take = std::function<void(const xmlNode*, const std::string& path)>;
  // What may stand in an element, in the schema's order. `many`: more than once.
  struct Child {
    std::string_view name;
    Take take;
    bool many = false;
  };

  void Say(const xmlNode* node, std::string path, std::string reason, std::string remedy) {
    reading_.problems.push_back(
        {xmlGetLineNo(node), {std::move(path), std::move(reason), std::move(remedy)}});
  }

  // Of the element, or of the nearest one around it: a missing one has no line of its own.
  long LineOf(std::string path) const {
    while (true) {
      const auto known = lines_.find(path);
      if (known != lines_.end()) return known->second;
      const auto dot = path.rfind('.');
      path = dot == std::string::npos ? "" : path.substr(0, dot);
    }
  }

  void Children(const xmlNode* parent, const std::string& prefix, const std::vector<Child>& known) {
    std::vector<int> counts(known.size());
    std::size_t furthest = 0;
    for (const xmlNode* node = parent->children; node != nullptr; node = node->next) {
      if (!IsElement(node)) continue;
      if (node->ns == nullptr || Plain(node->ns->href) != namespace_) continue;  // a signature, an extension
      if (++elements_ > kElementsMax) {
        if (elements_ == kElementsMax + 1) Say(node, prefix, "TOO_MANY", "Send a shorter document.");
        return;
      }
      const auto name = Plain(node->name);
      const auto found =
          std::find_if(known.begin(), known.end(), [&](const Child& child) { return child.name == name; });
      if (found == known.end()) {
        Say(node, prefix + "?", "ELEMENT_UNKNOWN", "Leave out what CAP does not have here.");
        continue;
      }
      const auto at = static_cast<std::size_t>(found - known.begin());
      const std::string path =
          prefix + std::string{name} + (found->many ? "[" + std::to_string(counts[at]) + "]" : "");
      if (!found->many && counts[at] == 1) Say(node, path, "ELEMENT_TWICE", "Give it once.");
      if (at < furthest) Say(node, path, "ELEMENT_MISPLACED", "Keep the schema's order.");
      furthest = std::max(furthest, at);
      ++counts[at];
      lines_.emplace(path, xmlGetLineNo(node));
      found->take(node, path);
    }
  }

  // Where the standard allows no empty element.
  Take Filled(const std::function<void(std::string)>& take) {
    return [this, take](const xmlNode* node, const std::string& path) {
      auto text = TextOf(node);
      if (text.empty()) Say(node, path, "ELEMENT_EMPTY", "Give it a content, or leave it out.");
      take(std::move(text));
    };
  }
  static Take Any(const std::function<void(std::string)>& take) {
    return [take](const xmlNode* node, const std::string&) { take(TextOf(node)); };
  }

  template <class Values>
  Take Value(Values& values) {
    return [this, &values](const xmlNode* node, const std::string& path) {
      auto& value = *values.Add();
      Children(node, path + ".",
               {{"valueName", Any([&](std::string text) { value.set_name(std::move(text)); })},
                {"value", Any([&](std::string text) { value.set_value(std::move(text)); })}});
    };
  }

  void References(const xmlNode* node, const std::string& path) {
    const auto text = TextOf(node);
    if (text.empty()) Say(node, path, "ELEMENT_EMPTY", "Give it a content, or leave it out.");
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find_first_of(kSpace, at), text.size());
      const auto one = text.substr(at, end - at);
      at = end + 1;
      if (one.empty()) continue;
      const auto first = one.find(','), last = one.rfind(',');
      auto& reference = *reading_.alert.add_references();
      if (first == std::string::npos || first == last) continue;  // malformed, which the rules say
      reference.set_sender(one.substr(0, first));
      reference.set_identifier(one.substr(first + 1, last - first - 1));
      reference.set_sent(one.substr(last + 1));
    }
  }

  void Alert(const xmlNode* root) {
    auto& alert = reading_.alert;
    Children(
        root, "",
        {{"identifier", Any([&](std::string t) { alert.set_identifier(std::move(t)); })},
         {"sender", Any([&](std::string t) { alert.set_sender(std::move(t)); })},
         {"sent", Any([&](std::string t) { alert.set_sent(std::move(t)); })},
         {"status", Any([&](std::string t) { alert.set_status(std::move(t)); })},
         {"msgType", Any([&](std::string t) { alert.set_msg_type(std::move(t)); })},
         {"source", Filled([&](std::string t) { alert.set_source(std::move(t)); })},
         {"scope", Any([&](std::string t) { alert.set_scope(std::move(t)); })},
         {"restriction", Filled([&](std::string t) { alert.set_restriction(std::move(t)); })},
         {"addresses", Filled([&](std::string t) { alert.set_addresses(std::move(t)); })},
         {"code", Any([&](std::string t) { alert.add_codes(std::move(t)); }), true},
         {"note", Filled([&](std::string t) { alert.set_note(std::move(t)); })},
         {"references", [&](const xmlNode* node, const std::string& path) { References(node, path); }},
         {"incidents", Filled([&](std::string t) { alert.set_incidents(std::move(t)); })},
         {"info", [&](const xmlNode* node, const std::string& path) { Info(node, path, *alert.add_infos()); },
          true}});
  }

  void Info(const xmlNode* node, const std::string& path, v1::CapInfo& info) {
    Children(node, path + ".",
             {{"language", Filled([&](std::string t) { info.set_language(std::move(t)); })},
              {"category", Any([&](std::string t) { info.add_categories(std::move(t)); }), true},
              {"event", Any([&](std::string t) { info.set_event(std::move(t)); })},
              {"responseType", Any([&](std::string t) { info.add_response_types(std::move(t)); }), true},
              {"urgency", Any([&](std::string t) { info.set_urgency(std::move(t)); })},
              {"severity", Any([&](std::string t) { info.set_severity(std::move(t)); })},
              {"certainty", Any([&](std::string t) { info.set_certainty(std::move(t)); })},
              {"audience", Filled([&](std::string t) { info.set_audience(std::move(t)); })},
              {"eventCode", Value(*info.mutable_event_codes()), true},
              {"effective", Filled([&](std::string t) { info.set_effective(std::move(t)); })},
              {"onset", Filled([&](std::string t) { info.set_onset(std::move(t)); })},
              {"expires", Filled([&](std::string t) { info.set_expires(std::move(t)); })},
              {"senderName", Filled([&](std::string t) { info.set_sender_name(std::move(t)); })},
              {"headline", Filled([&](std::string t) { info.set_headline(std::move(t)); })},
              {"description", Filled([&](std::string t) { info.set_description(std::move(t)); })},
              {"instruction", Filled([&](std::string t) { info.set_instruction(std::move(t)); })},
              {"web", Filled([&](std::string t) { info.set_web(std::move(t)); })},
              {"contact", Filled([&](std::string t) { info.set_contact(std::move(t)); })},
              {"parameter", Value(*info.mutable_parameters()), true},
              // A file elsewhere: nothing is ever fetched for a document.
              {"resource", [](const xmlNode*, const std::string&) {}, true},
              {"area", [&](const xmlNode* area, const std::string& at) { Area(area, at, *info.add_areas()); },
               true}});
  }

  void Area(const xmlNode* node, const std::string& path, v1::CapArea& area) {
    Children(node, path + ".",
             {{"areaDesc", Any([&](std::string t) { area.set_area_desc(std::move(t)); })},
              {"polygon", Filled([&](std::string t) { area.add_polygons(std::move(t)); }), true},
              {"circle", Filled([&](std::string t) { area.add_circles(std::move(t)); }), true},
              {"geocode", Value(*area.mutable_geocodes()), true},
              {"altitude", Filled([&](std::string t) { area.set_altitude(std::move(t)); })},
              {"ceiling", Filled([&](std::string t) { area.set_ceiling(std::move(t)); })}});
  }

  const std::string_view namespace_;
  CapReading reading_;
  std::map<std::string, long, std::less<>> lines_;
  int elements_ = 0;
};

void Silent(void*, const char*, ...) {}

}  // namespace

Result<CapReading> ReadCap(std::string_view bytes) {
  if (bytes.size() > kCapBytesMax) return Unreadable(1, "a document of at most 40 kB.");
  // Before any parser sees it; the encoding is fixed below, so that no other spelling of it gets through.
  const auto doctype = bytes.find("<!DOCTYPE");
  if (doctype != std::string_view::npos || bytes.find("<!ENTITY") != std::string_view::npos) {
    return Unreadable(1, "leave out the document type; entities are not read.");
  }
  const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser{xmlNewParserCtxt(),
                                                                            &xmlFreeParserCtxt};
  if (!parser) return Fail(Code::kUnavailable, "MEMORY", "Send it again later.");
  parser->sax->error = Silent;
  parser->sax->warning = Silent;
  parser->sax->serror = nullptr;
  const XmlDocument document{xmlCtxtReadMemory(parser.get(), bytes.data(), static_cast<int>(bytes.size()),
                                               nullptr, "UTF-8",
                                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)};
  if (!document) {
    const auto* error = xmlCtxtGetLastError(parser.get());
    return Unreadable(error == nullptr ? 1 : std::max(error->line, 1),
                      "this is no well-formed XML in UTF-8.");
  }
  if (document->intSubset != nullptr)
    return Unreadable(1, "leave out the document type; entities are not read.");
  const xmlNode* root = xmlDocGetRootElement(document.get());
  const auto name_space = root->ns == nullptr ? std::string_view{} : Plain(root->ns->href);
  if (Plain(root->name) != "alert" || (name_space != kCapNamespace && name_space != kCap11)) {
    return Unreadable(xmlGetLineNo(root), "an <alert> of CAP 1.2 is expected.");
  }
  return Walk(name_space).Read(root);
}

Error RefusalOf(const std::vector<CapProblem>& problems) {
  std::string remedy;
  for (std::size_t i = 0; i < std::min(problems.size(), kProblemsToldMax); ++i) {
    const auto& [line, problem] = problems[i];
    remedy += "Line " + std::to_string(line) + ", " + problem.path + " (" + problem.reason +
              "): " + problem.remedy + " ";
  }
  if (problems.size() > kProblemsToldMax)
    remedy += "And " + std::to_string(problems.size() - kProblemsToldMax) + " more. ";
  if (!remedy.empty()) remedy.pop_back();
  return {Code::kInvalidArgument, "CAP_INVALID", "document", remedy};
}

}  // namespace watchbell::alerting

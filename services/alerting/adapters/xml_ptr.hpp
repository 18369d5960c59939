// libxml2's documents with owners, and its text as ours. Used inside adapters only.
#pragma once

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <memory>
#include <string>
#include <string_view>

namespace watchbell::alerting {

struct XmlFree {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using XmlDocument = std::unique_ptr<xmlDoc, XmlFree>;

inline const xmlChar* Xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
inline const xmlChar* Xml(const std::string& text) { return Xml(text.c_str()); }
inline std::string_view Plain(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view{reinterpret_cast<const char*>(text)};
}

// The document as UTF-8.
std::string Bytes(xmlDoc* document);

// An element with a text, which is escaped as it needs to be. What XML cannot hold is left out of it.
xmlNode* AddText(xmlNode* parent, const char* name, const std::string& text);
// The same, but nothing for an empty text.
void AddTextIfAny(xmlNode* parent, const char* name, const std::string& text);

}  // namespace watchbell::alerting

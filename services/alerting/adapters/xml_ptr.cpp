#include "services/alerting/adapters/xml_ptr.hpp"

namespace watchbell::alerting {
namespace {

// XML 1.0 has no control characters but tab and the ends of lines.
std::string WithoutControls(const std::string& text) {
  std::string kept;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r') kept += c;
  }
  return kept;
}

}  // namespace

std::string Bytes(xmlDoc* document) {
  xmlChar* bytes = nullptr;
  int size = 0;
  xmlDocDumpMemoryEnc(document, &bytes, &size, "UTF-8");
  std::string text{reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
  xmlFree(bytes);
  return text;
}

xmlNode* AddText(xmlNode* parent, const char* name, const std::string& text) {
  return xmlNewTextChild(parent, nullptr, Xml(name), Xml(WithoutControls(text)));
}

void AddTextIfAny(xmlNode* parent, const char* name, const std::string& text) {
  if (!text.empty()) AddText(parent, name, text);
}

}  // namespace watchbell::alerting

#include "services/alerting/adapters/cap_writer.hpp"

#include "services/alerting/domain/cap/vocabulary.hpp"

namespace watchbell::alerting {
namespace {

constexpr char kAtomNamespace[] = "http://www.w3.org/2005/Atom";

XmlDocument NewDocument(const char* name, const char* name_space) {
  XmlDocument document{xmlNewDoc(Xml("1.0"))};
  xmlNode* root = xmlNewDocNode(document.get(), nullptr, Xml(name), nullptr);
  xmlSetNs(root, xmlNewNs(root, Xml(name_space), nullptr));
  xmlDocSetRootElement(document.get(), root);
  return document;
}

// The children of `parent` share its namespace.
xmlNode* AddElement(xmlNode* parent, const char* name) {
  return xmlNewChild(parent, nullptr, Xml(name), nullptr);
}

template <class Texts>
void AddAll(xmlNode* parent, const char* name, const Texts& texts) {
  for (const auto& text : texts) AddText(parent, name, text);
}

template <class Values>
void AddValues(xmlNode* parent, const char* name, const Values& values) {
  for (const auto& value : values) {
    xmlNode* node = AddElement(parent, name);
    AddText(node, "valueName", value.name());
    AddText(node, "value", value.value());
  }
}

void AddArea(xmlNode* info, const v1::CapArea& area) {
  xmlNode* node = AddElement(info, "area");
  AddText(node, "areaDesc", area.area_desc());
  AddAll(node, "polygon", area.polygons());
  AddAll(node, "circle", area.circles());
  AddValues(node, "geocode", area.geocodes());
  AddTextIfAny(node, "altitude", area.altitude());
  AddTextIfAny(node, "ceiling", area.ceiling());
}

// In the schema's order.
void AddInfo(xmlNode* alert, const v1::CapInfo& info) {
  xmlNode* node = AddElement(alert, "info");
  AddTextIfAny(node, "language", info.language());
  AddAll(node, "category", info.categories());
  AddText(node, "event", info.event());
  AddAll(node, "responseType", info.response_types());
  AddText(node, "urgency", info.urgency());
  AddText(node, "severity", info.severity());
  AddText(node, "certainty", info.certainty());
  AddTextIfAny(node, "audience", info.audience());
  AddValues(node, "eventCode", info.event_codes());
  AddTextIfAny(node, "effective", info.effective());
  AddTextIfAny(node, "onset", info.onset());
  AddTextIfAny(node, "expires", info.expires());
  AddTextIfAny(node, "senderName", info.sender_name());
  AddTextIfAny(node, "headline", info.headline());
  AddTextIfAny(node, "description", info.description());
  AddTextIfAny(node, "instruction", info.instruction());
  AddTextIfAny(node, "web", info.web());
  AddTextIfAny(node, "contact", info.contact());
  AddValues(node, "parameter", info.parameters());
  for (const auto& area : info.areas()) AddArea(node, area);
}

std::string ReferencesOf(const v1::CapAlert& alert) {
  std::string text;
  for (const auto& reference : alert.references()) {
    if (!text.empty()) text += ' ';
    text += reference.sender() + ',' + reference.identifier() + ',' + reference.sent();
  }
  return text;
}

void AddEntry(xmlNode* feed, const v1::CapMessage& message) {
  xmlNode* entry = AddElement(feed, "entry");
  const auto& alert = message.alert();
  AddText(entry, "id", "urn:uuid:" + message.id());
  AddText(entry, "title", alert.infos().empty() ? alert.msg_type() : alert.infos(0).headline());
  AddText(entry, "updated", alert.sent());
  xmlNode* link = AddElement(entry, "link");
  xmlNewProp(link, Xml("rel"), Xml("alternate"));
  xmlNewProp(link, Xml("type"), Xml(kCapMediaType));
  // Beside the feed: /cap/feed.atom and /cap/<school>/<id>.xml.
  xmlNewProp(link, Xml("href"), Xml(message.school() + "/" + message.id() + ".xml"));
}

}  // namespace

XmlDocument CapXml(const v1::CapAlert& alert) {
  auto document = NewDocument("alert", kCapNamespace);
  xmlNode* root = xmlDocGetRootElement(document.get());
  AddText(root, "identifier", alert.identifier());
  AddText(root, "sender", alert.sender());
  AddText(root, "sent", alert.sent());
  AddText(root, "status", alert.status());
  AddText(root, "msgType", alert.msg_type());
  AddTextIfAny(root, "source", alert.source());
  AddText(root, "scope", alert.scope());
  AddTextIfAny(root, "restriction", alert.restriction());
  AddTextIfAny(root, "addresses", alert.addresses());
  AddAll(root, "code", alert.codes());
  AddTextIfAny(root, "note", alert.note());
  AddTextIfAny(root, "references", ReferencesOf(alert));
  AddTextIfAny(root, "incidents", alert.incidents());
  for (const auto& info : alert.infos()) AddInfo(root, info);
  return document;
}

std::string CapFeed(const std::vector<v1::CapMessage>& messages, const cap::Settings& settings,
                    TimePoint now) {
  auto document = NewDocument("feed", kAtomNamespace);
  xmlNode* root = xmlDocGetRootElement(document.get());
  AddText(root, "id", "urn:watchbell:cap:" + settings.sender);
  AddText(root, "title", settings.sender_name);
  AddText(root, "updated",
          messages.empty() ? cap::ToCapTime(now, settings.offset(now)) : messages.front().alert().sent());
  AddText(AddElement(root, "author"), "name", settings.sender_name);
  for (const auto& message : messages) AddEntry(root, message);
  return Bytes(document.get());
}

}  // namespace watchbell::alerting

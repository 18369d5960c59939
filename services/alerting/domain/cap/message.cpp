#include "services/alerting/domain/cap/message.hpp"

#include <algorithm>
#include <cstddef>

#include "common/id/id.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"

namespace watchbell::alerting::cap {
namespace {

using v1::CapAlert;
using v1::CapMessage;
using v1::Incident;
using v1::IncidentEvent;

constexpr std::string_view kSchool = "{school}";

std::string IdentifierOf(const std::string& incident_id, std::uint64_t sequence) {
  return "watchbell." + incident_id + "." + std::to_string(sequence);
}

std::string Fill(std::string text, const std::string& school) {
  for (auto at = text.find(kSchool); at != std::string::npos; at = text.find(kSchool, at + school.size())) {
    text.replace(at, kSchool.size(), school);
  }
  return text;
}

// What partners hear of an incident: not its zones, nor its place, nor who.
struct Picture {
  Incident::State state;
  v1::Action action;
  std::string hazard;
  bool operator==(const Picture&) const = default;
};
Picture PictureOf(const Incident& incident) {
  const bool of_action = incident.action() == v1::ACTION_EVACUATE ||
                         incident.action() == v1::ACTION_SHELTER || incident.action() == v1::ACTION_HOLD;
  return {incident.state(), incident.action(), of_action ? incident.hazard() : ""};
}

const Row& RowOf(const Incident& incident) {
  switch (incident.state()) {
    case Incident::STATE_RELEASED: return cap::RowOf(Kind::kAllClear);
    case Incident::STATE_CANCELLED: return cap::RowOf(Kind::kFalseAlarm);
    case Incident::STATE_PREEMPTED: return cap::RowOf(Kind::kDrillEnded);
    default: break;
  }
  const auto picture = PictureOf(incident);
  return cap::RowOf(KindOf(picture.action, picture.hazard));
}

// Of what opened the incident, where nothing is known of that.
constexpr std::string_view kCategoryUnknown = "Other";

std::string_view Or(std::string_view own, std::string_view otherwise) {
  return own.empty() ? otherwise : own;
}

CapAlert Head(const std::string& identifier, TimePoint now, const Settings& settings) {
  CapAlert alert;
  alert.set_identifier(identifier);
  alert.set_sender(settings.sender);
  alert.set_sent(ToCapTime(now, settings.offset(now)));
  return alert;
}

void SetScope(CapAlert& alert, const Row& row, const Settings& settings) {
  const auto addresses = settings.addresses.find(row.word);
  if (row.to_named_agencies && addresses != settings.addresses.end()) {
    alert.set_scope("Private");
    alert.set_addresses(addresses->second);
    return;
  }
  alert.set_scope("Restricted");
  alert.set_restriction(settings.restriction);
}

v1::CapInfo InfoOf(const Row& row, const Draft& draft, const Text& text, const std::string& prefix,
                   const Settings& settings) {
  const auto known = settings.places.find(draft.school);
  const Place& place = known == settings.places.end() ? settings.elsewhere : known->second;
  v1::CapInfo info;
  info.add_categories(std::string{Or(Or(draft.category, row.category), kCategoryUnknown)});
  info.set_event(prefix + text.event);
  for (const auto response : row.responses) {
    if (!response.empty()) info.add_response_types(std::string{response});
  }
  info.set_urgency(std::string{row.urgency});
  info.set_severity(std::string{Or(draft.severity, row.severity)});
  info.set_certainty(std::string{row.certainty});
  info.set_sender_name(settings.sender_name);
  info.set_headline(prefix + Fill(text.headline, place.name));
  if (!text.instruction.empty()) info.set_instruction(prefix + Fill(text.instruction, place.name));
  auto& area = *info.add_areas();
  area.set_area_desc(place.name);
  if (!place.polygon.empty()) area.add_polygons(place.polygon);
  return info;
}

// The history, event by event: what was published of it, and in which words.
struct Story {
  std::optional<Picture> last;
  std::string_view category;  // as opened
  std::string_view severity;
  std::vector<v1::CapEarlier> published;

  // Whether this event tells partners anything new.
  bool Hear(const IncidentEvent& event) {
    const auto& incident = event.incident();
    const auto picture = PictureOf(incident);
    if (last == picture) return false;
    const Row& row = RowOf(incident);
    if (!last) category = row.category;
    // An update says less only after something was released (3.10).
    const bool over = incident.state() != Incident::STATE_OPEN;
    severity = last && !over && !event.has_released() ? Worse(severity, row.severity) : row.severity;
    last = picture;
    return true;
  }
};

}  // namespace

CapAlert Compose(const Draft& draft, const Settings& settings) {
  const Row& row = cap::RowOf(draft.kind);
  CapAlert alert = Head(draft.identifier, draft.at, settings);
  const bool exercise = !draft.exercise.empty();
  alert.set_status(exercise ? "Exercise" : draft.kind == Kind::kTest ? "Test" : "Actual");
  alert.set_msg_type(std::string{Or(draft.msg_type, row.msg_type)});
  SetScope(alert, row, settings);
  if (exercise) alert.set_note("Exercise " + draft.exercise);
  const auto texts = settings.texts.find(row.word);
  for (const auto& language : settings.languages) {
    if (texts == settings.texts.end() || !texts->second.contains(language)) continue;
    const auto prefix = exercise ? settings.exercise_word.at(language) + ": " : std::string{};
    auto& info = *alert.add_infos();
    info = InfoOf(row, draft, texts->second.at(language), prefix, settings);
    info.set_language(language);
  }
  return alert;
}

std::optional<CapMessage> MessageOf(const std::vector<IncidentEvent>& history, const Settings& settings) {
  Story story;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const auto& event = history[i];
    const auto& incident = event.incident();
    const auto at = FromProto(event.meta().at());
    const bool first = !story.last;
    if (!story.Hear(event)) continue;
    if (i + 1 < history.size()) {
      auto& earlier = story.published.emplace_back();
      earlier.set_incident_sequence(incident.sequence());
      earlier.set_sent(ToCapTime(at, settings.offset(at)));
      continue;
    }
    const Row& row = RowOf(incident);
    Draft draft{.kind = row.kind,
                .identifier = IdentifierOf(incident.id(), incident.sequence()),
                .school = incident.school(),
                .at = at,
                .exercise = incident.drill() ? incident.id() : "",
                .msg_type = first                      ? "Alert"
                            : row.msg_type == "Cancel" ? "Cancel"
                                                       : "Update",
                .category = row.category.empty() ? story.category : row.category,
                .severity = story.severity};
    CapMessage message;
    message.set_id(id::Derive("cap", draft.identifier));
    message.set_school(incident.school());
    message.set_incident_id(incident.id());
    message.set_incident_sequence(incident.sequence());
    *message.mutable_alert() = Compose(draft, settings);
    message.mutable_alert()->set_incidents(incident.id());
    auto& chain = story.published;
    if (chain.size() > kEarlierMax) {
      chain.erase(chain.begin() + 1,
                  chain.begin() + 1 + static_cast<std::ptrdiff_t>(chain.size() - kEarlierMax));
    }
    message.mutable_earlier()->Add(chain.begin(), chain.end());
    return message;
  }
  return std::nullopt;
}

CapMessage TestMessage(const std::string& id, const std::string& school, TimePoint now,
                       const Settings& settings) {
  CapMessage message;
  message.set_id(id);
  message.set_school(school);
  *message.mutable_alert() =
      Compose({.kind = Kind::kTest, .identifier = "watchbell." + id, .school = school, .at = now}, settings);
  return message;
}

CapAlert ReceiptOf(const CapAlert& received, const std::string& id, TimePoint now, const Settings& settings) {
  CapAlert alert = Head("watchbell." + id, now, settings);
  alert.set_status(received.status());
  alert.set_msg_type("Ack");
  alert.set_scope("Restricted");
  alert.set_restriction(settings.restriction);
  if (received.status() == "Exercise") alert.set_note("Exercise " + received.identifier());
  auto& reference = *alert.add_references();
  reference.set_sender(received.sender());
  reference.set_identifier(received.identifier());
  reference.set_sent(received.sent());
  return alert;
}

CapAlert Whole(const CapMessage& message) {
  CapAlert alert = message.alert();
  for (const auto& earlier : message.earlier()) {
    auto& reference = *alert.add_references();
    reference.set_sender(alert.sender());
    reference.set_identifier(IdentifierOf(message.incident_id(), earlier.incident_sequence()));
    reference.set_sent(earlier.sent());
  }
  return alert;
}

Decision<v1::CapMessageEvent> Publish(const CapMessage& state, const CapMessage& message) {
  if (!state.id().empty()) return AlreadySo{};
  v1::CapMessageEvent event;
  *event.mutable_published()->mutable_message() = message;
  return event;
}

void CapMessages::Evolve(State& message, const Event& event) {
  switch (event.fact_case()) {
    case Event::kPublished: message = event.published().message(); break;
    case Event::FACT_NOT_SET: break;
  }
}

Indexes CapMessages::IndexesOf(const State& message) {
  const auto sent = FromCapTime(message.alert().sent());
  if (!sent) return {};
  // Within a second, in the order of the incident.
  const auto score = static_cast<double>(sent->time_since_epoch().count()) +
                     static_cast<double>(message.incident_sequence());
  return {{"cap", score}, {"cap:" + message.school(), score}};
}

}  // namespace watchbell::alerting::cap

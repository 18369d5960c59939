#include "services/alerting/domain/cap/message.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

#include "common/id/id.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"

namespace watchbell::alerting::cap {
namespace {

using v1::CapAlert;
using v1::CapMessage;
using v1::Incident;
using v1::IncidentEvent;

constexpr std::string_view kSchool = "{school}";

// Of a document about something beside incidents.
std::string IdentifierOf(const std::string& message_id) { return "watchbell." + message_id; }
std::string IdentifierOf(const std::string& incident_id, std::uint64_t sequence) {
  return IdentifierOf(incident_id) + "." + std::to_string(sequence);
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
  if (row.to_named_agencies) {
    const auto addresses = settings.addresses.find(row.word);
    alert.set_scope("Private");
    if (addresses != settings.addresses.end()) alert.set_addresses(addresses->second);
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
    severity = last && !over && !event.has_released() && !event.has_escalation_undone()
                   ? Worse(severity, row.severity)
                   : row.severity;
    last = picture;
    return true;
  }
};

Story StoryOf(std::span<const IncidentEvent> history, const Settings& settings) {
  Story story;
  for (const auto& event : history) {
    if (!story.Hear(event)) continue;
    const auto at = FromProto(event.meta().at());
    auto& earlier = story.published.emplace_back();
    earlier.set_incident_sequence(event.incident().sequence());
    earlier.set_sent(ToCapTime(at, settings.offset(at)));
  }
  return story;
}

// The first and the newest, so that the event stays small.
void SetEarlier(CapMessage& message, std::vector<v1::CapEarlier> chain) {
  const auto sent = [](const v1::CapEarlier& earlier) { return FromCapTime(earlier.sent()); };
  std::stable_sort(chain.begin(), chain.end(),
                   [&](const auto& one, const auto& other) { return sent(one) < sent(other); });
  if (chain.size() > kEarlierMax) {
    chain.erase(chain.begin() + 1,
                chain.begin() + 1 + static_cast<std::ptrdiff_t>(chain.size() - kEarlierMax));
  }
  message.mutable_earlier()->Add(chain.begin(), chain.end());
}

CapMessage MessageWith(const Draft& draft, const std::string& id, const Settings& settings) {
  CapMessage message;
  message.set_id(id);
  message.set_school(draft.school);
  message.set_kind(std::string{cap::RowOf(draft.kind).word});
  *message.mutable_alert() = Compose(draft, settings);
  return message;
}

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

std::optional<CapMessage> MessageOf(const std::vector<IncidentEvent>& history, const Settings& settings,
                                    const std::vector<CapMessage>& beside) {
  if (history.empty()) return std::nullopt;
  const auto& event = history.back();
  const auto& incident = event.incident();
  Story story = StoryOf(std::span{history}.first(history.size() - 1), settings);
  if (!story.Hear(event)) return std::nullopt;
  const Row& row = RowOf(incident);
  const Draft draft{.kind = row.kind,
                    .identifier = IdentifierOf(incident.id(), incident.sequence()),
                    .school = incident.school(),
                    .at = FromProto(event.meta().at()),
                    .exercise = incident.drill() ? incident.id() : "",
                    .msg_type = story.published.empty()    ? "Alert"
                                : row.msg_type == "Cancel" ? "Cancel"
                                                           : "Update",
                    .category = row.category.empty() ? story.category : row.category,
                    .severity = story.severity};
  auto message = MessageWith(draft, id::Derive("cap", draft.identifier), settings);
  message.set_incident_id(incident.id());
  message.set_incident_sequence(incident.sequence());
  message.mutable_alert()->set_incidents(incident.id());
  for (const auto& other : beside) {
    const auto sent = FromCapTime(other.alert().sent());
    if (!sent || *sent > draft.at) continue;  // a document refers to nothing later than itself
    auto& earlier = story.published.emplace_back();
    earlier.set_message_id(other.id());
    earlier.set_sent(other.alert().sent());
  }
  SetEarlier(message, std::move(story.published));
  return message;
}

std::optional<CapMessage> UpdateOf(const std::vector<IncidentEvent>& history, const Beside& beside,
                                   const Settings& settings) {
  Story story = StoryOf(history, settings);
  if (story.published.empty()) return std::nullopt;
  const auto& incident = history.back().incident();
  const Row& row = cap::RowOf(beside.kind);
  const bool open = incident.state() == Incident::STATE_OPEN;
  const Draft draft{.kind = beside.kind,
                    .identifier = IdentifierOf(beside.id),
                    .school = incident.school(),
                    .at = std::max(beside.at, FromProto(history.back().meta().at())),
                    .exercise = incident.drill() ? incident.id() : "",
                    .severity = open ? Worse(story.severity, row.severity) : row.severity};
  auto message = MessageWith(draft, beside.id, settings);
  message.set_incident_id(incident.id());
  message.mutable_alert()->set_incidents(incident.id());
  SetEarlier(message, std::move(story.published));
  return message;
}

std::optional<CapMessage> MessageBeside(const Beside& beside, const Settings& settings) {
  const Row& row = cap::RowOf(beside.kind);
  if (row.to_named_agencies && !settings.addresses.contains(row.word)) return std::nullopt;
  return MessageWith(
      {.kind = beside.kind, .identifier = IdentifierOf(beside.id), .school = beside.school, .at = beside.at},
      beside.id, settings);
}

CapMessage TestMessage(const std::string& id, const std::string& school, TimePoint now,
                       const Settings& settings) {
  return *MessageBeside({.kind = Kind::kTest, .id = id, .school = school, .at = now}, settings);
}

CapAlert ReceiptOf(const CapAlert& received, const std::string& id, TimePoint now, const Settings& settings) {
  CapAlert alert = Head(IdentifierOf(id), now, settings);
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
    reference.set_identifier(earlier.message_id().empty()
                                 ? IdentifierOf(message.incident_id(), earlier.incident_sequence())
                                 : IdentifierOf(earlier.message_id()));
    reference.set_sent(earlier.sent());
  }
  return alert;
}

}  // namespace watchbell::alerting::cap

// Our own documents: what is published of an incident, and how it follows from the incident's history alone,
// so that every replica and every repetition makes the same document.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/alerting/domain/cap/table.hpp"
#include "watchbell/alerting/v1/cap.pb.h"

namespace watchbell::alerting::cap {

// Documents of one incident that a later one refers to: the first, and the newest of the rest. Keeps the
// event small.
inline constexpr int kEarlierMax = 60;

struct Text {
  std::string event;
  std::string headline;     // {school} is the school's name
  std::string instruction;  // may be empty
};

// A school as partners know it.
struct Place {
  std::string name;
  std::string polygon;  // may be empty
};

// What the district says in its own words.
struct Settings {
  std::string sender;
  std::string sender_name;
  std::string restriction;
  std::map<std::string, std::string, std::less<>> addresses;      // by the table's word, for scope Private
  std::vector<std::string> languages;                             // "en-US"; the first is the feed's
  std::map<std::string, std::string, std::less<>> exercise_word;  // by language
  std::map<std::string, std::map<std::string, Text, std::less<>>, std::less<>> texts;  // by word, language
  std::map<std::string, Place, std::less<>> places;                                    // by school
  Place elsewhere;                                                                     // of any other school
  std::function<std::chrono::seconds(TimePoint)> offset;  // of the district's clocks
};

// One document of any kind of the table.
struct Draft {
  Kind kind;
  std::string identifier;
  std::string school;
  TimePoint at;
  std::string exercise = {};  // the drill's id; empty: it is real
  // Empty: those of the kind's row.
  std::string_view msg_type = {};
  std::string_view category = {};
  std::string_view severity = {};
};
v1::CapAlert Compose(const Draft& draft, const Settings& settings);

// The record's side: one aggregate is one document.
struct CapMessages {
  using State = v1::CapMessage;
  using Event = v1::CapMessageEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "cap-message";

  static void Evolve(State& message, const Event& event);
  // cap and cap:<school>, or for a Private one cap-private and cap-private:<school>; by when it was sent.
  static Indexes IndexesOf(const State& message);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& message);
};
inline constexpr char kFeed[] = "cap";
inline constexpr char kPrivateFeed[] = "cap-private";

// Something that is no event of an incident: a visitor, a tip, a reunification.
struct Beside {
  Kind kind;
  std::string id;  // of the document
  std::string school = {};
  TimePoint at;
};

// The document of the history's last event; nothing when it tells partners nothing new. `history`: the
// incident's events in order, from its first. `beside`: what else was published of this incident; a later
// document refers to it, too.
std::optional<v1::CapMessage> MessageOf(const std::vector<v1::IncidentEvent>& history,
                                        const Settings& settings,
                                        const std::vector<v1::CapMessage>& beside = {});
// An Update of an incident by something beside it; nothing when partners do not know the incident.
std::optional<v1::CapMessage> UpdateOf(const std::vector<v1::IncidentEvent>& history, const Beside& beside,
                                       const Settings& settings);
// A document of its own; nothing where it is Private and the district names no addressee.
std::optional<v1::CapMessage> MessageBeside(const Beside& beside, const Settings& settings);

// A channel test of a school.
v1::CapMessage TestMessage(const std::string& id, const std::string& school, TimePoint now,
                           const Settings& settings);

// Our receipt for another authority's document: Ack, without info.
v1::CapAlert ReceiptOf(const v1::CapAlert& received, const std::string& id, TimePoint now,
                       const Settings& settings);

// The document as partners read it, with the references that follow from its chain.
v1::CapAlert Whole(const v1::CapMessage& message);

// It has addressees, and nobody else may read it.
bool IsPrivate(const v1::CapMessage& message);

// A document is published once; again is nothing new.
Decision<v1::CapMessageEvent> Publish(const v1::CapMessage& state, const v1::CapMessage& message);

}  // namespace watchbell::alerting::cap

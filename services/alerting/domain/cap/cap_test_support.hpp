// For tests: a district's settings, and an incident that gets on.
#pragma once

#include <string>
#include <vector>

#include "services/alerting/domain/cap/message.hpp"

namespace watchbell::alerting::cap::testing {

inline constexpr TimePoint kNow{std::chrono::seconds{1'800'000'000}};

// Every kind in two languages; {school} is filled in.
inline Settings District() {
  Settings settings{.sender = "cap@district.example",
                    .sender_name = "District",
                    .restriction = "Partners only",
                    .languages = {"en-US", "es-US"},
                    .exercise_word = {{"en-US", "EXERCISE"}, {"es-US", "SIMULACRO"}},
                    .places = {{"lincoln-es", {"Lincoln", "43.1,-70.2 43.1,-70.1 43.0,-70.1 43.1,-70.2"}}},
                    .elsewhere = {"A school", ""},
                    .offset = [](TimePoint) { return std::chrono::hours{-5}; }};
  for (const auto& row : Table()) {
    const std::string word{row.word};
    if (row.to_named_agencies) settings.addresses[word] = "police@city.example";
    settings.texts[word] = {{"en-US", {word, word + " at {school}", "Wait."}},
                            {"es-US", {word, word + " en {school}", ""}}};
  }
  return settings;
}

// Its events, as the record has them.
class Incidents {
 public:
  explicit Incidents(bool drill = false) {
    incident_.set_id("0198c0de-0000-7000-8000-000000000001");
    incident_.set_school("lincoln-es");
    incident_.set_drill(drill);
    incident_.set_state(v1::Incident::STATE_OPEN);
  }
  Incidents& Act(v1::Action action, const std::string& hazard = "") {
    incident_.set_action(action);
    if (!hazard.empty()) incident_.set_hazard(hazard);
    v1::IncidentEvent event;
    event.mutable_action_set()->set_action(action);
    return Add(std::move(event));
  }
  Incidents& Command() {
    v1::IncidentEvent event;
    event.mutable_command_taken();
    return Add(std::move(event));
  }
  // One zone; the rest does `action`.
  Incidents& ReleaseTo(v1::Action action) {
    incident_.set_action(action);
    v1::IncidentEvent event;
    event.mutable_released()->set_zone("gym");
    return Add(std::move(event));
  }
  Incidents& End(v1::Incident::State state) {
    incident_.set_state(state);
    incident_.set_action(v1::ACTION_NORMAL);
    v1::IncidentEvent event;
    if (state == v1::Incident::STATE_RELEASED) event.mutable_released()->set_zone("site");
    if (state == v1::Incident::STATE_CANCELLED) event.mutable_cancelled()->set_reason("a pupil, Jo Canary");
    if (state == v1::Incident::STATE_PREEMPTED) event.mutable_preempted();
    return Add(std::move(event));
  }
  const std::vector<v1::IncidentEvent>& history() const { return history_; }
  // The documents of all its events so far.
  std::vector<v1::CapAlert> Documents(const Settings& settings) const {
    std::vector<v1::CapAlert> documents;
    for (std::size_t i = 1; i <= history_.size(); ++i) {
      const auto message =
          MessageOf({history_.begin(), history_.begin() + static_cast<std::ptrdiff_t>(i)}, settings);
      if (message) documents.push_back(Whole(*message));
    }
    return documents;
  }

 private:
  Incidents& Add(v1::IncidentEvent event) {
    incident_.set_sequence(incident_.sequence() + 1);
    *event.mutable_incident() = incident_;
    *event.mutable_meta()->mutable_at() = ToProto(kNow + std::chrono::seconds{incident_.sequence()});
    history_.push_back(std::move(event));
    return *this;
  }
  v1::Incident incident_;
  std::vector<v1::IncidentEvent> history_;
};

}  // namespace watchbell::alerting::cap::testing

// A document on the record: published once, never changed.
#include "services/alerting/domain/cap/message.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"

namespace watchbell::alerting::cap {

using v1::CapMessage;

bool IsPrivate(const CapMessage& message) { return message.alert().scope() == "Private"; }

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
  // Within a second, in the order of the incident; what is beside it comes after what it refers to.
  const bool beside = message.incident_sequence() == 0 && !message.earlier().empty();
  const double order = beside ? static_cast<double>(message.earlier().rbegin()->incident_sequence()) + 0.5
                              : static_cast<double>(message.incident_sequence());
  const double score = static_cast<double>(sent->time_since_epoch().count()) + order;
  const std::string feed = IsPrivate(message) ? kPrivateFeed : kFeed;
  return {{feed, score}, {feed + ":" + message.school(), score}};
}

}  // namespace watchbell::alerting::cap

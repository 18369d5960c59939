#include "services/threat-intake/domain/triage/cluster.hpp"

#include <cmath>

#include "common/id/id.hpp"

namespace watchbell::threat_intake {
namespace {

constexpr int kFullLikeness = 100;

}  // namespace

void Voices::Evolve(v1::Voice& voice, const v1::VoiceEvent& event) {
  switch (event.fact_case()) {
    case v1::VoiceEvent::kHeard:
      voice.set_id(event.heard().tip_id());
      voice.set_school(event.heard().school());
      voice.set_cluster_id(event.heard().cluster_id());
      voice.set_likeness(event.heard().likeness());
      *voice.mutable_heard_at() = event.meta().at();
      return;
    case v1::VoiceEvent::kMoved:
      voice.set_cluster_id(event.moved().cluster_id());
      voice.set_placed_by(event.meta().actor_id());
      return;
    case v1::VoiceEvent::FACT_NOT_SET: return;
  }
}

void ClusterAnswers::Evolve(v1::ClusterAnswer& answer, const v1::ClusterAnswerEvent& event) {
  switch (event.fact_case()) {
    case v1::ClusterAnswerEvent::kAnswered:
      answer.set_id(event.answered().cluster_id());
      answer.set_school(event.answered().school());
      answer.set_text(event.answered().text());
      *answer.mutable_answered_at() = event.meta().at();
      answer.set_answered_by(event.meta().actor_id());
      return;
    case v1::ClusterAnswerEvent::FACT_NOT_SET: return;
  }
}

std::optional<retention::Span> ClusterAnswers::RetentionOf(const v1::ClusterAnswer& answer) {
  return retention::Span{"answered", FromProto(answer.answered_at())};
}

std::string ClusterIdOf(const std::string& tip_id) { return id::Derive("cluster", tip_id); }

Decision<v1::VoiceEvent> Hear(const v1::Voice& voice, const std::string& school,
                              const std::string& cluster_id, double likeness, const Context& context) {
  if (!voice.id().empty()) return AlreadySo{};
  v1::VoiceEvent event;
  auto& heard = *event.mutable_heard();
  heard.set_tip_id(context.id);
  heard.set_school(school);
  heard.set_cluster_id(cluster_id);
  heard.set_likeness(static_cast<int>(std::lround(likeness * kFullLikeness)));
  return event;
}

Decision<v1::VoiceEvent> Move(const v1::Voice& voice, const std::string& cluster_id) {
  if (voice.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the tip's id and its school.", "tip_ids");
  if (voice.cluster_id() == cluster_id) return AlreadySo{};
  v1::VoiceEvent event;
  event.mutable_moved()->set_cluster_id(cluster_id);
  return event;
}

Decision<v1::ClusterAnswerEvent> AnswerWith(const v1::ClusterAnswer&, const v1::AnswerClusterRequest& request,
                                            const Context&) {
  if (request.text().find_first_not_of(" \t\r\n") == std::string::npos)
    return Refuse(Code::kInvalidArgument, "TEXT_MISSING", "Write the answer.", "text");
  if (request.text().size() > kAnswerBytesMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten the text to 4,000 characters.", "text");
  v1::ClusterAnswerEvent event;
  event.mutable_answered()->set_cluster_id(request.cluster_id());
  event.mutable_answered()->set_school(request.school());
  event.mutable_answered()->set_text(request.text());
  return event;
}

}  // namespace watchbell::threat_intake

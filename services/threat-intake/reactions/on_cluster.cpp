#include "services/threat-intake/reactions/reactions.hpp"

namespace watchbell::threat_intake {
namespace {

// The same message whichever of the two events comes first.
Status GiveAnswer(TriageParts& parts, const v1::ClusterAnswer& answer, const v1::Voice& voice) {
  const auto answered_at = FromProto(answer.answered_at());
  const Context context{.now = answered_at,
                        .request_id = id::Derive("answer of a cluster",
                                                 answer.school() + " " + answer.id() + " " +
                                                     std::to_string(answered_at.time_since_epoch().count())),
                        .actor_id = answer.answered_by()};
  const auto sent = WriteTipMessage(
      parts.tips, {voice.school(), voice.id(), v1::TipMessage::FROM_TEAM, answer.text()}, context);
  // A tip that was erased meanwhile has no mailbox any more.
  if (!sent && sent.error().code != Code::kNotFound) return tl::unexpected<Error>(sent.error());
  return {};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnVoice(service::Host& host, TriageParts& parts) {
  return reaction::Reaction::On<v1::VoiceEvent>(
      host.bus(), host.sealer(), host.registry(),
      {.from_service = "threat_intake",
       .aggregate = "voice",
       .service = "threat_intake",
       .purpose = "late_answers"},
      [&parts](const v1::VoiceEvent& event, const reaction::Origin&) -> Status {
        for (const auto& school : {event.voice().school(), std::string{names::kDistrict}}) {
          const auto answer = Read(parts.answers, school, event.voice().cluster_id());
          if (!answer && answer.error().code == Code::kNotFound) continue;
          if (!answer) return tl::unexpected<Error>(answer.error());
          if (auto given = GiveAnswer(parts, *answer, event.voice()); !given) return given;
        }
        return {};
      });
}

std::unique_ptr<reaction::Reaction> OnClusterAnswer(service::Host& host, TriageParts& parts) {
  return reaction::Reaction::On<v1::ClusterAnswerEvent>(
      host.bus(), host.sealer(), host.registry(),
      {.from_service = "threat_intake",
       .aggregate = "cluster-answer",
       .service = "threat_intake",
       .purpose = "answers"},
      [&parts](const v1::ClusterAnswerEvent& event, const reaction::Origin&) -> Status {
        const auto& answer = event.cluster_answer();
        const auto voices = parts.clusters.VoicesOf(answer.id(), answer.school());
        if (!voices) return tl::unexpected<Error>(voices.error());
        for (const auto& voice : *voices) {
          if (auto given = GiveAnswer(parts, answer, voice); !given) return given;
        }
        return {};
      });
}

}  // namespace watchbell::threat_intake

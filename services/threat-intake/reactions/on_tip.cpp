#include "services/threat-intake/reactions/reactions.hpp"

namespace watchbell::threat_intake {
namespace {

// Reports that were far apart come together as their cluster grows.
Status MergeWhatIsOne(TriageParts& parts, std::string cluster_id, const Context& context) {
  while (const auto moves = parts.clusters.MergeFor(cluster_id)) {
    for (const auto& voice : moves->voices) {
      Context of_move = context;
      of_move.request_id = id::Derive("move to " + moves->into, context.request_id);
      const auto moved =
          parts.voices.Run(voice.school(), voice.id(), of_move,
                           [&](const v1::Voice& state, const Context&) { return Move(state, moves->into); });
      if (moved) {
        parts.clusters.Place(moved->state);
      } else if (moved.error().code == Code::kNotFound) {  // erased since
        parts.clusters.Forget(voice.id());
      } else {
        return tl::unexpected<Error>(moved.error());
      }
    }
    cluster_id = moves->into;
  }
  return {};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnTip(service::Host& host, TriageParts& parts) {
  return reaction::Reaction::On<v1::TipEvent>(
      host.bus(), host.sealer(), host.registry(),
      {.from_service = "threat_intake",
       .aggregate = "tip",
       .service = "threat_intake",
       .purpose = "clusters"},
      [&parts](const v1::TipEvent& event, const reaction::Origin& origin) -> Status {
        if (!event.has_received()) return {};
        const auto cluster = parts.clusters.ClusterFor(event.tip(), origin.sequence);
        if (!cluster) return tl::unexpected<Error>(cluster.error());
        const Context context{.now = FromProto(event.tip().received_at()),
                              .request_id = origin.RequestId("voice"),
                              .traceparent = origin.traceparent};
        const auto heard = parts.voices.Run(origin.key.school, origin.key.id, context,
                                            [&](const v1::Voice& voice, const Context& known) {
                                              return Hear(voice, origin.key.school, cluster->cluster_id,
                                                          cluster->likeness, known);
                                            },
                                            {.likely_new = true});
        if (!heard) return tl::unexpected<Error>(heard.error());
        parts.clusters.Place(heard->state);
        return MergeWhatIsOne(parts, heard->state.cluster_id(), context);
      });
}

}  // namespace watchbell::threat_intake

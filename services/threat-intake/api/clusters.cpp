#include "common/record/routes.hpp"
#include "services/threat-intake/api/triage.hpp"

namespace watchbell::threat_intake {
namespace {

Result<v1::GetClusterResponse> GetCluster(TriageParts& parts, const std::string& school,
                                          const std::string& cluster_id) {
  auto cluster = parts.clusters.Find(cluster_id, school);
  if (!cluster) return tl::unexpected<Error>(cluster.error());
  auto voices = parts.clusters.VoicesOf(cluster_id, school);
  if (!voices) return tl::unexpected<Error>(voices.error());
  v1::GetClusterResponse response;
  *response.mutable_cluster() = std::move(*cluster);
  for (auto& voice : *voices) {
    if (response.voices_size() == kVoicesListedMax) break;
    *response.add_voices() = std::move(voice);
  }
  return response;
}

// Each voice is a record of its own; the same request again finishes what was begun.
Status MoveVoice(TriageParts& parts, const Context& context, const v1::Voice& voice,
                 const std::string& cluster_id) {
  const auto moved =
      parts.voices.Run(voice.school(), voice.id(), context,
                       [&](const v1::Voice& state, const Context&) { return Move(state, cluster_id); });
  if (!moved) return tl::unexpected<Error>(moved.error());
  parts.clusters.Place(moved->state);
  return {};
}

Result<v1::GetClusterResponse> JoinClusters(TriageParts& parts, const rpc::Call& call,
                                            const v1::MergeClustersRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  if (const auto into = parts.clusters.Find(request.into_cluster_id(), request.school()); !into) {
    auto error = into.error();
    error.field = "into_cluster_id";
    return tl::unexpected<Error>(error);
  }
  const auto voices = parts.clusters.VoicesOf(request.cluster_id(), request.school());
  if (!voices) return tl::unexpected<Error>(voices.error());
  for (const auto& voice : *voices) {
    if (auto moved = MoveVoice(parts, *context, voice, request.into_cluster_id()); !moved)
      return tl::unexpected<Error>(moved.error());
  }
  return GetCluster(parts, request.school(), request.into_cluster_id());
}

Result<v1::GetClusterResponse> PartCluster(TriageParts& parts, const rpc::Call& call,
                                           const v1::SplitClusterRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  if (request.tip_ids().empty() || request.tip_ids_size() > kSplitMax) {
    return Fail(Code::kInvalidArgument, "TIPS_MISSING", "Name the tips that belong elsewhere; at most 200.",
                "tip_ids");
  }
  const auto into = ClusterIdOf(request.request_id());
  std::map<std::string, v1::Voice> known;
  for (const auto& from : {request.cluster_id(), into}) {  // in the new one already: the request came before
    auto voices = parts.clusters.VoicesOf(from, request.school());
    if (!voices) return tl::unexpected<Error>(voices.error());
    for (auto& voice : *voices) known[voice.id()] = std::move(voice);
  }
  for (const auto& tip_id : request.tip_ids()) {
    if (!known.contains(tip_id)) {
      return Fail(Code::kNotFound, "NOT_FOUND", "A tip is not in this cluster, or not of this school.",
                  "tip_ids");
    }
  }
  for (const auto& tip_id : request.tip_ids()) {
    if (auto moved = MoveVoice(parts, *context, known.at(tip_id), into); !moved)
      return tl::unexpected<Error>(moved.error());
  }
  return GetCluster(parts, request.school(), into);
}

Result<v1::ClusterAnswer> AnswerAll(TriageParts& parts, const rpc::Call& call,
                                    const v1::AnswerClusterRequest& request) {
  if (const auto cluster = parts.clusters.Find(request.cluster_id(), request.school()); !cluster)
    return tl::unexpected<Error>(cluster.error());
  return Answer(parts.answers, call, request, request.cluster_id(),
                [&](const v1::ClusterAnswer& answer, const Context& context) {
                  return AnswerWith(answer, request, context);
                });
}

}  // namespace

void ServeClusters(rpc::Server& server, TriageParts& parts) {
  const std::string service = "watchbell.threat_intake.v1.ClusterService.";
  server.Unary(
      service + "ListClusters",
      [&parts](const rpc::Call&, const v1::ListClustersRequest& request) -> Result<v1::ListClustersResponse> {
        auto clusters = parts.clusters.List(request.school());
        if (!clusters) return tl::unexpected<Error>(clusters.error());
        v1::ListClustersResponse response;
        for (auto& cluster : *clusters) *response.add_clusters() = std::move(cluster);
        return response;
      });
  server.Unary(service + "GetCluster", [&parts](const rpc::Call&, const v1::GetClusterRequest& request) {
    return GetCluster(parts, request.school(), request.cluster_id());
  });
  server.Unary(service + "MergeClusters",
               [&parts](const rpc::Call& call, const v1::MergeClustersRequest& request) {
                 return JoinClusters(parts, call, request);
               });
  server.Unary(service + "SplitCluster",
               [&parts](const rpc::Call& call, const v1::SplitClusterRequest& request) {
                 return PartCluster(parts, call, request);
               });
  server.Unary(service + "AnswerCluster",
               [&parts](const rpc::Call& call, const v1::AnswerClusterRequest& request) {
                 return AnswerAll(parts, call, request);
               });
  Routes<Voices>(server, parts.voices, "watchbell.threat_intake.v1.ClusterService")
      .Get("GetVoice", &v1::GetVoiceRequest::tip_id);
}

}  // namespace watchbell::threat_intake

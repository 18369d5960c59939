#include "services/gateway/edge/edge.hpp"

#include "common/rpc/status.hpp"
#include "services/gateway/connect/error.hpp"
#include "services/gateway/connect/page_route.hpp"
#include "services/gateway/edge/api_call.hpp"
#include "services/gateway/session/cookie.hpp"

namespace watchbell::gateway {
namespace {

constexpr char kAcceptPost[] =
    "application/json, application/proto, application/connect+json, application/connect+proto";

http::Response ErrorResponse(int status, const Error& error) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
          .body = connect::ErrorJson(rpc::ToRpcStatus(error))};
}

bool IsCall(std::string_view path) { return path.starts_with("/watchbell."); }

}  // namespace

Edge::Edge(Backends backends, Sessions& sessions, KnownSchools& schools, http::StaticFiles console,
           prometheus::Registry& registry)
    : backends_(std::move(backends)),
      sessions_(sessions),
      schools_(schools),
      console_(std::move(console)),
      probe_(std::make_shared<EdgeProbe>(registry)),
      limits_(std::make_shared<Limits>()) {}

http::Handler Edge::Handler() {
  return {.body_bytes_max = connect::BodyBytesMax,
          .too_large =
              [](const http::Request&) {
                return ErrorResponse(
                    413, {Code::kResourceExhausted, "BODY_TOO_LARGE", {}, "Send a shorter body."});
              },
          .handle =
              [this](http::Request request, http::Peer& peer, std::shared_ptr<http::Exchange> exchange) {
                Handle(std::move(request), peer, std::move(exchange));
              }};
}

void Edge::Handle(http::Request request, http::Peer& peer, std::shared_ptr<http::Exchange> exchange) {
  if (IsCall(request.path) && request.method == "POST") {
    if (const auto route = connect::FindRoute(request.path)) {
      return HandleCall(*route, std::move(request), peer, std::move(exchange));
    }
  }
  if (auto page = connect::FindPage(request)) {
    request.body = std::move(page->request);
    const connect::ContentType proto{.encoding = connect::Encoding::kProto, .streaming = false};
    const auto call =
        std::make_shared<ApiCall>(page->route, proto, std::move(exchange), probe_, ApiCall::Form::kDocument);
    return Admit(call, page->route, std::move(request), peer);
  }
  auto response = Page(request);
  probe_->PageAnswered(response.status);
  exchange->Respond(std::move(response));
}

http::Response Edge::Page(const http::Request& request) {
  if (IsCall(request.path)) {
    if (request.method != "POST") return {.status = 405, .headers = {{"Allow", "POST"}}, .body = {}};
    return ErrorResponse(
        404, {Code::kUnimplemented, "METHOD_UNKNOWN", {}, "Look at the contract for what there is."});
  }
  // Live, and ready: what the gateway needs to answer is in this process. It listens only while it serves.
  if (request.path == "/healthz" || request.path == "/readyz") {
    return {.status = 200,
            .headers = {{"Content-Type", "text/plain"}, {"Cache-Control", "no-store"}},
            .body = "ok\n"};
  }
  return console_.Answer(request);
}

void Edge::HandleCall(const connect::Route& route, http::Request request, http::Peer& peer,
                      std::shared_ptr<http::Exchange> exchange) {
  const auto type = connect::ParseContentType(request.Header("content-type"));
  if (!type || type->streaming != route.method->server_streaming()) {
    return exchange->Respond({.status = 415, .headers = {{"Accept-Post", kAcceptPost}}, .body = {}});
  }
  Admit(std::make_shared<ApiCall>(route, *type, std::move(exchange), probe_), route, std::move(request),
        peer);
}

void Edge::Admit(const std::shared_ptr<ApiCall>& call, const connect::Route& route, http::Request request,
                 http::Peer& peer) {
  if (const auto own = SameOrigin(request); !own) return call->Refuse(own.error());
  const auto backend = backends_.find(route.backend);
  if (backend == backends_.end()) {
    return call->Refuse(
        {Code::kUnavailable, "SERVICE_MISSING", {}, "This service is not part of this installation."});
  }
  const std::string token{SessionToken(request.Header("cookie"), request.Header("authorization"))};
  if (const auto read = call->Read(std::move(request)); !read) return call->Refuse(read.error());
  if (route.anyone) {
    if (const auto taken = limits_->TakeAnyone(route, peer); !taken) return call->Refuse(taken.error());
    return call->Forward(backend->second, schools_, {});
  }
  const auto go_on = [limits = limits_, call, client = backend->second,
                      &schools = schools_](Result<Session> session) {
    if (!session) return call->Refuse(session.error());
    if (const auto taken = limits->TakeSession(session->id); !taken) return call->Refuse(taken.error());
    call->Forward(client, schools, *session);
  };
  sessions_.Check(token, go_on);
}

}  // namespace watchbell::gateway

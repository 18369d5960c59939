// The edge: pages, health, and every call of the contract. Decides nothing about visits or alarms.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "common/rpc/client.hpp"
#include "services/gateway/edge/guard.hpp"
#include "services/gateway/edge/known_schools.hpp"
#include "services/gateway/edge/probe.hpp"
#include "services/gateway/http/message.hpp"
#include "services/gateway/http/static_files.hpp"
#include "services/gateway/session/sessions.hpp"

namespace watchbell::gateway {

class ApiCall;

// Thread-safe.
class Edge {
 public:
  using Backends = std::map<std::string, std::shared_ptr<rpc::Client>, std::less<>>;
  // `backends` by the second token of a method's package; "gateway" is this process.
  Edge(Backends backends, Sessions& sessions, KnownSchools& schools, http::StaticFiles console,
       prometheus::Registry& registry);
  // For http::Server; refers to this object.
  http::Handler Handler();

 private:
  void Handle(http::Request request, http::Peer& peer, std::shared_ptr<http::Exchange> exchange);
  void HandleCall(const connect::Route& route, http::Request request, http::Peer& peer,
                  std::shared_ptr<http::Exchange> exchange);
  // Lets the call through to its service, or refuses it.
  void Admit(const std::shared_ptr<ApiCall>& call, const connect::Route& route, http::Request request,
             http::Peer& peer);
  http::Response Page(const http::Request& request);

  const Backends backends_;
  Sessions& sessions_;
  KnownSchools& schools_;
  const http::StaticFiles console_;
  // Shared with the calls under way, which may outlive this object.
  const std::shared_ptr<EdgeProbe> probe_;
  const std::shared_ptr<Limits> limits_;
};

}  // namespace watchbell::gateway

// From the path of an HTTP GET, or of a provider's POST, to an RPC that answers a document: by the paths that
// stand in the contract (policy.v1.http), so that a new page needs no line of code here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/gateway/connect/route.hpp"
#include "services/gateway/http/message.hpp"

namespace watchbell::gateway::connect {

struct PageRoute {
  Route route;
  std::string request;  // the RPC's request, serialised, with what the path says
};

// "/cap/lincoln-es/0198c0de-....xml". Nothing for a method and path that no RPC has. A POST's body and the
// headers that the contract names are in the RPC's request.
std::optional<PageRoute> FindPage(const http::Request& request);

}  // namespace watchbell::gateway::connect

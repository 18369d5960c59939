// From the path of an HTTP GET to an RPC that answers a document: by the paths that stand in the contract
// (policy.v1.http), so that a new page needs no line of code here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/gateway/connect/route.hpp"

namespace watchbell::gateway::connect {

struct PageRoute {
  Route route;
  std::string request;  // the RPC's request, serialised, with what the path says
};

// "/cap/lincoln-es/0198c0de-....xml". Nothing for a path that no RPC has.
std::optional<PageRoute> FindPage(std::string_view path);

}  // namespace watchbell::gateway::connect

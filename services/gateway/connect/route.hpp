// From an HTTP path to a method of the contract, by descriptor: a new RPC needs no line of code here.
#pragma once

#include <google/protobuf/descriptor.h>

#include <optional>
#include <string>
#include <string_view>

namespace watchbell::gateway::connect {

struct Route {
  const google::protobuf::MethodDescriptor* method = nullptr;
  // The second token of the method's package: "visitor"; who serves it.
  std::string_view backend;
  // Nobody need be signed in, and nothing about the caller goes along.
  bool anyone = false;
};

// "/watchbell.visitor.v1.VisitService/CheckIn". Nothing for a method that is not Watchbell's, and for those
// whose requests are streamed: HTTP/1.1 callers have none.
std::optional<Route> FindRoute(std::string_view path);

inline constexpr std::size_t kBodyBytesMax = 64 * 1024;
// Of the request to `path`: kBodyBytesMax but for the few that carry files.
std::size_t BodyBytesMax(std::string_view path);

}  // namespace watchbell::gateway::connect

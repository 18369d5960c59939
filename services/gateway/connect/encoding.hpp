// Message bodies of the Connect protocol: JSON or protobuf, chosen by Content-Type, for any type by its
// descriptor.
#pragma once

#include <google/protobuf/descriptor.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "common/result/result.hpp"

namespace watchbell::gateway::connect {

enum class Encoding { kJson, kProto };

struct ContentType {
  Encoding encoding = Encoding::kJson;
  bool streaming = false;  // enveloped messages
  bool operator==(const ContentType&) const = default;
};

// application/json, application/proto, application/connect+json, application/connect+proto; parameters like
// "; charset=utf-8" are ignored. Nothing for any other: such a request is answered 415.
std::optional<ContentType> ParseContentType(std::string_view header);
std::string_view Name(ContentType type);

// The request as the services take it: protobuf. INVALID_ARGUMENT (BODY_MALFORMED) names the field where JSON
// does not fit the message; an unknown field is refused, so that a misspelt one is never silently dropped.
// Protobuf is passed through: the service parses it.
Result<std::string> ToProto(Encoding encoding, const google::protobuf::Descriptor& type, std::string body);

// The answer as the caller takes it. JSON names are lowerCamelCase; fields at their default are left out.
Result<std::string> FromProto(Encoding encoding, const google::protobuf::Descriptor& type, std::string bytes);

// Connect-Timeout-Ms: nothing when absent (empty); INVALID_ARGUMENT for more than ten digits or anything
// else.
Result<std::optional<std::chrono::milliseconds>> ParseTimeout(std::string_view header);

}  // namespace watchbell::gateway::connect

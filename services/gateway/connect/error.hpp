// Errors in the form of the Connect protocol: https://connectrpc.com/docs/protocol
#pragma once

#include <string>
#include <string_view>

#include "google/rpc/status.pb.h"

namespace watchbell::gateway::connect {

// "invalid_argument"; "unknown" for a number that is no code.
std::string_view CodeName(int code);
int HttpStatus(int code);

// {"code", "message", "details": [{"type", "value", "debug"}]}: value is base64 without padding, debug the
// detail's JSON where this program knows its type.
std::string ErrorJson(const google::rpc::Status& status);

// The payload of the last envelope of a stream: {} or {"error": ...}.
std::string EndStreamJson(const google::rpc::Status& status);

}  // namespace watchbell::gateway::connect

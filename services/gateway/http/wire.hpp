// Answers as bytes of HTTP/1.1, with the headers that every answer carries.
#pragma once

#include <string>

#include "services/gateway/http/message.hpp"

namespace watchbell::gateway::http {

enum class Body { kWhole, kChunked, kUntilClose };

// The head, ending in the empty line. A header with a control character is left out: no value can split the
// answer.
std::string Head(const Response& response, Body body, bool keep_alive);

std::string Chunk(std::string_view data);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace watchbell::gateway::http

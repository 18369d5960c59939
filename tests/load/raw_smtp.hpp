// The floor of mail: a plain client that says everything in one go, where the protocol lets it.
#pragma once

#include <chrono>
#include <string>

namespace watchbell::load {

// Mails a second of `connections` threads, each with one mail under way (RFC 2920 pipelining).
double MailRate(int port, int connections, std::chrono::seconds span, const std::string& text);

}  // namespace watchbell::load

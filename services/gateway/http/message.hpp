// What the HTTP server hands to its handler, free of any HTTP library.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/gateway/limits/token_bucket.hpp"

namespace watchbell::gateway::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // "POST"
  std::string path;    // as sent, without the query
  Headers headers;     // names in lower case
  std::string body;
  // The first of that name, or "".
  std::string_view Header(std::string_view name) const;
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
};

// Who is at the other end: for limits only, never for a log.
struct Peer {
  std::string address;
  limits::TokenBucket anonymous;  // what this connection may ask without a session
};

// The answering side of one request. Thread-safe; keep it until the answer is given. Either Respond once, or
// Begin, then Send any number of times, then End.
class Exchange {
 public:
  // Chunks that may wait for a slow caller.
  static constexpr int kChunksMax = 1024;
  virtual ~Exchange() = default;
  virtual void Respond(Response response) = 0;
  // Starts an answer of unknown length; the body is ignored.
  virtual void Begin(Response head) = 0;
  // False: the caller is gone or too slow; End is all that is left to do.
  virtual bool Send(std::string chunk) = 0;
  virtual void End(std::string last_chunk) = 0;
  // `gone` is called, or merely destroyed, once the answer has ended or the caller has left: what feeds the
  // stream may hang on it.
  virtual void OnGone(std::function<void()> gone) = 0;
};

struct Handler {
  // Called as soon as the path is known; a longer body is answered by `too_large` and never read.
  std::function<std::size_t(std::string_view path)> body_bytes_max;
  std::function<Response(const Request& head)> too_large;
  // On an I/O thread: must not block. The peer lives as long as the call.
  std::function<void(Request, Peer&, std::shared_ptr<Exchange>)> handle;
};

}  // namespace watchbell::gateway::http

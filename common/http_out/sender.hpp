// A POST to a machine outside the house, and its answer.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/http_out/curl_loop.hpp"

namespace watchbell::http {

struct Request {
  std::string url;
  std::vector<std::string> headers;  // "Name: value"; no line may hold a line's end
  std::string body;
};

struct Answer {
  CURLcode code = CURLE_OK;               // CURLE_ABORTED_BY_CALLBACK: this process is ending
  long status = 0;                        // of HTTP; 0: no answer came
  bool forbidden = false;                 // the name led to an address that is not of the outside world
  std::string body;                       // as much of it as the options say
  std::chrono::microseconds duration{0};  // from Post, with the time in the queue

  bool Accepted() const { return code == CURLE_OK && status / 100 == 2; }
};

struct SenderOptions {
  std::size_t connections = 16;
  std::size_t queue_max = 10'000;
  std::chrono::milliseconds connect_timeout{2'000};
  std::chrono::milliseconds timeout{5'000};  // the whole request
  std::size_t answer_bytes_max = 64 * 1024;  // whoever says more is broken
  std::string proxy;                         // empty: none; the environment is not asked
  bool plain_allowed = false;                // http:// beside https://
  bool inside_allowed = false;               // addresses of our own networks, too
};

// Thread-safe. Follows no redirect; nothing is tried again: that is the caller's to decide.
class Sender {
 public:
  using Done = std::function<void(Answer)>;

  explicit Sender(SenderOptions options);

  // Returns at once. `done` is called exactly once, on a thread of the sender's; it must not block. False,
  // and `done` is never called, when the queue is full or the sender is going.
  bool Post(Request request, Done done);
  // Waits for the answer; a full queue is CURLE_AGAIN.
  Answer PostAndWait(Request request);

 private:
  void Configure(CURL* handle) const;

  const SenderOptions options_;
  CurlLoop loop_;  // last: its threads use the others
};

}  // namespace watchbell::http

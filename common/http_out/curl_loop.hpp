// Many transfers at once over few connections that stay open: libcurl's multi interface behind a bounded
// queue.
#pragma once

#include <curl/curl.h>

#include <atomic>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace watchbell::http {

// One request and its answer; a handle is lent to it while it runs.
class Transfer {
 public:
  virtual ~Transfer() = default;
  // Sets what differs from the last transfer on this handle. On a thread of the loop.
  virtual void Prepare(CURL* handle) = 0;
  // Exactly once for each transfer that was taken. Null handle: it never started.
  virtual void Finish(CURL* handle, CURLcode code) = 0;
};

// Thread-safe. A transfer starts at once when a handle is free, else when one becomes free, in order.
class CurlLoop {
 public:
  struct Options {
    // Each thread has its own connections. One is enough for HTTP. Mail wants a thread for each connection:
    // libcurl waits inside one transfer for the answer to the end of a mail (smtp_done, up to 8.14 at least),
    // and everything else of that thread waits with it.
    std::size_t threads = 1;
    std::size_t transfers_per_thread = 1;
    std::size_t queue_max = 50'000;
  };
  // `configure` sets what all transfers have in common, once for each handle.
  CurlLoop(Options options, std::function<void(CURL*)> configure);
  // Finishes what has not ended with CURLE_ABORTED_BY_CALLBACK; may wait for a transfer's timeout.
  ~CurlLoop();
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  // False, and the transfer stays the caller's, when the queue is full or the loop is stopping.
  bool Submit(std::unique_ptr<Transfer>& transfer);

 private:
  struct Worker;
  void Run(Worker& worker);
  void StartQueued(Worker& worker);
  void FinishEnded(Worker& worker);
  void Abandon(Worker& worker);

  const Options options_;
  std::mutex mutex_;
  std::deque<std::unique_ptr<Transfer>> queue_;
  std::atomic<bool> stopping_{false};
  std::vector<std::unique_ptr<Worker>> workers_;
};

// Once for the process, before any thread uses libcurl; the loop calls it.
void InitialiseCurl();

}  // namespace watchbell::http

// A small TCP server: one thread, epoll, any number of ports, each with a protocol of its own.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <unordered_map>

namespace watchbell::notification::sinks {

// One connection's side of a conversation.
class Protocol {
 public:
  virtual ~Protocol() = default;
  virtual std::string Greeting() { return {}; }

  struct Step {
    std::chrono::milliseconds stall{0};  // hold back the output, and read no further, for so long
    bool close = false;                  // after the output
  };
  // Consumes what is complete of `in` and appends to `out`. Called again with what it left, after more input
  // or after its stall. `now_us`: when the newest bytes came, in microseconds since the epoch.
  virtual Step Advance(std::string& in, std::string& out, std::int64_t now_us) = 0;
};
using ProtocolFactory = std::function<std::unique_ptr<Protocol>()>;

// Listen and Run belong to one thread; the rest is thread-safe.
class EventServer {
 public:
  EventServer();
  ~EventServer();
  EventServer(const EventServer&) = delete;
  EventServer& operator=(const EventServer&) = delete;

  // `host` is an IPv4 address; port 0 takes a free one. Returns the port; throws std::system_error.
  int Listen(const std::string& host, int port, ProtocolFactory factory);
  void Run(const std::stop_token& stop);
  // The most connections that were open at one time.
  int connections_peak() const { return connections_peak_.load(); }
  int connections_total() const { return connections_total_.load(); }

 private:
  struct Connection;
  using SteadyTime = std::chrono::steady_clock::time_point;

  void Accept(int listener, const ProtocolFactory& factory);
  void Read(Connection& connection);
  void Advance(Connection& connection);
  void Flush(Connection& connection);
  void Watch(Connection& connection);
  void WakeStalled();
  int WaitMilliseconds() const;
  void Close(int fd);

  int epoll_ = -1;
  int wake_ = -1;
  std::unordered_map<int, ProtocolFactory> listeners_;
  std::unordered_map<int, std::unique_ptr<Connection>> connections_;
  std::multimap<SteadyTime, int> stalled_;
  std::atomic<int> connections_peak_{0};
  std::atomic<int> connections_total_{0};
};

}  // namespace watchbell::notification::sinks

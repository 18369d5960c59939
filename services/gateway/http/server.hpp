// The HTTP/1.1 server of the edge: bounded in everything, and without a thread hop of its own: a connection
// lives on one I/O thread, and an answer given on another thread is posted back to it.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "services/gateway/http/message.hpp"

namespace watchbell::gateway::http {

struct ServerConfig {
  std::string address = "127.0.0.1:8080";  // port 0: any free one
  int threads = 2;
  std::size_t connections_max = 4096;  // past that a new one is closed at once
};

class Server {
 public:
  // Listens and serves. Throws std::runtime_error when the address cannot be had.
  Server(const ServerConfig& config, Handler handler);
  // Stops without grace.
  ~Server();
  int port() const;
  // Takes no new connection, closes those that are idle, ends streams, waits for answers under way at most
  // `grace`.
  void Stop(std::chrono::milliseconds grace);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::gateway::http

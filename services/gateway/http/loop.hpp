// One I/O thread and the connections that live on it.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <unordered_set>

#include "services/gateway/http/message.hpp"

namespace watchbell::gateway::http {

namespace asio = boost::asio;
class Connection;

// Everything but `context` and `open` is touched on the loop's thread only.
struct Loop {
  explicit Loop(const Handler& handler_, std::atomic<std::size_t>& open_) : handler(handler_), open(open_) {}
  const Handler& handler;
  std::atomic<std::size_t>& open;  // connections of the whole server
  std::unordered_set<Connection*> connections;
  bool draining = false;
  asio::io_context context{1};
  asio::steady_timer sweep{context};  // cancelled to sweep at once
};

// Serves the connection on its loop until it closes. To be called on the loop's thread.
void Serve(std::shared_ptr<Loop> loop, asio::ip::tcp::socket socket);

// Closes what has passed its deadline; with `draining`, also what is idle or streams.
void Sweep(Loop& loop);
void CloseAll(Loop& loop);

}  // namespace watchbell::gateway::http

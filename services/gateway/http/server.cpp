#include "services/gateway/http/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include "services/gateway/http/loop.hpp"

namespace watchbell::gateway::http {
namespace {

using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds kSweepEvery{1000};
constexpr std::chrono::milliseconds kDrainSweepEvery{20};
constexpr std::chrono::milliseconds kAcceptRetryAfter{50};  // out of descriptors, most likely

tcp::endpoint Resolve(asio::io_context& context, const std::string& address) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) throw std::runtime_error("--http needs host:port");
  error_code failed;
  const auto found =
      tcp::resolver(context).resolve(address.substr(0, colon), address.substr(colon + 1), failed);
  if (failed || found.empty()) throw std::runtime_error("--http: " + failed.message());
  return *found.begin();
}

// Sleeps on the loop; false once its timer was cancelled.
asio::awaitable<bool> Pause(asio::steady_timer& timer, std::chrono::milliseconds time) {
  error_code cancelled;
  timer.expires_after(time);
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  co_return !cancelled;
}

}  // namespace

struct Server::Parts {
  Parts(const ServerConfig& config_, Handler handler_) : config(config_), handler(std::move(handler_)) {
    for (int i = 0; i < config.threads; ++i) loops.push_back(std::make_shared<Loop>(handler, open));
    acceptor.emplace(loops.front()->context, Resolve(loops.front()->context, config.address));
    port = acceptor->local_endpoint().port();
  }

  // On the first loop; hands each connection to the next loop in turn.
  asio::awaitable<void> Accept() {
    asio::steady_timer timer(loops.front()->context);
    for (std::size_t next = 0; acceptor->is_open(); next = (next + 1) % loops.size()) {
      const auto& loop = loops[next];
      error_code failed;
      auto socket =
          co_await acceptor->async_accept(loop->context, asio::redirect_error(asio::use_awaitable, failed));
      if (failed) {
        if (acceptor->is_open()) co_await Pause(timer, kAcceptRetryAfter);
        continue;
      }
      if (open.load() >= config.connections_max) continue;  // closed as it goes out of scope
      open.fetch_add(1);
      error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      asio::dispatch(loop->context,
                     [loop, socket = std::move(socket)]() mutable { Serve(loop, std::move(socket)); });
    }
  }

  // Ends once the loop is draining and its last connection is gone: then the loop runs out of work.
  asio::awaitable<void> SweepUntilDrained(std::shared_ptr<Loop> loop) {
    while (!loop->draining || !loop->connections.empty()) {
      if (loop->draining && std::chrono::steady_clock::now() > grace_until) CloseAll(*loop);
      Sweep(*loop);
      co_await Pause(loop->sweep, draining ? kDrainSweepEvery : kSweepEvery);
    }
  }

  ServerConfig config;
  const Handler handler;
  std::atomic<std::size_t> open{0};
  std::atomic<bool> draining{false};
  std::chrono::steady_clock::time_point grace_until;
  std::vector<std::shared_ptr<Loop>> loops;
  std::optional<tcp::acceptor> acceptor;
  int port = 0;
  std::vector<std::jthread> threads;
};

Server::Server(const ServerConfig& config, Handler handler)
    : parts_(std::make_unique<Parts>(config, std::move(handler))) {
  asio::co_spawn(parts_->loops.front()->context, parts_->Accept(), asio::detached);
  for (const auto& loop : parts_->loops) {
    asio::co_spawn(loop->context, parts_->SweepUntilDrained(loop), asio::detached);
    parts_->threads.emplace_back([loop] { loop->context.run(); });
  }
}

Server::~Server() { Stop(std::chrono::milliseconds{0}); }

int Server::port() const { return parts_->port; }

void Server::Stop(std::chrono::milliseconds grace) {
  if (parts_->draining) return;
  parts_->grace_until = std::chrono::steady_clock::now() + grace;
  parts_->draining = true;
  asio::post(parts_->loops.front()->context, [parts = parts_.get()] {
    error_code ignored;
    parts->acceptor->close(ignored);
  });
  for (const auto& loop : parts_->loops) {
    asio::post(loop->context, [loop] {
      loop->draining = true;
      loop->sweep.cancel();
    });
  }
  parts_->threads.clear();  // joins
}

}  // namespace watchbell::gateway::http

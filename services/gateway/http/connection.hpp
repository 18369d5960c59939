// One caller's connection: reads a request, waits for its answer, writes it, and again.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "services/gateway/http/loop.hpp"
#include "services/gateway/http/turn.hpp"

namespace watchbell::gateway::http {

inline constexpr std::size_t kHeaderBytesMax = 16 * 1024;
inline constexpr std::chrono::seconds kIdleTimeout{75};            // between two requests
inline constexpr std::chrono::seconds kReadTimeout{15};            // from a request's first byte to its last
inline constexpr std::size_t kReadBytesPerSecondMin = 256 * 1024;  // longer bodies get as much more time
inline constexpr std::chrono::seconds kAnswerTimeout{40};          // longer than any unary call's deadline
inline constexpr std::chrono::seconds kWriteTimeout{15};

class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<Loop> loop, asio::ip::tcp::socket socket);
  ~Connection();
  asio::awaitable<void> Run();
  void Close();
  // Nothing is owed to the caller.
  bool Idle() const { return turn_ == nullptr && !reading_; }
  bool Streaming() const { return turn_ != nullptr && turn_->Streaming(); }
  std::chrono::steady_clock::time_point deadline() const { return deadline_; }

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  asio::awaitable<bool> ReadMore();
  asio::awaitable<bool> ReadHead(Parser& parser);
  asio::awaitable<bool> ReadBody(Parser& parser, const Request& head);
  asio::awaitable<bool> ServeOne();
  asio::awaitable<bool> WriteAnswer(bool keep_alive, bool chunked, bool head_only);
  asio::awaitable<bool> WriteStream(bool chunked);
  asio::awaitable<bool> Write(std::string bytes);
  // Answers what cannot be understood, then leaves the rest unread.
  asio::awaitable<bool> RefuseAs(int status, const Request* too_large = nullptr);
  asio::awaitable<bool> Refuse(Response response);
  void WatchForLeaving();
  void Within(std::chrono::seconds time) { deadline_ = std::chrono::steady_clock::now() + time; }

  const std::shared_ptr<Loop> loop_;
  asio::ip::tcp::socket socket_;
  Peer peer_;
  boost::beast::flat_buffer buffer_;
  std::shared_ptr<Turn> turn_;
  std::chrono::steady_clock::time_point deadline_;
  bool reading_ = false;
};

}  // namespace watchbell::gateway::http

#include "services/gateway/http/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "services/gateway/http/wire.hpp"

namespace watchbell::gateway::http {
namespace {

namespace beast = boost::beast;
using boost::system::error_code;

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::chrono::seconds kLingerTimeout{3};
constexpr std::size_t kLingerBytesMax = 32 * 1024 * 1024;
constexpr limits::Rate kAnonymousRate{.per_second = 20,
                                      .burst = 40};  // calls without a session, a connection
constexpr auto kNever = std::chrono::steady_clock::time_point::max();
constexpr int kHttp11 = 11;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// The peer's address is not known any more when it has already left.
std::string AddressOf(const asio::ip::tcp::socket& socket) {
  error_code ignored;
  const auto endpoint = socket.remote_endpoint(ignored);
  return ignored ? std::string{} : endpoint.address().to_string(ignored);
}

template <class Parser>
Request Take(Parser& parser) {
  auto& message = parser.get();
  Request request;
  request.method = message.method_string();
  const std::string_view target{message.target().data(), message.target().size()};
  request.path = target.substr(0, target.find('?'));
  for (const auto& field : message) {
    std::string name{field.name_string().data(), field.name_string().size()};
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    request.headers.emplace_back(std::move(name), std::string{field.value().data(), field.value().size()});
  }
  return request;
}

}  // namespace

Connection::Connection(std::shared_ptr<Loop> loop, asio::ip::tcp::socket socket)
    : loop_(std::move(loop)),
      socket_(std::move(socket)),
      peer_{AddressOf(socket_), limits::TokenBucket(kAnonymousRate, std::chrono::steady_clock::now())} {
  loop_->connections.insert(this);
  Within(kIdleTimeout);
}

Connection::~Connection() {
  loop_->connections.erase(this);
  loop_->open.fetch_sub(1);
}

void Connection::Close() {
  error_code ignored;
  socket_.close(ignored);
  if (turn_) turn_->Wake();
}

// GCC 12 miscompiles a co_await inside a compound condition or beside a temporary: in this file each stands
// in a statement of its own.
asio::awaitable<void> Connection::Run() {
  for (bool go_on = true; go_on;) {
    go_on = co_await ServeOne();
    go_on = go_on && socket_.is_open() && !loop_->draining;
  }
  if (turn_) std::exchange(turn_, nullptr)->Finish();
  Close();
}

asio::awaitable<bool> Connection::ReadMore() {
  error_code failed;
  const auto bytes = co_await socket_.async_read_some(buffer_.prepare(kReadBytes),
                                                      asio::redirect_error(asio::use_awaitable, failed));
  buffer_.commit(bytes);
  co_return !failed;
}

// False: the connection is over, and what could be said has been said.
asio::awaitable<bool> Connection::ReadHead(Parser& parser) {
  if (buffer_.size() == 0) {
    Within(kIdleTimeout);
    const bool came = co_await ReadMore();
    if (!came) co_return false;
  }
  reading_ = true;
  Within(kReadTimeout);
  for (;;) {
    error_code failed;
    buffer_.consume(parser.put(buffer_.data(), failed));
    if (!failed && parser.is_header_done()) co_return true;
    if (failed == beast::http::error::header_limit) co_return co_await RefuseAs(431);
    if (failed && failed != beast::http::error::need_more) co_return co_await RefuseAs(400);
    const bool came = co_await ReadMore();
    if (!came) co_return false;
  }
}

asio::awaitable<bool> Connection::ReadBody(Parser& parser, const Request& head) {
  const std::size_t bytes_max = loop_->handler.body_bytes_max(head.path);
  const auto stated = parser.content_length();
  if (stated && *stated > bytes_max) co_return co_await RefuseAs(413, &head);
  parser.body_limit(bytes_max);
  parser.eager(true);
  Within(kReadTimeout + std::chrono::seconds(bytes_max / kReadBytesPerSecondMin));
  if (!parser.is_done() && head.Header("expect") == "100-continue") {
    std::string go_on{kContinue};
    const bool written = co_await Write(std::move(go_on));
    if (!written) co_return false;
  }
  while (!parser.is_done()) {
    error_code failed = beast::http::error::need_more;
    if (buffer_.size() > 0) buffer_.consume(parser.put(buffer_.data(), failed));
    if (failed == beast::http::error::body_limit) co_return co_await RefuseAs(413, &head);
    if (failed && failed != beast::http::error::need_more) co_return co_await RefuseAs(400);
    if (parser.is_done()) break;
    const bool came = co_await ReadMore();
    if (!came) co_return false;
  }
  co_return true;
}

asio::awaitable<bool> Connection::ServeOne() {
  Parser parser;
  parser.header_limit(kHeaderBytesMax);
  parser.body_limit(boost::none);  // until the path is known
  const bool head_read = co_await ReadHead(parser);
  if (!head_read) co_return false;
  Request request = Take(parser);
  if (!request.path.starts_with('/')) co_return co_await RefuseAs(400);
  const bool body_read = co_await ReadBody(parser, request);
  if (!body_read) co_return false;
  request.body = std::move(parser.get().body());
  reading_ = false;

  const bool chunked = parser.get().version() >= kHttp11;
  const bool head_only = request.method == "HEAD";
  const bool keep_alive = parser.get().keep_alive();
  turn_ = std::make_shared<Turn>(loop_);
  Within(kAnswerTimeout);
  loop_->handler.handle(std::move(request), peer_, turn_);
  const bool go_on = co_await WriteAnswer(keep_alive, chunked, head_only);
  std::exchange(turn_, nullptr)->Finish();
  co_return go_on;
}

asio::awaitable<bool> Connection::WriteAnswer(bool keep_alive, bool chunked, bool head_only) {
  while (!turn_->Answered() && socket_.is_open()) co_await turn_->Wait();
  if (!socket_.is_open()) co_return false;
  keep_alive = keep_alive && !loop_->draining;
  const Response& response = turn_->response();
  if (!turn_->Streaming()) {
    std::string bytes = Head(response, Body::kWhole, keep_alive);
    if (!head_only) bytes += response.body;
    const bool written = co_await Write(std::move(bytes));
    co_return written&& keep_alive;
  }
  keep_alive = keep_alive && chunked;
  std::string head = Head(response, chunked ? Body::kChunked : Body::kUntilClose, keep_alive);
  const bool begun = co_await Write(std::move(head));
  if (!begun) co_return false;
  const bool whole = co_await WriteStream(chunked);
  co_return whole&& keep_alive;
}

asio::awaitable<bool> Connection::WriteStream(bool chunked) {
  WatchForLeaving();
  for (;;) {
    const bool last = turn_->Ended();
    std::string bytes = turn_->TakeChunks(chunked);
    if (last && chunked) bytes += kLastChunk;
    if (!bytes.empty()) {
      const bool written = co_await Write(std::move(bytes));
      if (!written) co_return false;
    }
    if (last) co_return true;
    deadline_ = kNever;
    if (turn_->Empty()) co_await turn_->Wait();
    if (!socket_.is_open()) co_return false;
  }
}

asio::awaitable<bool> Connection::Write(std::string bytes) {
  Within(kWriteTimeout);
  error_code failed;
  co_await asio::async_write(socket_, asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, failed));
  co_return !failed;
}

asio::awaitable<bool> Connection::RefuseAs(int status, const Request* head) {
  Response response{.status = status};
  if (head != nullptr) response = loop_->handler.too_large(*head);
  co_return co_await Refuse(std::move(response));
}

// Closing with unread data would reset the connection and the caller might never see the answer: so what
// comes is read for a while, and dropped.
asio::awaitable<bool> Connection::Refuse(Response response) {
  std::string bytes = Head(response, Body::kWhole, false) + response.body;
  const bool written = co_await Write(std::move(bytes));
  if (!written) co_return false;
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  Within(kLingerTimeout);
  for (std::size_t dropped = 0; dropped < kLingerBytesMax; dropped += buffer_.size()) {
    buffer_.clear();
    const bool came = co_await ReadMore();
    if (!came) break;
  }
  co_return false;
}

// While a stream is silent nothing else would notice that its caller has left.
void Connection::WatchForLeaving() {
  socket_.async_wait(asio::ip::tcp::socket::wait_read,
                     [self = shared_from_this(), turn = turn_](const error_code& failed) {
                       error_code ignored;
                       const bool left = failed || self->socket_.available(ignored) == 0;
                       if (left && self->turn_ == turn) self->Close();
                     });
}

void Serve(std::shared_ptr<Loop> loop, asio::ip::tcp::socket socket) {
  const auto connection = std::make_shared<Connection>(loop, std::move(socket));
  asio::co_spawn(
      loop->context, [connection]() -> asio::awaitable<void> { co_await connection->Run(); }, asio::detached);
}

void Sweep(Loop& loop) {
  const auto now = std::chrono::steady_clock::now();
  const auto connections = loop.connections;  // closing may remove
  for (Connection* connection : connections) {
    const bool unwanted = loop.draining && (connection->Idle() || connection->Streaming());
    if (unwanted || connection->deadline() < now) connection->Close();
  }
}

void CloseAll(Loop& loop) {
  const auto connections = loop.connections;
  for (Connection* connection : connections) connection->Close();
}

}  // namespace watchbell::gateway::http

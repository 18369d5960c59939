#include "services/notification/sinks/event_server.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace watchbell::notification::sinks {
namespace {

constexpr std::size_t kConnectionsMax = 1024;
constexpr std::size_t kInputBytesMax = std::size_t{2} << 20;  // of one connection; more closes it
constexpr int kBacklog = 512;

int Checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

std::int64_t NowMicroseconds() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

struct EventServer::Connection {
  int fd;
  std::unique_ptr<Protocol> protocol;
  std::string in, out;
  std::int64_t read_at_us = 0;
  std::uint32_t watched = EPOLLIN;
  bool stalled = false;
  bool closing = false;
};

EventServer::EventServer()
    : epoll_(Checked(epoll_create1(EPOLL_CLOEXEC), "epoll")),
      wake_(Checked(eventfd(0, EFD_CLOEXEC), "eventfd")) {
  epoll_event event{.events = EPOLLIN, .data = {.fd = wake_}};
  Checked(epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event), "epoll_ctl");
}

EventServer::~EventServer() {
  for (const auto& [fd, connection] : connections_) close(fd);
  for (const auto& [fd, factory] : listeners_) close(fd);
  close(wake_);
  close(epoll_);
}

int EventServer::Listen(const std::string& host, int port, ProtocolFactory factory) {
  const int fd = Checked(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket");
  listeners_.emplace(fd, std::move(factory));
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) {
    throw std::system_error(EINVAL, std::generic_category(), "not an IPv4 address: " + host);
  }
  Checked(bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), "bind");
  Checked(listen(fd, kBacklog), "listen");
  socklen_t size = sizeof address;
  Checked(getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
  Checked(epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
  return ntohs(address.sin_port);
}

void EventServer::Run(const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] { eventfd_write(wake_, 1); });
  std::array<epoll_event, 128> events;
  while (!stop.stop_requested()) {
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), WaitMilliseconds());
    for (int i = 0; i < count; ++i) {
      const auto& event = events[static_cast<std::size_t>(i)];
      if (const auto listener = listeners_.find(event.data.fd); listener != listeners_.end()) {
        Accept(listener->first, listener->second);
        continue;
      }
      const auto found = connections_.find(event.data.fd);
      if (found == connections_.end()) continue;
      Connection& connection = *found->second;
      if ((event.events & (EPOLLERR | EPOLLHUP)) != 0)
        Close(connection.fd);
      else if ((event.events & EPOLLOUT) != 0)
        Flush(connection);
      else if ((event.events & EPOLLIN) != 0)
        Read(connection);
    }
    WakeStalled();
  }
}

void EventServer::Accept(int listener, const ProtocolFactory& factory) {
  for (;;) {
    const int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    if (connections_.size() >= kConnectionsMax) {
      close(fd);
      continue;
    }
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
    epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
    auto connection = std::make_unique<Connection>();
    connection->fd = fd;
    connection->protocol = factory();
    connection->out = connection->protocol->Greeting();
    Connection& added = *connections_.emplace(fd, std::move(connection)).first->second;
    ++connections_total_;
    connections_peak_ = std::max(connections_peak_.load(), static_cast<int>(connections_.size()));
    Flush(added);
  }
}

void EventServer::Read(Connection& connection) {
  std::array<char, 64 * 1024> buffer;
  const ssize_t got = recv(connection.fd, buffer.data(), buffer.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0 || connection.in.size() > kInputBytesMax) return Close(connection.fd);
  connection.read_at_us = NowMicroseconds();
  connection.in.append(buffer.data(), static_cast<std::size_t>(got));
  Advance(connection);
}

void EventServer::Advance(Connection& connection) {
  const Protocol::Step step =
      connection.protocol->Advance(connection.in, connection.out, connection.read_at_us);
  connection.closing = connection.closing || step.close;
  if (step.stall.count() > 0) {
    connection.stalled = true;
    stalled_.emplace(std::chrono::steady_clock::now() + step.stall, connection.fd);
  }
  Flush(connection);
}

void EventServer::Flush(Connection& connection) {
  while (!connection.stalled && !connection.out.empty()) {
    const ssize_t sent = send(connection.fd, connection.out.data(), connection.out.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) break;
    if (sent < 0) return Close(connection.fd);
    connection.out.erase(0, static_cast<std::size_t>(sent));
  }
  if (connection.closing && connection.out.empty()) return Close(connection.fd);
  Watch(connection);
}

void EventServer::Watch(Connection& connection) {
  const std::uint32_t wanted = connection.stalled ? 0u : connection.out.empty() ? EPOLLIN : EPOLLOUT;
  if (wanted == connection.watched) return;
  connection.watched = wanted;
  epoll_event event{.events = wanted, .data = {.fd = connection.fd}};
  epoll_ctl(epoll_, EPOLL_CTL_MOD, connection.fd, &event);
}

void EventServer::WakeStalled() {
  while (!stalled_.empty() && stalled_.begin()->first <= std::chrono::steady_clock::now()) {
    Connection& connection = *connections_.at(stalled_.begin()->second);  // Close forgets its stalls
    stalled_.erase(stalled_.begin());
    connection.stalled = false;
    Advance(connection);
  }
}

int EventServer::WaitMilliseconds() const {
  if (stalled_.empty()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(stalled_.begin()->first -
                                                                 std::chrono::steady_clock::now());
  return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

void EventServer::Close(int fd) {
  std::erase_if(stalled_, [fd](const auto& stall) { return stall.second == fd; });
  connections_.erase(fd);
  close(fd);
}

}  // namespace watchbell::notification::sinks

// For tests: a raw HTTP connection.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <utility>

namespace watchbell::gateway::http {

// So that a test sends exactly the bytes it means.
class Caller {
 public:
  explicit Caller(int port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~Caller() { ::close(fd_); }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  void Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // Until `end` has come; the rest stays for the next call.
  std::string ReadUntil(std::string_view end) {
    while (seen_.find(end) == std::string::npos && ReadSome()) {
    }
    const auto at = seen_.find(end);
    std::string read = seen_.substr(0, at == std::string::npos ? at : at + end.size());
    seen_.erase(0, read.size());
    return read;
  }
  std::string ReadAll() {
    while (ReadSome()) {
    }
    return std::exchange(seen_, {});
  }

 private:
  bool ReadSome() {
    char bytes[4096];
    const auto read = ::recv(fd_, bytes, sizeof bytes, 0);
    if (read <= 0) return false;
    seen_.append(bytes, static_cast<std::size_t>(read));
    return true;
  }
  int fd_;
  std::string seen_;
};

}  // namespace watchbell::gateway::http

#include "tests/load/raw_smtp.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "tests/load/figures.hpp"

namespace watchbell::load {
namespace {

constexpr char kEnvelope[] = "MAIL FROM:<load@schools.example>\r\nRCPT TO:<ana@families.example>\r\nDATA\r\n";
constexpr int kEnvelopeReplies = 3;

class Connection {
 public:
  explicit Connection(int port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Require(connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "no mail server");
    const int on = 1;
    setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ReadLines(1);
    Say("HELO load.example\r\n", 1);
  }
  ~Connection() { close(fd_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void Say(const std::string& text, int replies) {
    Require(send(fd_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()),
            "the mail server does not listen");
    ReadLines(replies);
  }

 private:
  void ReadLines(int lines) {
    char buffer[1024];
    while (lines > 0) {
      const auto got = recv(fd_, buffer, sizeof buffer, 0);
      Require(got > 0, "the mail server does not answer");
      lines -= static_cast<int>(std::count(buffer, buffer + got, '\n'));
    }
  }
  const int fd_;
};

}  // namespace

double MailRate(int port, int connections, std::chrono::seconds span, const std::string& text) {
  std::atomic<int> mails{0};
  const auto begun = SteadyClock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < connections; ++i) {
      threads.emplace_back([&] {
        Connection connection(port);
        for (; SteadyClock::now() < begun + span; ++mails) {
          connection.Say(kEnvelope, kEnvelopeReplies);
          connection.Say("Subject: load\r\n\r\n" + text + "\r\n.\r\n", 1);
        }
      });
    }
  }
  return mails / (MicrosSince(begun) / 1e6);
}

}  // namespace watchbell::load

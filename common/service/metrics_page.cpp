#include "common/service/metrics_page.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <future>

namespace watchbell::service {
namespace {

constexpr std::size_t kThreads = 2;
constexpr std::chrono::milliseconds kKnockEvery{10};

void Knock(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // Whether anybody answers does not matter: elsewhere than on loopback the end takes its two seconds.
  static_cast<void>(connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address));
  close(fd);
}

}  // namespace

MetricsPage::MetricsPage(const std::string& address)
    : exposer_(std::make_unique<prometheus::Exposer>(address, kThreads)) {}

MetricsPage::~MetricsPage() {
  const auto ports = exposer_->GetListeningPorts();
  const auto ended = std::async(std::launch::async, [this] { exposer_.reset(); });
  while (ended.wait_for(kKnockEvery) != std::future_status::ready) {
    for (const int port : ports) Knock(port);
  }
}

}  // namespace watchbell::service

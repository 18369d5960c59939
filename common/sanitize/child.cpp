#include "common/sanitize/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace watchbell::sanitize {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr int kFirstForeignDescriptor = 3;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { Close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void Close() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }
  int number() const { return number_; }

 private:
  int number_;
};

// A socket serves both ways, and unlike a pipe it tells of a dead reader without a signal.
Result<pid_t> Spawn(const std::vector<std::string>& command, int socket) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, kFirstForeignDescriptor);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  sigset_t all;
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  char* const environment[] = {nullptr};
  pid_t pid = -1;
  const int error =
      posix_spawn(&pid, command.front().c_str(), &actions, &attributes, arguments.data(), environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    return Fail(Code::kInternal, "SANITIZER_MISSING",
                "Install the program `sanitizer` beside this service, or name it with --sanitizer.");
  }
  return pid;
}

// Until the program closes its side; false when it was too slow or wrote too much.
bool Talk(int socket, std::string_view input, std::size_t output_bytes_max, Deadline deadline,
          Finished& finished) {
  std::array<char, kPieceBytes> piece;
  bool sending = true;
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd ready{.fd = socket, .events = static_cast<short>(POLLIN | (sending ? POLLOUT : 0)), .revents = 0};
    if (poll(&ready, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) return false;
    if (sending && (ready.revents & POLLOUT) != 0) {
      const auto sent = send(socket, input.data(), input.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) input.remove_prefix(static_cast<std::size_t>(sent));
      const bool gone = sent < 0 && errno != EAGAIN && errno != EINTR;
      if (input.empty() || gone) {
        sending = false;
        shutdown(socket, SHUT_WR);
      }
    }
    if ((ready.revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
    const auto read = recv(socket, piece.data(), piece.size(), MSG_DONTWAIT);
    if (read < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (read <= 0) return true;
    finished.output.append(piece.data(), static_cast<std::size_t>(read));
    finished.too_much = finished.output.size() > output_bytes_max;
    if (finished.too_much) return false;
  }
}

// A program that has closed its side may still not end.
int ExitCode(pid_t pid, bool finished, Deadline deadline) {
  int status = 0;
  while (finished && std::chrono::steady_clock::now() < deadline) {
    const pid_t ended = waitpid(pid, &status, WNOHANG);
    if (ended == pid) return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    poll(nullptr, 0, 1);
  }
  kill(pid, SIGKILL);
  waitpid(pid, &status, 0);
  return -1;
}

}  // namespace

Result<Finished> RunChild(const std::vector<std::string>& command, std::string_view input,
                          std::size_t output_bytes_max, std::chrono::milliseconds time_max) {
  const Deadline deadline = std::chrono::steady_clock::now() + time_max;
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return Fail(Code::kUnavailable, "DESCRIPTORS_SHORT", "Too much is open at once; send the file again.");
  }
  const Descriptor ours(ends[0]);
  Descriptor theirs(ends[1]);
  const auto pid = Spawn(command, theirs.number());
  if (!pid) return tl::unexpected<Error>(pid.error());
  theirs.Close();
  Finished finished;
  const bool ended = Talk(ours.number(), input, output_bytes_max, deadline, finished);
  finished.exit_code = ExitCode(*pid, ended, deadline);
  return finished;
}

}  // namespace watchbell::sanitize

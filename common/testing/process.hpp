// Child processes for tests: started on free loopback ports, killed with the test.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace watchbell::testing {

// A directory of its own below the system's temporary directory; removed with the object.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A loopback port that nothing uses, and that nobody else is given while this process lives.
int FreePort();

class Process {
 public:
  // Output goes to `log_path`. Dies with this process.
  Process(std::vector<std::string> command, std::string log_path);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  void Signal(int signal);
  // SIGSTOP, and waits until every thread has stopped.
  void Stop();
  // SIGKILL, then waits.
  void Kill();
  bool Running();

 private:
  pid_t pid_ = -1;
};

// Waits until something listens on the loopback port; throws std::runtime_error after `seconds`.
void AwaitPort(int port, int seconds = 10);

}  // namespace watchbell::testing

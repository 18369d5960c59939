#include "common/sanitize/program/confine.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

namespace watchbell::sanitize {
namespace {

// Runs in a child of its own; its exit code says which door stood open.
int OpenDoors() {
  if (!Confine()) return 1;
  if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM) return 2;
  if (open("/tmp/watchbell-confine-test", O_WRONLY | O_CREAT, 0600) >= 0) return 3;
  if (fork() >= 0) return 4;
  if (execl("/bin/true", "true", nullptr) != -1 || errno != EPERM) return 5;
  if (unlink("/tmp/watchbell-confine-test") == 0 || errno != EPERM) return 6;
  if (open("/etc/hostname", O_RDONLY) < 0) return 7;  // reading fonts and the like goes on
  std::thread([] {}).join();                          // and so do threads
  return 0;
}

TEST(ConfineDeathTest, TheProgramCanReachNothing) {
  EXPECT_EXIT(_exit(OpenDoors()), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace watchbell::sanitize

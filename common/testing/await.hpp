// Waiting for something to become true, with a deadline: never a sleep that hopes.
#pragma once

#include <chrono>
#include <thread>

namespace watchbell::testing {

template <class Condition>
bool Await(Condition condition, std::chrono::milliseconds patience = std::chrono::seconds{10}) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  return true;
}

}  // namespace watchbell::testing

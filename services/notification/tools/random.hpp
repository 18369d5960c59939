// Random choices that are the same on every machine: the engine's numbers are fixed by the C++ standard, the
// distributions of the standard library are not, so we bring our own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace watchbell::notification::tools {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // 0 to bound - 1. The bias of the remainder is below bound / 2^64: no matter for a demo district.
  std::size_t Below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool Percent(std::size_t chance) { return Below(100) < chance; }

  template <class T>
  const T& Pick(std::span<const T> items) {
    return items[Below(items.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace watchbell::notification::tools

// How often each name occurs on a list, by hash: two names that share a hash are counted as one, which can
// only make a name look more common than it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace watchbell::visitor {

class NameTable {
 public:
  void Reserve(std::size_t names);
  void Increment(std::string_view name);
  void Decrement(std::string_view name);
  std::uint32_t Count(std::string_view name) const;
  std::size_t MemoryBytes() const { return slots_.capacity() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t count = 0;
  };
  std::size_t Find(std::uint32_t hash) const;
  void Rehash(std::size_t slots);

  std::vector<Slot> slots_;  // open addressing, a power of two; hash 0 is a free slot
  std::size_t used_ = 0;
};

}  // namespace watchbell::visitor

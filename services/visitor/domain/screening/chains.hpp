// A compact multimap from a hash to record numbers: about 20 bytes an item, no allocation of its own for
// each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace watchbell::visitor {

// FNV-1a with a final mix. Stable within a process only.
std::uint32_t HashOf(std::string_view text, std::uint32_t salt = 0);
std::uint32_t HashOf(std::uint32_t number);

class Chains {
 public:
  static constexpr std::uint32_t kAnyTag = ~std::uint32_t{0};

  void Reserve(std::size_t items);
  // The tag is a set of bits with which ForEach can pass over an item without a look at its record.
  void Add(std::uint32_t hash, std::uint32_t record, std::uint32_t tag = kAnyTag);
  // Removes one item; nothing happens if it is not there.
  void Remove(std::uint32_t hash, std::uint32_t record);

  // Lays the items of a chain side by side: after a bulk load, walking long chains is several times as fast.
  void Settle();

  // Calls visit(record) for every record under the hash whose tag shares a bit, until it returns false.
  template <typename Visit>
  void ForEach(std::uint32_t hash, std::uint32_t tag, Visit&& visit) const {
    if (heads_.empty()) return;
    for (auto at = heads_[Bucket(hash)]; at != 0; at = items_[at].next) {
      const auto& item = items_[at];
      if (item.hash == hash && (item.tag & tag) != 0 && !visit(item.record)) return;
    }
  }

  std::size_t MemoryBytes() const;

 private:
  struct Item {
    std::uint32_t hash, tag, record, next;
  };
  std::size_t Bucket(std::uint32_t hash) const { return hash & (heads_.size() - 1); }
  void Rehash(std::size_t buckets);

  std::vector<std::uint32_t> heads_;  // a power of two; 0 ends a chain
  std::vector<Item> items_{1};
  std::uint32_t free_ = 0;
};

}  // namespace watchbell::visitor

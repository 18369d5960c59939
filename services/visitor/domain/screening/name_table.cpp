#include "services/visitor/domain/screening/name_table.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "services/visitor/domain/screening/chains.hpp"

namespace watchbell::visitor {
namespace {

constexpr std::size_t kSlotsMin = 64;

std::uint32_t NameHash(std::string_view name) { return std::max(1u, HashOf(name)); }

}  // namespace

std::size_t NameTable::Find(std::uint32_t hash) const {
  auto at = hash & (slots_.size() - 1);
  while (slots_[at].hash != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
  return at;
}

void NameTable::Rehash(std::size_t slots) {
  const auto old = std::exchange(slots_, std::vector<Slot>(slots));
  used_ = 0;
  for (const auto& slot : old) {
    if (slot.count == 0) continue;
    slots_[Find(slot.hash)] = slot;
    ++used_;
  }
}

void NameTable::Reserve(std::size_t names) {
  const auto slots = std::bit_ceil(std::max(kSlotsMin, names + names / 2));
  if (slots > slots_.size()) Rehash(slots);
}

void NameTable::Increment(std::string_view name) {
  if (used_ * 3 >= slots_.size() * 2) Rehash(std::max(kSlotsMin, slots_.size() * 2));
  const auto hash = NameHash(name);
  auto& slot = slots_[Find(hash)];
  if (slot.hash == 0) ++used_;
  slot.hash = hash;
  ++slot.count;
}

void NameTable::Decrement(std::string_view name) {
  if (slots_.empty()) return;
  auto& slot = slots_[Find(NameHash(name))];
  if (slot.count > 0) --slot.count;
}

std::uint32_t NameTable::Count(std::string_view name) const {
  return slots_.empty() ? 0 : slots_[Find(NameHash(name))].count;
}

}  // namespace watchbell::visitor

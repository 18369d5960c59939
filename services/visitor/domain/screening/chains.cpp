#include "services/visitor/domain/screening/chains.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace watchbell::visitor {

std::uint32_t HashOf(std::string_view text, std::uint32_t salt) {
  std::uint64_t hash = 0xcbf29ce484222325u ^ salt;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  hash ^= hash >> 32;
  return static_cast<std::uint32_t>(hash * 0x9e3779b97f4a7c15u >> 32);
}

std::uint32_t HashOf(std::uint32_t number) {
  return static_cast<std::uint32_t>((number + 1) * 0x9e3779b97f4a7c15u >> 32);
}

void Chains::Reserve(std::size_t items) {
  items_.reserve(items + 1);
  if (const auto buckets = std::bit_ceil(items); buckets > heads_.size()) Rehash(buckets);
}

void Chains::Rehash(std::size_t buckets) {
  const auto old = std::move(heads_);
  heads_.assign(buckets, 0);
  for (const auto head : old) {
    for (auto at = head; at != 0;) {
      auto& item = items_[at];
      const auto next = item.next;
      auto& bucket = heads_[Bucket(item.hash)];
      item.next = bucket;
      bucket = at;
      at = next;
    }
  }
}

void Chains::Add(std::uint32_t hash, std::uint32_t record, std::uint32_t tag) {
  constexpr std::size_t kBucketsMin = 64;
  if (items_.size() > heads_.size()) Rehash(std::max(kBucketsMin, heads_.size() * 2));
  auto at = free_;
  if (at != 0) {
    free_ = items_[at].next;
  } else {
    at = static_cast<std::uint32_t>(items_.size());
    items_.emplace_back();
  }
  auto& head = heads_[Bucket(hash)];
  items_[at] = {hash, tag, record, head};
  head = at;
}

void Chains::Remove(std::uint32_t hash, std::uint32_t record) {
  if (heads_.empty()) return;
  for (auto* at = &heads_[Bucket(hash)]; *at != 0; at = &items_[*at].next) {
    auto& item = items_[*at];
    if (item.hash != hash || item.record != record) continue;
    const auto freed = *at;
    *at = item.next;
    item.next = free_;
    free_ = freed;
    return;
  }
}

void Chains::Settle() {
  std::vector<Item> settled(1);
  settled.reserve(items_.size());
  for (auto& head : heads_) {
    for (auto* link = &head; *link != 0; link = &settled.back().next) {
      settled.push_back(items_[*link]);
      *link = static_cast<std::uint32_t>(settled.size() - 1);
    }
  }
  items_ = std::move(settled);
  free_ = 0;
}

std::size_t Chains::MemoryBytes() const {
  return heads_.capacity() * sizeof(heads_[0]) + items_.capacity() * sizeof(Item);
}

}  // namespace watchbell::visitor

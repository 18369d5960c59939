// A queue in which everybody has a turn: what is new comes next, and then one of each in turn, so that the
// first messages of an alarm never wait behind the thousands of another.
#pragma once

#include <deque>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace watchbell::notification::channels {

// Of one owner's items the order is kept. Not thread-safe.
template <class Item>
class FairQueue {
 public:
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  void Push(const std::string& owner, Item item) { TurnOf(owner).items.push_back(std::move(item)); }
  // Of its owner's it is the next.
  void PushFront(const std::string& owner, Item item) { TurnOf(owner).items.push_front(std::move(item)); }

  // Neither of an empty one.
  const Item& Front() const { return turns_.front().items.front(); }
  Item Pop() {
    auto& turn = turns_.front();
    Item item = std::move(turn.items.front());
    turn.items.pop_front();
    --size_;
    if (turn.items.empty()) {
      by_owner_.erase(turn.owner);
      turns_.pop_front();
    } else {
      turns_.splice(turns_.end(), turns_, turns_.begin());
    }
    return item;
  }

 private:
  struct Turn {
    std::string owner;
    std::deque<Item> items;
  };

  // For one item more.
  Turn& TurnOf(const std::string& owner) {
    ++size_;
    const auto known = by_owner_.find(owner);
    if (known != by_owner_.end()) return *known->second;
    turns_.push_front({owner, {}});
    by_owner_.emplace(owner, turns_.begin());
    return turns_.front();
  }

  std::list<Turn> turns_;
  std::unordered_map<std::string, typename std::list<Turn>::iterator> by_owner_;
  std::size_t size_ = 0;
};

}  // namespace watchbell::notification::channels

#include "services/notification/sinks/message_store.hpp"

#include <algorithm>

namespace watchbell::notification::sinks {

void MessageStore::Add(Message message) {
  const std::lock_guard lock(mutex_);
  message.sequence = ++last_;
  messages_.push_back(std::move(message));
  if (messages_.size() > keep_) messages_.pop_front();
  ++count_;
}

std::vector<Message> MessageStore::After(std::uint64_t sequence) const {
  const std::lock_guard lock(mutex_);
  const auto first = std::partition_point(messages_.begin(), messages_.end(), [&](const Message& message) {
    return message.sequence <= sequence;
  });
  return {first, messages_.end()};
}

void MessageStore::Clear() {
  const std::lock_guard lock(mutex_);
  messages_.clear();
  count_ = 0;
}

}  // namespace watchbell::notification::sinks

// What an import changes: the directory as it is against what the files say.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "watchbell/notification/v1/directory.pb.h"
#include "watchbell/notification/v1/group.pb.h"

namespace watchbell::notification::oneroster {

template <class Message>
struct Changes {
  std::vector<Message> added;    // as imported; also those that return after a removal
  std::vector<Message> changed;  // as imported
  std::vector<Message> removed;  // as they were, with `removed` set
  std::size_t unchanged = 0;
  std::size_t before = 0;  // how many were there, without those removed earlier
};

// By id; equal means the same deterministic serialisation. Both in the order given.
Changes<v1::School> Diff(std::span<const v1::School> current, std::span<const v1::School> imported);
Changes<v1::Person> Diff(std::span<const v1::Person> current, std::span<const v1::Person> imported);
Changes<v1::Group> Diff(std::span<const v1::Group> current, std::span<const v1::Group> imported);

// A broken export looks like a mass departure: more than a tenth removed wants a second look.
inline constexpr std::size_t kSuspiciousShare = 10;
template <class Message>
bool IsSuspicious(const Changes<Message>& changes) {
  return changes.removed.size() * kSuspiciousShare > changes.before;
}

}  // namespace watchbell::notification::oneroster

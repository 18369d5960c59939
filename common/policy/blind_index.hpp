// Finding what is sealed: a word is filed under a keyed hash of it, which tells nothing to who lacks the key.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace watchbell::policy {

// HMAC-SHA-256 under keys derived from a service's ring, so that no key does two things. Immutable, so
// thread-safe.
class BlindIndex {
 public:
  // By key id, like "visitor/3".
  explicit BlindIndex(const std::map<std::string, std::string>& ring);

  // "3.<32 hex digits>": the generation of the key, and the hash. `purpose` keeps two uses of one word apart.
  // Empty without a key.
  std::string Newest(std::string_view purpose, std::string_view word) const;
  // Under every generation, newest first: what was filed before a rotation is found as long as its key is
  // kept.
  std::vector<std::string> All(std::string_view purpose, std::string_view word) const;

 private:
  struct Key {
    unsigned long generation;
    std::string bytes;
  };
  std::vector<Key> keys_;  // newest first
};

}  // namespace watchbell::policy

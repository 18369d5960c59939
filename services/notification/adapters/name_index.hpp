// People by the beginnings of their names' words. What is sealed on the record is searched in memory alone,
// so that no store holds a word of a name, not even hashed.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::notification {

inline constexpr std::size_t kSearchCharactersMin = 2;

// Not thread-safe.
class NameIndex {
 public:
  void Add(const v1::Person& person);
  void Remove(const v1::Person& person);  // as it was added
  // By family and given name; ids of those who have, for each word of `name`, a word that begins with it.
  std::vector<std::string> Find(const std::string& name) const;

 private:
  struct Entry {
    std::string id;
    std::string words;      // " ana maria silva"
    std::string sort_name;  // "silva ana maria"
  };
  std::multimap<std::string, Entry> by_word_;
};

}  // namespace watchbell::notification

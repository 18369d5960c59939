// How long each kind of record is kept: the district's file, which every service reads at its start.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "common/names/names.hpp"
#include "common/result/result.hpp"
#include "common/retention/span.hpp"

namespace watchbell::retention {

// {"visitor": {"visit": {"left": 365}}, "legal_holds": ["<id of an aggregate>"]}: days by service, aggregate,
// kind. Immutable, so thread-safe.
class Periods {
 public:
  static constexpr int kDaysMax = 36525;  // a century; more is a mistake

  // Without a file nothing is erased by time.
  static Result<Periods> Load(const std::string& path);
  static Result<Periods> Parse(const std::string& text);

  // When the time is over; nothing: never, or not while it is held.
  std::optional<TimePoint> EndOf(const names::Key& key, const Span& span) const;
  // A court or counsel has asked for it to be kept.
  bool Held(const std::string& id) const { return holds_.contains(id); }
  // Two files that say the same have the same; empty: no file.
  const std::string& name() const { return name_; }

 private:
  std::map<std::string, std::chrono::days> days_;  // by "service/aggregate/kind"
  std::set<std::string> holds_;
  std::string name_;
};

}  // namespace watchbell::retention

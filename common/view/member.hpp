// How an aggregate is named inside sorted sets: <aggregate>:<school>:<id>, and a timer: ...:<what>.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/names/names.hpp"
#include "common/view/view_store.hpp"

namespace watchbell::view {

std::string MemberOf(const names::Key& key);
std::optional<names::Key> ParseMember(std::string_view service, std::string_view member);

std::string TimerMember(const names::Key& key, std::string_view what);
// Without its due time.
std::optional<DueTimer> ParseTimerMember(std::string_view service, std::string_view member);

// Up, so that a timer never fires before its time.
long long ToMillis(TimePoint at);

// Where a page ended: opaque to callers.
struct Cursor {
  std::string score;
  std::string member;
};
std::string ToPageToken(const Cursor& cursor);
std::optional<Cursor> ParsePageToken(const std::string& token);

}  // namespace watchbell::view

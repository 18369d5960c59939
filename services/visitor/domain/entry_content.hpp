// What an entry of a list must say, by its kind, and how two contents are told apart.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/result/result.hpp"
#include "common/time/local.hpp"
#include "watchbell/visitor/v1/watchlist.pb.h"

namespace watchbell::visitor {

inline constexpr int kEntryAliasesMax = 16;
inline constexpr int kEntryStudentsMax = 32;
inline constexpr std::size_t kReasonBytesMax = 2000;   // 500 characters
inline constexpr std::size_t kDocumentBytesMax = 800;  // 200 characters
inline constexpr std::size_t kAliasBytesMax = 800;

// domain.md 3.4 "Private alert".
struct KindRule {
  v1::WatchlistEntry::Kind kind;
  std::string_view name;    // in indexes and metric labels
  bool by_hand;             // else only by an import
  bool names_its_students;  // a court's order protects somebody: never the school as a whole
};
// KIND_UNSPECIFIED and unknown kinds have none.
const KindRule* RuleOf(v1::WatchlistEntry::Kind kind);
std::string_view NameOf(v1::WatchlistEntry::Kind kind);  // "other" for those

// The content of an entry made by hand, with nothing else of what was asked. Names the first field that is
// missing.
Result<v1::WatchlistEntry> ContentOf(const v1::WatchlistEntry& asked, const TimeZone& zone, TimePoint now);

// Of an imported one; `expires_at` is filled in as well.
Result<v1::WatchlistEntry> ImportedContentOf(const v1::WatchlistEntry& asked, const TimeZone& zone);

// 64 bits over who the entry means and why: as long as it stays, a remembered "not a match" counts. Dates of
// validity and the students are not part of it: a renewed order means the same person.
std::uint64_t IdentityHashOf(const v1::WatchlistEntry& entry);
// 64 bits over all content.
std::uint64_t ContentHashOf(const v1::WatchlistEntry& entry);

}  // namespace watchbell::visitor

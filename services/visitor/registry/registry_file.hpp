// A registry's CSV as entries of the watch list. Pure: bytes in, entries or faults out.
#pragma once

#include <string_view>
#include <vector>

#include "common/csv/rows.hpp"
#include "common/time/local.hpp"
#include "watchbell/visitor/v1/registry.pb.h"
#include "watchbell/visitor/v1/watchlist.pb.h"

namespace watchbell::visitor {

inline constexpr std::size_t kRegistryEntriesMax = 250'000;

// Either entries, in the order of the file, or faults: a file with a fault changes nothing.
struct RegistryFile {
  std::vector<v1::WatchlistEntry> entries;  // with id, school and registry
  std::vector<csv::RowFault> faults;        // at most csv::kRowFaultsMax; line 0: the mapping
};

// `registry`: its id and school.
RegistryFile ReadRegistry(std::string_view csv, const v1::RegistryMapping& mapping,
                          const v1::Registry& registry, const TimeZone& zone);

}  // namespace watchbell::visitor

// The mapping file of a registry: which column is which field, and how its dates are written.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "common/csv/rows.hpp"
#include "watchbell/visitor/v1/registry.pb.h"

namespace watchbell::visitor {

inline constexpr std::string_view kReferenceField = "reference";
inline constexpr std::string_view kFullNameField = "full_name";
inline constexpr int kMappedMax = 64;  // columns and constants of one mapping

class Mapping {
 public:
  // Nothing, with a fault for each, when the mapping cannot be used.
  static std::optional<Mapping> Read(const v1::RegistryMapping& mapping, csv::FaultList& faults);

  // Field to column.
  const std::map<std::string, std::string, std::less<>>& columns() const { return columns_; }
  // Where a field comes from, for a fault; the field's own name for a constant.
  std::string_view ColumnOf(std::string_view field) const;
  // Of the row that `rows` is at.
  std::string_view Value(const csv::Rows& rows, std::string_view field) const;
  // YYYY-MM-DD, or YYYY for four digits alone, or empty for an empty text; nothing for what is no such date.
  std::optional<std::string> Date(std::string_view text) const;
  std::string_view alias_separator() const { return alias_separator_; }

 private:
  std::map<std::string, std::string, std::less<>> columns_;
  std::map<std::string, std::string, std::less<>> constants_;
  std::string date_format_;
  std::string alias_separator_;
};

}  // namespace watchbell::visitor

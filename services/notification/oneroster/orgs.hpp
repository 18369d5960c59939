// orgs.csv: the schools, and the code of each.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/csv/rows.hpp"
#include "services/notification/oneroster/known.hpp"
#include "services/notification/oneroster/manifest.hpp"

namespace watchbell::notification::oneroster {

class Orgs {
 public:
  // A school that the directory knows keeps its code, whatever it is called now.
  Orgs(const Known& known, Mode mode);

  void Read(csv::Rows& rows);
  // By the organisation's sourcedId; empty for what is not a school, nothing for what nobody knows.
  std::optional<std::string> CodeOf(std::string_view sourced_id) const;
  // Those of the file first, in its order.
  std::vector<v1::School> Take() { return std::move(schools_); }

 private:
  const Mode mode_;
  std::unordered_map<std::string, v1::School> known_by_id_;
  std::unordered_map<std::string, std::string> code_of_org_;
  std::vector<v1::School> schools_;
};

}  // namespace watchbell::notification::oneroster

// orgs.csv: the schools, and the code of each.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "services/notification/oneroster/known.hpp"
#include "services/notification/oneroster/manifest.hpp"
#include "services/notification/oneroster/school_codes.hpp"

namespace watchbell::notification::oneroster {

class Orgs {
 public:
  // A school that the directory knows keeps its code, whatever it is called now.
  Orgs(const Known& known, Mode mode);

  void Read(Sheet& sheet);
  // Every row was left out, so that nobody of users.csv has a school.
  bool NoneTaken() const { return rows_ > 0 && code_of_org_.empty(); }
  // By the organisation's sourcedId; empty for what is not a school, nothing for what nobody knows.
  std::optional<std::string> CodeOf(std::string_view sourced_id) const;
  // Those of the file first, in its order.
  std::vector<v1::School> Take() { return std::move(schools_); }

 private:
  // A school of the file that is there.
  struct Found {
    SchoolName name;
    std::size_t line;
  };
  void ReadRow(Sheet& sheet);
  void TellIdentifiersApart(Sheet& sheet, bool others_stay);
  bool IsKnown(std::string_view sourced_id) const { return known_by_id_.contains(SchoolId(sourced_id)); }

  const Mode mode_;
  std::size_t rows_ = 0;
  std::vector<Found> found_;
  std::unordered_set<std::string> of_the_file_;  // school ids
  std::unordered_map<std::string, v1::School> known_by_id_;
  std::unordered_map<std::string, std::string> code_of_org_;
  std::vector<v1::School> schools_;
};

}  // namespace watchbell::notification::oneroster

// classes.csv, who is enrolled in which class, and the terms in which classes meet.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "services/notification/oneroster/users.hpp"

namespace watchbell::notification::oneroster {

// Of one class, like a band or a study hall: ids of 38 bytes, in fact and state, stay within an event's 48
// kB.
inline constexpr int kGroupPeopleMax = 500;
inline constexpr std::size_t kPeriodsMax = 16;

class Classes {
 public:
  // With a delta, or without a classes.csv, it begins with the classes that the directory knows. A row that
  // cannot be taken changes nothing of them.
  Classes(const Known& known, const Manifest& manifest, const Orgs& orgs);

  // academicSessions.csv: a class all of whose terms are not now is left out.
  void ReadTerms(Sheet& sheet);
  void Read(Sheet& sheet);
  // Whoever is enrolled belongs to the school and, where the row names one, to the class.
  void ReadEnrollments(Sheet& sheet, Users& users);
  // Those of the file in its order; people by id, without those who have left.
  std::vector<v1::Group> Take(Users& users);

 private:
  void ReadRow(Sheet& sheet);
  v1::Group ReadGroup(Sheet& sheet, const std::string& id, const std::string& school);
  bool MeetsNow(Sheet& sheet) const;
  void Put(v1::Group group);
  void Keep(const std::string& id);
  void Enroll(Sheet& sheet, const v1::Person& person, bool current);

  const Known& known_;
  const Manifest& manifest_;
  const Orgs& orgs_;
  bool read_ = false;
  std::vector<v1::Group> groups_;
  std::unordered_map<std::string, std::size_t> group_at_;  // by group id
  std::unordered_map<std::string, const v1::Group*> known_by_id_;
  std::unordered_map<std::string, bool> term_is_now_;
  std::unordered_set<std::string> of_the_file_;
  std::unordered_set<std::string> left_out_;
};

}  // namespace watchbell::notification::oneroster

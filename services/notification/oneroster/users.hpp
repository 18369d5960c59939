// users.csv, and whatever else says something of a single person: roles.csv and demographics.csv.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/csv/rows.hpp"
#include "services/notification/oneroster/known.hpp"
#include "services/notification/oneroster/manifest.hpp"
#include "services/notification/oneroster/orgs.hpp"

namespace watchbell::notification::oneroster {

inline constexpr std::size_t kPeopleMax = 500'000;

struct User {
  v1::Person person;
  std::vector<std::string> orgs;    // sourcedIds, of a row of the file
  std::vector<std::string> agents;  // person ids
  std::size_t line = 0;             // 0: not in the file
  std::string modified;             // dateLastModified
};

class Users {
 public:
  // With a delta, or without a users.csv, it begins with whom the directory knows. A district has a telephone
  // number that nobody can dial among its thousands: it goes to `left_out` and stops nothing.
  Users(const Known& known, const Manifest& manifest, const Orgs& orgs, csv::FaultList& left_out);

  void Read(csv::Rows& rows);
  void ReadRoles(csv::Rows& rows);
  void ReadDemographics(csv::Rows& rows);
  // Null, with a fault unless it is somebody left out, when the id names nobody.
  User* Find(csv::Rows& rows, std::string_view column, std::string_view sourced_id);
  User* FindId(const std::string& person_id);
  bool LeftOut(const std::string& person_id) const { return left_out_.contains(person_id); }
  std::vector<User>& all() { return users_; }
  // After all roles were read: whose roles have all ended is left out, whoever never had one is a fault.
  void CheckRoles(csv::FaultList& faults);

 private:
  void ReadRow(csv::Rows& rows);
  void ReadPerson(csv::Rows& rows, User& user);
  std::string ReadNumber(csv::Rows& rows, std::string_view column);
  void ReadSchools(csv::Rows& rows, User& user);
  void LeaveOut(const std::string& person_id);
  void CarryOver(User& user, const v1::Person& known);

  const Known& known_;
  const Manifest& manifest_;
  const Orgs& orgs_;
  csv::FaultList& left_out_numbers_;
  std::vector<User> users_;
  std::unordered_map<std::string, std::size_t> user_at_;  // by person id
  std::unordered_set<std::string> left_out_;
  std::unordered_set<std::string> ended_;  // of whom roles.csv has a role that is over, or has not begun
  std::unordered_map<std::string, const v1::Person*> known_by_id_;
};

}  // namespace watchbell::notification::oneroster

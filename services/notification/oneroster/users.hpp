// users.csv, and whatever else says something of a single person: roles.csv and demographics.csv.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "services/notification/oneroster/known.hpp"
#include "services/notification/oneroster/manifest.hpp"
#include "services/notification/oneroster/orgs.hpp"

namespace watchbell::notification::oneroster {

inline constexpr std::size_t kPeopleMax = 500'000;

struct User {
  v1::Person person;
  std::vector<std::string> orgs;    // sourcedIds, of a row of the file
  std::vector<std::string> agents;  // person ids
  std::size_t line = 0;             // 0: as the directory knows them, not of a row
  std::string modified;             // dateLastModified
};

class Users {
 public:
  // With a delta, or without a users.csv, it begins with whom the directory knows.
  Users(const Known& known, const Manifest& manifest, const Orgs& orgs);

  // A row that cannot be taken changes nothing of whom the directory knows.
  void Read(Sheet& sheet);
  void ReadRoles(Sheet& sheet);
  void ReadDemographics(Sheet& sheet);
  // Null, and said unless it is somebody left out, when the id names nobody.
  User* Find(Sheet& sheet, std::string_view column, std::string_view sourced_id);
  User* FindId(const std::string& person_id);
  bool LeftOut(const std::string& person_id) const { return left_out_.contains(person_id); }
  std::vector<User>& all() { return users_; }
  // After all roles were read: whose roles have all ended, or who never had one, is left out.
  void CheckRoles(csv::FaultList& left_out);
  // Not a single row of a whole users.csv could be taken: it is not one odd row, but the file.
  bool NoneTaken() const {
    return manifest_.Of("users.csv") == Mode::kBulk && rows_refused_ > 0 && rows_refused_ == rows_;
  }

 private:
  void ReadRow(Sheet& sheet);
  void ReadAgain(Sheet& sheet, User& earlier, bool current);
  bool ReadPerson(Sheet& sheet, User& user);
  void ReadAddresses(Sheet& sheet, User& user);
  bool ReadSchools(Sheet& sheet, User& user);
  void ReadRole(Sheet& sheet, Mode mode);
  std::vector<std::string> ReadOrgs(Sheet& sheet);
  const v1::Person* KnownPerson(const std::string& person_id) const;
  void Refuse(const std::string& person_id);
  void Keep(const std::string& person_id);
  void LeaveOut(const std::string& person_id);
  void CarryOver(User& user, const v1::Person& known);

  const Known& known_;
  const Manifest& manifest_;
  const Orgs& orgs_;
  bool roles_in_rows_ = true;  // as in 1.1
  std::size_t rows_ = 0;
  std::size_t rows_refused_ = 0;
  std::vector<User> users_;
  std::unordered_map<std::string, std::size_t> user_at_;  // by person id
  std::unordered_set<std::string> left_out_;
  std::unordered_set<std::string> ended_;  // of whom roles.csv has a role that is over, or has not begun
  std::unordered_map<std::string, const v1::Person*> known_by_id_;
};

}  // namespace watchbell::notification::oneroster

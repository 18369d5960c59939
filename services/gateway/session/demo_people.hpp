// The people of the demo district, who sign in with a name and a password. Never in production: main.cpp
// takes them only with --environment demo.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "common/identity/caller.hpp"
#include "common/result/result.hpp"

namespace watchbell::gateway {

struct DemoPerson {
  std::string display_name;
  identity::Caller caller;
};

// Thread-safe.
class DemoPeople {
 public:
  // A JSON list of {username, password, display_name, person_source, grants: [{role, school}]}; person_source
  // is the sourcedId of the district's OneRoster files. Passwords are hashed at once (Argon2id) and
  // forgotten.
  static Result<DemoPeople> Load(const std::string& path);
  static Result<DemoPeople> Parse(std::string_view json);

  // UNAUTHENTICATED (SIGN_IN_WRONG), after the same time, for a wrong name and a wrong password alike.
  Result<DemoPerson> SignIn(const std::string& username, const std::string& password) const;
  // nullptr for a stranger.
  const DemoPerson* Find(std::string_view person_id) const;

 private:
  struct Account {
    std::string password_hash;
    DemoPerson person;
  };
  std::map<std::string, Account> accounts_;  // by username
};

}  // namespace watchbell::gateway

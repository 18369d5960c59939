// Who calls, and what they may do where.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/policy/policy.hpp"
#include "common/result/result.hpp"

namespace watchbell::identity {

// A role, at one school or (school "district") everywhere.
struct Grant {
  std::string role;
  std::string school;
  bool operator==(const Grant&) const = default;
};

struct Caller {
  std::string person_id;  // directory id; empty: nobody signed in
  std::vector<Grant> grants;
  bool SignedIn() const { return !person_id.empty(); }
};

// Stands for "at any of the caller's schools"; never a school code.
inline constexpr std::string_view kAnySchool = "*";

// Roles as a district edits them: role -> permissions and readable classes (deploy/identity/roles.json).
// Immutable, so thread-safe. A grant of a role that the file does not name gives nothing.
class Roles {
 public:
  static Result<Roles> Load(const std::string& path);
  static Result<Roles> Parse(std::string_view json);

  // May the caller do this one thing there? Cheaper than asking for the set.
  bool May(const Caller& caller, std::string_view school, const std::string& permission) const;
  // What the caller may do at a school; with names::kDistrict only what district-wide grants give.
  std::set<std::string> PermissionsAt(const Caller& caller, std::string_view school) const;
  // What the caller may read of a school.
  policy::Classes ClassesAt(const Caller& caller, std::string_view school) const;
  // Everything any grant gives.
  std::set<std::string> AllPermissions(const Caller& caller) const;

 private:
  struct Role {
    std::set<std::string> permissions;
    policy::Classes classes;
  };
  std::vector<const Role*> RolesAt(const Caller& caller, std::string_view school) const;
  std::map<std::string, Role, std::less<>> roles_;
};

// What an authorised call may do: at the request's school for scope SCHOOL, at any of the caller's for
// ANYWHERE (where an answer about several schools is redacted school by school, with Roles::ClassesAt),
// nothing for ANYONE.
struct Authority {
  std::set<std::string> permissions;
  policy::Classes classes;
};

// May this caller make this call? UNAUTHENTICATED without a needed sign-in, PERMISSION_DENIED otherwise, both
// without saying whether the thing asked for exists. INVALID_ARGUMENT for a school that is no school code.
Result<Authority> Authorize(const Roles& roles, const Caller& caller,
                            const google::protobuf::MethodDescriptor& method,
                            const google::protobuf::Message& request);

}  // namespace watchbell::identity

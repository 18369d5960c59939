#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/identity/caller.hpp"
#include "common/names/names.hpp"

namespace watchbell::identity {

using nlohmann::json;

namespace {

tl::unexpected<Error> Malformed(const std::string& what) {
  return Fail(Code::kInvalidArgument, "ROLES_MALFORMED", "In the roles file: " + what + ".");
}

// Lower-case words joined by dots, like "visit.check_in".
bool IsPermission(std::string_view text) {
  const auto dot = text.find('.');
  return dot != std::string_view::npos && dot != 0 && text.back() != '.' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string_view::npos;
}

// Nothing, unless the value is an array of strings.
std::optional<std::vector<std::string>> Strings(const json& value) {
  if (!value.is_array()) return std::nullopt;
  std::vector<std::string> texts;
  for (const json& one : value) {
    if (!one.is_string()) return std::nullopt;
    texts.push_back(one.get<std::string>());
  }
  return texts;
}

}  // namespace

Result<Roles> Roles::Load(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    return Fail(Code::kInvalidArgument, "ROLES_UNREADABLE", "Make the roles file " + path + " readable.");
  std::ostringstream text;
  text << file.rdbuf();
  return Parse(text.str());
}

Result<Roles> Roles::Parse(std::string_view text) {
  const json file = json::parse(text, nullptr, false);
  if (!file.is_object() || file.size() != 1 || !file.contains("roles") || !file["roles"].is_object())
    return Malformed("it must be a JSON object with the one member \"roles\"");
  Roles roles;
  for (const auto& [name, description] : file["roles"].items()) {
    if (!description.is_object() || description.size() != 2 || !description.contains("permissions") ||
        !description.contains("classes"))
      return Malformed("role " + name + " must have \"permissions\" and \"classes\" and nothing else");
    const auto permissions = Strings(description["permissions"]);
    const auto classes = Strings(description["classes"]);
    if (!permissions || !classes) return Malformed("role " + name + " must list its texts in arrays");

    Role& role = roles.roles_[name];
    for (const std::string& permission : *permissions) {
      if (!IsPermission(permission)) return Malformed(name + ": \"" + permission + "\" is no permission");
      role.permissions.insert(permission);
    }
    for (const std::string& class_name : *classes) {
      policy::Class field_class = policy::v1::CLASS_UNSPECIFIED;
      if (!policy::v1::Class_Parse(class_name, &field_class) || field_class == policy::v1::CLASS_UNSPECIFIED)
        return Malformed(name + ": \"" + class_name + "\" is no class");
      role.classes.insert(field_class);
    }
  }
  return roles;
}

std::vector<const Roles::Role*> Roles::RolesAt(const Caller& caller, std::string_view school) const {
  std::vector<const Role*> held;
  for (const Grant& grant : caller.grants) {
    if (school != kAnySchool && grant.school != school && grant.school != names::kDistrict) continue;
    const auto role = roles_.find(grant.role);
    if (role != roles_.end()) held.push_back(&role->second);
  }
  return held;
}

bool Roles::May(const Caller& caller, std::string_view school, const std::string& permission) const {
  for (const Role* role : RolesAt(caller, school))
    if (role->permissions.contains(permission)) return true;
  return false;
}

std::set<std::string> Roles::PermissionsAt(const Caller& caller, std::string_view school) const {
  std::set<std::string> permissions;
  for (const Role* role : RolesAt(caller, school)) {
    // Copying a sorted set costs half of inserting one by one, and most callers have one role.
    if (permissions.empty())
      permissions = role->permissions;
    else
      permissions.insert(role->permissions.begin(), role->permissions.end());
  }
  return permissions;
}

policy::Classes Roles::ClassesAt(const Caller& caller, std::string_view school) const {
  policy::Classes classes;
  for (const Role* role : RolesAt(caller, school)) classes.insert(role->classes.begin(), role->classes.end());
  return classes;
}

std::set<std::string> Roles::AllPermissions(const Caller& caller) const {
  return PermissionsAt(caller, kAnySchool);
}

}  // namespace watchbell::identity

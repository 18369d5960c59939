#include "common/identity/caller.hpp"
#include "common/names/names.hpp"

namespace watchbell::identity {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

// Also for a method that states no policy: what the contract forgets is forbidden.
tl::unexpected<Error> Denied() {
  return Fail(Code::kPermissionDenied, "NOT_PERMITTED",
              "Ask the administrator of your district for the role.");
}

// The request's field `school`; nothing where the request has none.
std::optional<std::string> SchoolOf(const Message& request) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName("school");
  if (field == nullptr || field->is_repeated() || field->type() != FieldDescriptor::TYPE_STRING)
    return std::nullopt;
  return request.GetReflection()->GetString(request, field);
}

}  // namespace

Result<Authority> Authorize(const Roles& roles, const Caller& caller,
                            const google::protobuf::MethodDescriptor& method, const Message& request) {
  const auto& policy = policy::PolicyOf(method);
  if (policy.scope() == policy::v1::ANYONE) return Authority{};
  if (!caller.SignedIn()) return Fail(Code::kUnauthenticated, "SIGN_IN_NEEDED", "Sign in and try again.");

  std::string school;
  switch (policy.scope()) {
    case policy::v1::SCHOOL: {
      auto named = SchoolOf(request);
      if (!named) return Denied();
      if (!names::IsSchoolCode(*named))
        return Fail(Code::kInvalidArgument, "SCHOOL_MALFORMED", "Name the school by its code.", "school");
      school = std::move(*named);
      break;
    }
    case policy::v1::DISTRICT: school = names::kDistrict; break;
    case policy::v1::ANYWHERE: school = kAnySchool; break;
    default: return Denied();
  }
  if (policy.permission().empty() || !roles.May(caller, school, policy.permission())) return Denied();
  return Authority{roles.PermissionsAt(caller, school), roles.ClassesAt(caller, school)};
}

}  // namespace watchbell::identity

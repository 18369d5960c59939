#include "services/gateway/session/session_service.hpp"

#include "services/gateway/session/cookie.hpp"
#include "watchbell/gateway/v1/session_service.pb.h"

namespace watchbell::gateway {
namespace {

v1::Session Describe(const SessionServiceParts& parts, const identity::Caller& caller, TimePoint expires_at) {
  v1::Session session;
  session.set_person_id(caller.person_id);
  const DemoPerson* person =
      parts.demo_people == nullptr ? nullptr : parts.demo_people->Find(caller.person_id);
  if (person != nullptr) session.set_display_name(person->display_name);
  for (const auto& grant : caller.grants) {
    auto& added = *session.add_grants();
    added.set_role(grant.role);
    added.set_school(grant.school);
  }
  for (const auto& permission : parts.roles.AllPermissions(caller)) session.add_permissions(permission);
  *session.mutable_expires_at() = ToProto(expires_at);
  return session;
}

std::string SessionOf(const rpc::Call& call) {
  const auto found = call.metadata.find(kSessionMetadata);
  return found == call.metadata.end() ? std::string{} : found->second;
}

}  // namespace

void AddSessionService(rpc::Server& server, const SessionServiceParts& parts) {
  server.Unary("watchbell.gateway.v1.SessionService.SignIn",
               [parts](const rpc::Call& call, const v1::SignInRequest& request) -> Result<v1::Session> {
                 if (parts.demo_people == nullptr) {
                   return Fail(Code::kUnimplemented, "SIGN_IN_ELSEWHERE", "Sign in through the district.");
                 }
                 const auto person = parts.demo_people->SignIn(request.username(), request.password());
                 if (!person) return tl::unexpected<Error>(person.error());
                 const auto started = parts.sessions.Start(person->caller);
                 call.response_metadata->emplace("set-cookie",
                                                 SetCookie(started.token, kSessionLife, parts.secure_cookie));
                 return Describe(parts, person->caller, started.expires_at);
               });
  server.Unary("watchbell.gateway.v1.SessionService.SignOut",
               [parts](const rpc::Call& call, const v1::SignOutRequest&) -> Result<v1::SignOutResponse> {
                 parts.sessions.End(SessionOf(call));
                 call.response_metadata->emplace("set-cookie", ClearCookie(parts.secure_cookie));
                 return v1::SignOutResponse{};
               });
  server.Unary("watchbell.gateway.v1.SessionService.GetSession",
               [parts](const rpc::Call& call, const v1::GetSessionRequest&) -> Result<v1::Session> {
                 return Describe(parts, call.caller, parts.sessions.ExpiresAt(SessionOf(call)));
               });
}

}  // namespace watchbell::gateway

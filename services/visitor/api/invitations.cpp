#include <algorithm>

#include "common/record/routes.hpp"
#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {
namespace {

constexpr std::string_view kSecret = "invitation code";
constexpr std::string_view kSecretHash = "hash of an invitation code";

Result<v1::CreateInvitationResponse> Create(Parts& parts, const rpc::Call& call,
                                            const v1::CreateInvitationRequest& request) {
  // Unguessable without the service's key, and the same for the same request, so that one whose answer was
  // lost is answered again.
  const auto secret = parts.blind_index.Newest(kSecret, request.request_id());
  const auto hash = parts.blind_index.Newest(kSecretHash, secret);
  auto invitation = Answer(parts.invitations, call, request, request.request_id(),
                           [&](const v1::Invitation& before, const Context& context) {
                             return CreateInvitation(before, request, hash, context);
                           },
                           {.likely_new = true});
  if (!invitation) return tl::unexpected<Error>(invitation.error());
  v1::CreateInvitationResponse response;
  response.set_code(WriteCode({request.school(), invitation->id(), secret}));
  *response.mutable_invitation() = std::move(*invitation);
  return response;
}

Result<v1::Invitation> LookUp(Parts& parts, const rpc::Call& call, const v1::LookUpCodeRequest& request) {
  auto invitation = InvitationOf(parts, request.school(), request.code());
  if (!invitation) return invitation;
  if (auto may = MayUse(*invitation, call.now); !may) return tl::unexpected<Error>(may.error());
  return invitation;
}

}  // namespace

Result<v1::Invitation> InvitationOf(Parts& parts, const std::string& school, const std::string& text) {
  const auto code = ReadCode(text, school);
  if (!code) return tl::unexpected<Error>(code.error());
  const auto unknown = [] {
    return Fail(Code::kInvalidArgument, "INVITATION_CODE_UNKNOWN",
                "This is no code of an invitation; check in without it.", "invitation_code");
  };
  auto invitation = Read(parts.invitations, school, code->id);
  if (!invitation && invitation.error().code == Code::kNotFound) return unknown();
  if (!invitation) return invitation;
  const auto hashes = parts.blind_index.All(kSecretHash, code->secret);
  if (std::find(hashes.begin(), hashes.end(), invitation->code_hash()) == hashes.end()) return unknown();
  return invitation;
}

void ServeInvitations(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.InvitationService";
  server.Unary(service + ".CreateInvitation",
               [&parts](const rpc::Call& call, const v1::CreateInvitationRequest& request) {
                 return Create(parts, call, request);
               });
  server.Unary(service + ".LookUpCode",
               [&parts](const rpc::Call& call, const v1::LookUpCodeRequest& request) {
                 return LookUp(parts, call, request);
               });
  Routes<Invitations> routes(server, parts.invitations, service);
  routes.Change("CancelInvitation", &v1::CancelInvitationRequest::invitation_id, CancelInvitation);
  routes.Get("GetInvitation", &v1::GetInvitationRequest::invitation_id);
  routes.List<v1::ListInvitationsRequest>(
      "ListInvitations", &v1::ListInvitationsResponse::add_invitations,
      [](const auto& request) { return "invitations:" + request.school(); });
}

}  // namespace watchbell::visitor

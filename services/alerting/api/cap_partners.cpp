// Partners of the CAP push, and what became of each push.
#include "common/record/routes.hpp"
#include "common/webhook/secret.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

const std::string kDistrict{names::kDistrict};

// Partners are the district's: their requests name no school.
template <class Request, class Rule>
Result<v1::CapPartner> Change(Parts& parts, const rpc::Call& call, const Request& request,
                              const std::string& id, Rule rule) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto recorded = parts.cap_partners.Run(kDistrict, id, *context, rule);
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

// The request for the record: partners are the district's, and what is no school's code is nobody's school.
template <class Request>
Result<Request> Checked(Request request) {
  for (const auto& school : request.partner().subscription().schools()) {
    if (!names::IsSchoolCode(school))
      return Fail(Code::kInvalidArgument, "SCHOOL_UNKNOWN", "Use school codes; none means all.",
                  "partner.subscription.schools");
  }
  request.mutable_partner()->set_school(kDistrict);
  return request;
}

Result<v1::AddCapPartnerResponse> Add(Parts& parts, const rpc::Call& call,
                                      const v1::AddCapPartnerRequest& asked) {
  const auto request = Checked(asked);
  if (!request) return tl::unexpected<Error>(request.error());
  const auto known = parts.cap_partners.List("cap-partners", cap::kPartnersMax, "");
  if (!known) return tl::unexpected<Error>(known.error());
  if (known->states.size() >= cap::kPartnersMax)
    return Fail(Code::kResourceExhausted, "TOO_MANY_PARTNERS", "Retire one that is not needed any more.");
  const auto partner = Change(parts, call, *request, request->request_id(),
                              [&](const v1::CapPartner& state, const Context& context) {
                                return cap::AddPartner(state, *request, WebhookSecret::New().Text(),
                                                       parts.cap_pusher.inside_allowed(), context);
                              });
  if (!partner) return tl::unexpected<Error>(partner.error());
  v1::AddCapPartnerResponse response;
  *response.mutable_partner() = *partner;
  response.mutable_partner()->clear_key();
  response.set_secret(partner->key());
  return response;
}

Result<v1::ListCapPartnersResponse> List(Parts& parts, const v1::ListCapPartnersRequest& request) {
  auto page = PageOf(parts.cap_partners, &v1::ListCapPartnersResponse::add_partners, "cap-partners", request);
  if (page) {
    for (auto& partner : *page->mutable_partners()) partner.clear_key();
  }
  return page;
}

Result<v1::CapPartner> WithoutKey(Result<v1::CapPartner> partner) {
  if (partner) partner->clear_key();
  return partner;
}

}  // namespace

void ServeCapPartners(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.CapPartnerService";
  server.Unary(service + ".AddCapPartner",
               [&parts](const rpc::Call& call, const v1::AddCapPartnerRequest& request) {
                 return Add(parts, call, request);
               });
  server.Unary(
      service + ".ChangeCapPartner",
      [&parts](const rpc::Call& call, const v1::ChangeCapPartnerRequest& asked) -> Result<v1::CapPartner> {
        const auto request = Checked(asked);
        if (!request) return tl::unexpected<Error>(request.error());
        return WithoutKey(Change(
            parts, call, *request, request->partner().id(), [&](const v1::CapPartner& state, const Context&) {
              return cap::ChangePartner(state, *request, parts.cap_pusher.inside_allowed());
            }));
      });
  server.Unary(service + ".RetireCapPartner",
               [&parts](const rpc::Call& call, const v1::RetireCapPartnerRequest& request) {
                 return WithoutKey(Change(
                     parts, call, request, request.partner_id(),
                     [](const v1::CapPartner& state, const Context&) { return cap::RetirePartner(state); }));
               });
  server.Unary(
      service + ".ListCapPartners",
      [&parts](const rpc::Call&, const v1::ListCapPartnersRequest& request) { return List(parts, request); });
  Routes<cap::CapPushes> pushes(server, parts.cap_pushes, service);
  pushes.List<v1::ListCapPushesRequest>(
      "ListCapPushes", &v1::ListCapPushesResponse::add_pushes,
      [](const auto& request) -> std::string {
        if (!request.partner_id().empty()) return "cap-pushes:partner:" + request.partner_id();
        if (!request.message_id().empty()) return "cap-pushes:message:" + request.message_id();
        return "cap-pushes:dead";
      },
      true);
  pushes.Change("RetryCapPush", &v1::RetryCapPushRequest::push_id, cap::AskAgain);
}

}  // namespace watchbell::alerting

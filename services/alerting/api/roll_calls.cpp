#include "common/ledger/window.hpp"
#include "common/record/routes.hpp"
#include "services/alerting/adapters/directory_client.hpp"
#include "services/alerting/adapters/roster_lists.hpp"
#include "services/alerting/api/accountability.hpp"

namespace watchbell::alerting {
namespace {

Result<v1::OpenRollCallsResponse> Open(AccountParts& parts, const rpc::Call& call,
                                       const v1::OpenRollCallsRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  const auto incident = Read(parts.incidents, request.school(), request.incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  if (auto why = WhyNoRollCall(*incident)) return tl::unexpected<Error>(std::move(*why));
  const auto roster = AskRoster(*parts.notification, call, request.school(), request.period());
  if (!roster) return tl::unexpected<Error>(roster.error());
  const auto lists = ListsOf(*incident, request.period(), *roster);
  ledger::Window<RollCalls> window(parts.roll_calls);
  for (const auto& list : lists) {
    Context own = *context;
    own.request_id = id::Derive(context->request_id, list.id());
    window.Submit(
        request.school(), list.id(), own,
        [&list](const v1::RollCall& state, const Context&) { return OpenRollCall(state, list); }, true);
  }
  if (auto written = window.Drain(); !written) return tl::unexpected<Error>(written.error());
  v1::OpenRollCallsResponse response;
  response.set_lists(static_cast<int>(lists.size()));
  response.set_people(roster->students_size() + roster->staff_size());
  return response;
}

Result<v1::ListRollCallsResponse> List(AccountParts& parts, const v1::ListRollCallsRequest& request) {
  auto response = PageOf(parts.roll_calls, &v1::ListRollCallsResponse::add_roll_calls,
                         RollCallsOf(request.incident_id()), request);
  if (!response) return response;
  v1::ListRollCallsResponse own;
  own.set_next_page_token(response->next_page_token());
  for (auto& roll_call : *response->mutable_roll_calls()) {
    if (roll_call.school() != request.school()) continue;
    roll_call.clear_rows();
    *own.add_roll_calls() = std::move(roll_call);
  }
  return own;
}

Result<v1::GetMyClassResponse> MyClass(AccountParts& parts, const rpc::Call& call,
                                       const v1::GetMyClassRequest& request) {
  const auto roll_call = Read(parts.roll_calls, request.school(), request.roll_call_id());
  if (!roll_call) return tl::unexpected<Error>(roll_call.error());
  const auto& teachers = roll_call->teacher_ids();
  if (std::find(teachers.begin(), teachers.end(), call.caller.person_id) == teachers.end()) {
    return Fail(Code::kPermissionDenied, "NOT_YOUR_CLASS",
                "Only the class's own teachers are given its names.", "roll_call_id");
  }
  v1::GetMyClassResponse response;
  for (const auto& row : roll_call->rows()) {
    auto& member = *response.add_members();
    member.set_person_id(row.person_id());
    member.set_given_name(row.given_name());
    member.set_family_name(row.family_name());
    member.set_state(row.state());
    member.set_room(row.room());
    member.set_sequence(row.sequence());
  }
  return response;
}

Result<v1::Accountability> Sum(AccountParts& parts, const v1::GetAccountabilityRequest& request) {
  const auto incident = Read(parts.incidents, request.school(), request.incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  const auto lists = RollCallsOfIncident(parts, request.incident_id());
  if (!lists) return tl::unexpected<Error>(lists.error());
  return AccountabilityOf(request.incident_id(), *lists);
}

}  // namespace

Result<std::vector<v1::RollCall>> RollCallsOfIncident(AccountParts& parts, const std::string& incident_id) {
  std::vector<v1::RollCall> lists;
  std::string page_token;
  do {
    auto page = parts.roll_calls.List(RollCallsOf(incident_id), view::kPageMax, page_token);
    if (!page) return tl::unexpected<Error>(page.error());
    lists.insert(lists.end(), page->states.begin(), page->states.end());
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return lists;
}

RollCallStanding StandingOf(const v1::Accountability& sum) {
  return {.known = true,
          .lists = sum.lists(),
          .lists_taken = sum.lists_taken(),
          .people = sum.people(),
          .accounted = sum.accounted()};
}

v1::RollCallCount RollCallCountOf(const v1::Accountability& sum) {
  v1::RollCallCount count;
  count.set_lists(sum.lists());
  count.set_lists_taken(sum.lists_taken());
  count.set_people(sum.people());
  count.set_accounted(sum.accounted());
  count.set_missing(sum.missing());
  return count;
}

void ServeRollCalls(rpc::Server& server, AccountParts& parts) {
  const std::string service = "watchbell.alerting.v1.RollCallService";
  server.Unary(service + ".OpenRollCalls",
               [&parts](const rpc::Call& call, const v1::OpenRollCallsRequest& request) {
                 return Open(parts, call, request);
               });
  server.Unary(
      service + ".ListRollCalls",
      [&parts](const rpc::Call&, const v1::ListRollCallsRequest& request) { return List(parts, request); });
  server.Unary(service + ".GetMyClass",
               [&parts](const rpc::Call& call, const v1::GetMyClassRequest& request) {
                 return MyClass(parts, call, request);
               });
  server.Unary(service + ".GetAccountability",
               [&parts](const rpc::Call&, const v1::GetAccountabilityRequest& request) {
                 return Sum(parts, request);
               });
  Routes<RollCalls> routes(server, parts.roll_calls, service);
  routes.Change("TakeRollCall", &v1::TakeRollCallRequest::roll_call_id, TakeRollCall);
  routes.Get("GetRollCall", &v1::GetRollCallRequest::roll_call_id);
}

}  // namespace watchbell::alerting

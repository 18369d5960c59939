#include "common/record/record.hpp"
#include "services/notification/api/api.hpp"
#include "services/notification/domain/group.hpp"

namespace watchbell::notification {
namespace {

constexpr std::chrono::seconds kPatience{2};  // a replica that has just started is still reading

Status Loaded(Parts& parts) {
  if (parts.directory.AwaitReady(kPatience) && parts.classes.AwaitReady(kPatience)) return {};
  return Fail(Code::kUnavailable, "DIRECTORY_LOADING",
              "The directory is still being read; try again in a moment.");
}

Result<v1::ListGroupsResponse> ListGroups(Parts& parts, const v1::ListGroupsRequest& request) {
  if (auto loaded = Loaded(parts); !loaded) return tl::unexpected<Error>(loaded.error());
  v1::ListGroupsResponse response;
  for (auto& group : parts.classes.At(request.school()))
    if (request.period().empty() || MeetsIn(group, request.period()))
      *response.add_groups() = std::move(group);
  return response;
}

v1::RosterPerson RosterPersonOf(const v1::Person& person) {
  v1::RosterPerson named;
  named.set_id(person.id());
  named.set_given_name(person.given_name());
  named.set_family_name(person.family_name());
  return named;
}

Result<v1::ListRosterResponse> ListRoster(Parts& parts, const v1::ListRosterRequest& request) {
  if (auto loaded = Loaded(parts); !loaded) return tl::unexpected<Error>(loaded.error());
  v1::ListRosterResponse response;
  for (auto& group : parts.classes.At(request.school()))
    if (MeetsIn(group, request.period())) *response.add_groups() = std::move(group);
  for (const auto& person : parts.directory.PeopleAt(request.school(), v1::Person::KIND_STUDENT))
    *response.add_students() = RosterPersonOf(person);
  for (const auto& person : parts.directory.PeopleAt(request.school(), v1::Person::KIND_STAFF))
    *response.add_staff() = RosterPersonOf(person);
  return response;
}

}  // namespace

void ServeGroups(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.notification.v1.RosterService";
  server.Unary(service + ".ListGroups", [&parts](const rpc::Call&, const v1::ListGroupsRequest& request) {
    return ListGroups(parts, request);
  });
  server.Unary(service + ".ListRoster", [&parts](const rpc::Call&, const v1::ListRosterRequest& request) {
    return ListRoster(parts, request);
  });
}

}  // namespace watchbell::notification

#include "common/record/routes.hpp"
#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {
namespace {

// Open, and nothing heard, where no alarm ever was.
Result<v1::Door> DoorOf(Parts& parts, const std::string& school) {
  auto door = Read(parts.door_states, school, DoorIdOf(school));
  if (door || door.error().code != Code::kNotFound) return door;
  v1::Door open;
  open.set_id(DoorIdOf(school));
  open.set_school(school);
  return open;
}

// Read from the record itself: also while Redis is away.
Result<v1::EmergencyView> View(Parts& parts, const rpc::Call& call,
                               const v1::GetEmergencyViewRequest& request) {
  const auto door = DoorOf(parts, request.school());
  if (!door) return tl::unexpected<Error>(door.error());
  if (!MayView(*door, request.incident_id(), {.permissions = call.authority.permissions})) {
    return Fail(Code::kPermissionDenied, "INCIDENT_NOT_OPEN",
                "Responders read who is inside while the incident is open.", "incident_id");
  }
  std::vector<v1::EmergencySnapshot> pages;
  do {
    const auto number = static_cast<int>(pages.size());
    auto page = Read(parts.snapshots, request.school(), SnapshotIdOf(request.incident_id(), number));
    if (!page && page.error().code == Code::kNotFound && number > 0) {
      return Fail(Code::kUnavailable, "SNAPSHOT_UNFINISHED", "It is being written; try again in a moment.");
    }
    if (!page) return tl::unexpected<Error>(page.error());
    pages.push_back(std::move(*page));
  } while (!pages.back().last());
  return ViewOf(pages);
}

Result<v1::ListSnapshotsResponse> List(Parts& parts, const v1::ListSnapshotsRequest& request) {
  auto response = watchbell::PageOf(parts.snapshots, &v1::ListSnapshotsResponse::add_snapshots,
                                    "snapshots:" + request.school(), request, true);
  if (response) {
    for (auto& snapshot : *response->mutable_snapshots()) snapshot.clear_people();
  }
  return response;
}

}  // namespace

void ServeEmergency(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.EmergencyService";
  server.Unary(service + ".GetEmergencyView",
               [&parts](const rpc::Call& call, const v1::GetEmergencyViewRequest& request) {
                 return View(parts, call, request);
               });
  server.Unary(
      service + ".ListSnapshots",
      [&parts](const rpc::Call&, const v1::ListSnapshotsRequest& request) { return List(parts, request); });
  server.Unary(service + ".GetDoor", [&parts](const rpc::Call&, const v1::GetDoorRequest& request) {
    return DoorOf(parts, request.school());
  });
}

}  // namespace watchbell::visitor

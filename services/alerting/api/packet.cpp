// The common operating packet of one incident.
#include "services/alerting/adapters/directory_client.hpp"
#include "services/alerting/adapters/hazard.hpp"
#include "services/alerting/api/accountability.hpp"
#include "services/alerting/api/api.hpp"
#include "watchbell/alerting/v1/packet.pb.h"

namespace watchbell::alerting {
namespace {

v1::PacketSite SiteOf(const Parts& parts, const std::string& school) {
  v1::PacketSite site;
  site.set_school(school);
  const auto& schools = parts.police.settings().schools;
  if (const auto known = schools.find(school); known != schools.end()) {
    site.set_name(known->second.name);
    site.set_address(known->second.address);
    site.set_telephone(known->second.telephone);
  }
  if (const auto zones = parts.zones.find(school); zones != parts.zones.end())
    site.mutable_zones()->Add(zones->second.begin(), zones->second.end());
  return site;
}

void AddRollCall(const std::vector<v1::RollCall>& lists, const std::string& incident_id,
                 v1::OperatingPacket& packet) {
  *packet.mutable_roll_call() = RollCallCountOf(AccountabilityOf(incident_id, lists));
  std::map<v1::RollCall::Kind, std::vector<v1::RollCall>> by_kind;
  for (const auto& list : lists) by_kind[list.kind()].push_back(list);
  for (const auto& [kind, of_kind] : by_kind) {
    const auto those = AccountabilityOf(incident_id, of_kind);
    auto& inside = *packet.add_inside();
    inside.set_kind(kind);
    inside.set_people(those.people());
    inside.set_accounted(those.accounted());
  }
}

void AddVisitors(const Result<visitor::v1::EmergencyView>& view, v1::OperatingPacket& packet) {
  packet.set_visitors_unknown(!view);
  if (!view) return;
  for (const auto& zone : view->zones()) {
    auto& count = *packet.add_visitors();
    count.set_zone(zone.zone());
    count.set_people(zone.people_size());
  }
}

void AddContacts(const Result<notification::v1::GetCallListResponse>& list, v1::OperatingPacket& packet) {
  packet.set_contacts_unknown(!list);
  if (!list) return;
  for (const auto& partner : list->partners()) {
    auto& contact = *packet.add_contacts();
    contact.set_name(partner.name());
    contact.set_kind(notification::v1::Partner::Kind_Name(partner.kind()));
    contact.set_phone(partner.phone());
    contact.set_second_phone(partner.second_phone());
  }
}

Result<v1::OperatingPacket> PacketOf(Parts& parts, AccountParts& account, const rpc::Call& call,
                                     const v1::GetOperatingPacketRequest& request) {
  auto incident = Read(parts.incidents, request.school(), request.incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  const auto lists = RollCallsOfIncident(account, request.incident_id());
  if (!lists) return tl::unexpected<Error>(lists.error());
  auto calls = parts.police.ledger().List("dispatches_of:" + request.incident_id(), view::kPageMax, "");
  if (!calls) return tl::unexpected<Error>(calls.error());
  v1::OperatingPacket packet;
  *packet.mutable_made_at() = ToProto(call.now);
  *packet.mutable_site() = SiteOf(parts, request.school());
  for (auto& dispatch : calls->states) *packet.add_dispatches() = std::move(dispatch);
  AddRollCall(*lists, request.incident_id(), packet);
  AddVisitors(AskVisitors(*parts.visitor, call, request.school(), request.incident_id()), packet);
  AddContacts(AskCallList(*parts.notification, call, request.school(), HazardOf(*incident)), packet);
  *packet.mutable_incident() = std::move(*incident);
  return packet;
}

}  // namespace

void ServePacket(rpc::Server& server, Parts& parts, AccountParts& account) {
  server.Unary("watchbell.alerting.v1.PacketService.GetOperatingPacket",
               [&](const rpc::Call& call, const v1::GetOperatingPacketRequest& request) {
                 return PacketOf(parts, account, call, request);
               });
}

}  // namespace watchbell::alerting

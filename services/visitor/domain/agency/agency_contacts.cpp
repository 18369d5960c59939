#include "services/visitor/domain/agency/agency_contacts.hpp"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::visitor {
namespace {

bool AreIds(const google::protobuf::RepeatedPtrField<std::string>& ids) {
  return !ids.empty() && ids.size() <= kLadderMax &&
         std::all_of(ids.begin(), ids.end(), [](const auto& one) { return id::IsUuid(one); });
}

}  // namespace

void AgencyContactLists::Evolve(v1::AgencyContacts& contacts, const v1::AgencyContactsEvent& event) {
  switch (event.fact_case()) {
    case v1::AgencyContactsEvent::kAssigned: contacts = event.assigned().contacts(); return;
    case v1::AgencyContactsEvent::FACT_NOT_SET: return;
  }
}

std::string AgencyContactsId(const std::string& school) { return id::Derive("agency-contacts", school); }

Decision<v1::AgencyContactsEvent> AssignContacts(const v1::AgencyContacts& contacts,
                                                 const v1::AssignContactsRequest& request,
                                                 const Context& context) {
  if (!AreIds(request.administrator_ids()))
    return Refuse(Code::kInvalidArgument, "ADMINISTRATOR_MISSING",
                  "Name the designated administrator by directory id, then the alternates; 1 to 8.",
                  "administrator_ids");
  if (!AreIds(request.counsel_ids()))
    return Refuse(Code::kInvalidArgument, "COUNSEL_MISSING",
                  "Name counsel by directory id, in the order in which they are asked; 1 to 8.",
                  "counsel_ids");
  if (!request.superintendent_id().empty() && !id::IsUuid(request.superintendent_id()))
    return Refuse(Code::kInvalidArgument, "SUPERINTENDENT_UNKNOWN",
                  "Name the superintendent by directory id, or nobody.", "superintendent_id");
  v1::AgencyContacts assigned;
  assigned.set_id(context.id);
  assigned.set_school(request.school());
  *assigned.mutable_administrator_ids() = request.administrator_ids();
  *assigned.mutable_counsel_ids() = request.counsel_ids();
  assigned.set_superintendent_id(request.superintendent_id());
  if (google::protobuf::util::MessageDifferencer::Equals(contacts, assigned)) return AlreadySo{};
  v1::AgencyContactsEvent event;
  *event.mutable_assigned()->mutable_contacts() = std::move(assigned);
  return event;
}

}  // namespace watchbell::visitor

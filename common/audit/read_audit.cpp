#include "common/audit/read_audit.hpp"

#include <google/protobuf/descriptor.h>

#include "common/id/id.hpp"
#include "common/names/names.hpp"

namespace watchbell::audit {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* Text(const Message& message, const char* name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  const bool text = field && !field->is_repeated() && field->type() == FieldDescriptor::TYPE_STRING;
  return text ? field : nullptr;
}

std::string TextOf(const Message& message, const char* name) {
  const auto* field = Text(message, name);
  return field ? message.GetReflection()->GetString(message, field) : std::string{};
}

// "watchbell.visitor.v1.AgencyService.GetAgencyVisit" -> "watchbell.visitor.v1.AgencyService"
std::string_view ServiceOf(std::string_view rpc) { return rpc.substr(0, rpc.rfind('.')); }

constexpr std::size_t kDayLength = 10;  // of 2026-11-22T...

}  // namespace

std::vector<std::string> ShownIn(const Message& response) {
  std::vector<std::string> ids;
  const auto add = [&](const Message& shown) {
    if (auto id = TextOf(shown, "id"); !id.empty()) ids.push_back(std::move(id));
  };
  add(response);
  if (!ids.empty()) return ids;
  const auto& reflection = *response.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(response, &fields);
  for (const auto* field : fields) {
    if (field->message_type() == nullptr) continue;
    if (!field->is_repeated()) {
      add(reflection.GetMessage(response, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(response, field); ++i)
      add(reflection.GetRepeatedMessage(response, field, i));
  }
  if (ids.empty()) ids.emplace_back();
  return ids;
}

std::string SchoolOf(const Message& request) {
  auto school = TextOf(request, "school");
  return names::IsSchoolCode(school) ? school : std::string{names::kDistrict};
}

std::string AuditIdOf(const Look& look) {
  return id::Derive("read-audit", look.rpc + '|' + look.about_id + '|' + look.reader_id + '|' +
                                      ToRfc3339(look.at).substr(0, kDayLength));
}

Decision<v1::ReadAuditEvent> RecordLook(const Look& look) {
  v1::ReadAuditEvent event;
  event.mutable_read()->set_rpc(look.rpc);
  event.mutable_read()->set_about_id(look.about_id);
  // Set here and not by the fact: which aggregate this is never changes.
  event.mutable_read_audit()->set_id(AuditIdOf(look));
  event.mutable_read_audit()->set_school(look.school);
  return event;
}

void Evolve(v1::ReadAudit& audit, const v1::ReadAuditEvent& event) {
  switch (event.fact_case()) {
    case v1::ReadAuditEvent::kRead:
      audit.set_id(event.read_audit().id());
      audit.set_school(event.read_audit().school());
      audit.set_rpc(event.read().rpc());
      audit.set_about_id(event.read().about_id());
      audit.set_reader_id(event.meta().actor_id());
      if (audit.count() == 0) *audit.mutable_first_at() = event.meta().at();
      *audit.mutable_last_at() = event.meta().at();
      audit.set_count(audit.count() + 1);
      return;
    case v1::ReadAuditEvent::FACT_NOT_SET: return;
  }
}

std::string IndexOfSchool(std::string_view service, std::string_view school) {
  return "reads:" + std::string{service} + ':' + std::string{school};
}
std::string IndexOfAggregate(std::string_view service, std::string_view about_id) {
  return "read_of:" + std::string{service} + ':' + std::string{about_id};
}

Indexes IndexesOf(const v1::ReadAudit& audit) {
  const auto service = ServiceOf(audit.rpc());
  const auto last = static_cast<double>(FromProto(audit.last_at()).time_since_epoch().count());
  Indexes indexes{{IndexOfSchool(service, audit.school()), last}};
  if (!audit.about_id().empty()) indexes.push_back({IndexOfAggregate(service, audit.about_id()), last});
  return indexes;
}

}  // namespace watchbell::audit

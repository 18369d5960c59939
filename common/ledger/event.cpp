#include "common/ledger/event.hpp"

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::ledger {
namespace {

using google::protobuf::Message;

constexpr int kStateField = 100;
constexpr int kMetaField = 101;

const google::protobuf::FieldDescriptor* Field(const Message& event, int number) {
  return event.GetDescriptor()->FindFieldByNumber(number);
}

}  // namespace

const Message& StateOf(const Message& event) {
  return event.GetReflection()->GetMessage(event, Field(event, kStateField));
}
Message& MutableStateOf(Message& event) {
  return *event.GetReflection()->MutableMessage(&event, Field(event, kStateField));
}
const common::v1::EventMeta& MetaOf(const Message& event) {
  return static_cast<const common::v1::EventMeta&>(
      event.GetReflection()->GetMessage(event, Field(event, kMetaField)));
}
common::v1::EventMeta& MutableMetaOf(Message& event) {
  return static_cast<common::v1::EventMeta&>(
      *event.GetReflection()->MutableMessage(&event, Field(event, kMetaField)));
}

std::string FactOf(const Message& event) {
  const auto* facts = event.GetDescriptor()->FindOneofByName("fact");
  const auto* fact = facts ? event.GetReflection()->GetOneofFieldDescriptor(event, facts) : nullptr;
  return fact ? fact->message_type()->full_name() : "";
}

bool Remembers(const common::v1::EventMeta& meta, std::string_view request_id) {
  const auto& known = meta.recent_requests();
  return std::find(known.begin(), known.end(), id::Fingerprint(request_id)) != known.end();
}

std::string EventId(const names::Key& key, std::string_view request_id) {
  return id::Derive(names::RecordSubject(key), request_id);
}

bool IsErased(const bus::Stored& stored) { return stored.Header("ce-type") == kErasedType; }

bus::Outgoing ErasedMark(const names::Key& key, std::uint64_t after, const Context& context) {
  bus::Outgoing mark;
  mark.subject = names::RecordSubject(key);
  mark.id = EventId(key, context.request_id);
  mark.expected_sequence = after;
  mark.headers = {{"ce-specversion", "1.0"},
                  {"ce-id", mark.id},
                  {"ce-source", "/watchbell/" + key.service},
                  {"ce-type", kErasedType},
                  {"ce-time", ToRfc3339(context.now)},
                  {"ce-subject", key.aggregate + "/" + key.school + "/" + key.id}};
  return mark;
}

bus::Headers CloudEventHeaders(const names::Key& key, const std::string& event_id, const Message& event,
                               const Context& context) {
  return {{"ce-specversion", "1.0"},
          {"ce-id", event_id},
          {"ce-source", "/watchbell/" + key.service},
          {"ce-type", FactOf(event)},
          {"ce-time", ToRfc3339(context.now)},
          {"ce-subject", key.aggregate + "/" + key.school + "/" + key.id},
          {"ce-datacontenttype", "application/protobuf"},
          {"ce-dataschema", "type.googleapis.com/" + event.GetDescriptor()->full_name()},
          {"traceparent", context.traceparent}};
}

}  // namespace watchbell::ledger

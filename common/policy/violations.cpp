// The rules of the contract that no compiler checks; tests/contract runs them over every .proto of the house.
#include <set>
#include <string_view>

#include "common/policy/policy.hpp"

namespace watchbell::policy {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

namespace {

constexpr int kStateField = 100;
constexpr int kMetaField = 101;
constexpr int kSealedField = 102;
constexpr std::string_view kEventSuffix = "Event";

using Found = std::vector<std::string>;

bool HoldsSealed(const Descriptor& type, std::set<const Descriptor*>& seen) {
  if (!seen.insert(&type).second) return false;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (IsSealedClass(ClassOf(field))) return true;
    if (field.message_type() != nullptr && HoldsSealed(*field.message_type(), seen)) return true;
  }
  return false;
}

void CheckMethod(const MethodDescriptor& method, Found& found) {
  const auto report = [&](std::string_view what) {
    found.push_back(method.full_name() + ": " + std::string(what));
  };
  if (!method.options().HasExtension(v1::rpc)) return report("an RPC without option (policy.v1.rpc)");
  const v1::RpcPolicy& policy = PolicyOf(method);
  if (policy.scope() == v1::SCOPE_UNSPECIFIED) report("an RPC without a scope");
  if (policy.scope() == v1::ANYONE && !policy.permission().empty())
    report("scope ANYONE checks nobody, so it cannot ask for a permission");
  if (policy.scope() != v1::ANYONE && policy.permission().empty()) report("an RPC without a permission");
  if (policy.scope() == v1::SCHOOL) {
    const FieldDescriptor* school = method.input_type()->FindFieldByName("school");
    if (school == nullptr || school->is_repeated() || school->type() != FieldDescriptor::TYPE_STRING)
      report("scope SCHOOL needs a field `string school` in the request");
  }
  if (method.client_streaming()) report("a client stream: authorisation looks at one request");
}

// Whether sealing finds every sensitive field of an event, and can put it back where it was.
void CheckSealable(const Descriptor& type, const std::string& path, std::set<const Descriptor*>& seen,
                   Found& found) {
  if (!seen.insert(&type).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const std::string here = path + "." + field.name();
    if (field.is_map()) {
      found.push_back(here + ": a map in an event, which sealing does not support");
      continue;
    }
    if (field.message_type() == nullptr || IsSealedClass(ClassOf(field))) continue;
    std::set<const Descriptor*> inside;
    if (field.message_type()->full_name() == "google.protobuf.Any")
      found.push_back(here + ": an Any in an event hides what is sensitive");
    else if (field.is_repeated() && HoldsSealed(*field.message_type(), inside))
      found.push_back(here + ": a repeated message with a sensitive member must itself carry a sealed class");
    else
      CheckSealable(*field.message_type(), here, seen, found);
  }
}

void CheckEvent(const Descriptor& event, Found& found) {
  const auto report = [&](std::string_view what) {
    found.push_back(event.full_name() + ": " + std::string(what));
  };
  if (event.options().GetExtension(v1::event).permission().empty())
    report("an event without option (policy.v1.event) and its permission");

  const auto* fact = event.FindOneofByName("fact");
  if (fact == nullptr) report("an event without `oneof fact`");
  for (int i = 0; fact != nullptr && i < fact->field_count(); ++i)
    if (fact->field(i)->message_type() == nullptr || IsSealedClass(ClassOf(*fact->field(i))))
      report("fact `" + fact->field(i)->name() + "` must be a message that is not sealed as a whole");

  const FieldDescriptor* state = event.FindFieldByNumber(kStateField);
  if (state == nullptr || state->message_type() == nullptr || state->is_repeated())
    report("field 100 must be the state after the fact");
  else if (event.name() != state->message_type()->name() + std::string(kEventSuffix))
    report("must be named after its state and Event: hints find an event by the name of its aggregate");
  const auto is = [](const FieldDescriptor* field, std::string_view name, std::string_view type, bool many) {
    return field != nullptr && field->name() == name && field->is_repeated() == many &&
           field->message_type() != nullptr && field->message_type()->full_name() == type;
  };
  if (!is(event.FindFieldByNumber(kMetaField), "meta", "watchbell.common.v1.EventMeta", false))
    report("field 101 must be `common.v1.EventMeta meta`");
  if (!is(event.FindFieldByNumber(kSealedField), "sealed", "watchbell.common.v1.Sealed", true))
    report("field 102 must be `repeated common.v1.Sealed sealed`");

  std::set<const Descriptor*> seen;
  CheckSealable(event, event.full_name(), seen, found);
}

void CheckMessage(const Descriptor& type, Found& found) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const auto& policy = field.options().GetExtension(v1::field);
    if (policy.ring() != v1::RING_UNSPECIFIED && !IsSealedClass(ClassOf(field)))
      found.push_back(field.full_name() + ": names a key ring, but its class is not sealed");
  }
  if (type.name().ends_with(kEventSuffix) || type.options().HasExtension(v1::event)) CheckEvent(type, found);
  for (int i = 0; i < type.nested_type_count(); ++i) CheckMessage(*type.nested_type(i), found);
}

}  // namespace

std::vector<std::string> Violations(const google::protobuf::FileDescriptor& file) {
  Found found;
  for (int i = 0; i < file.service_count(); ++i)
    for (int j = 0; j < file.service(i)->method_count(); ++j) CheckMethod(*file.service(i)->method(j), found);
  for (int i = 0; i < file.message_type_count(); ++i) CheckMessage(*file.message_type(i), found);
  return found;
}

}  // namespace watchbell::policy

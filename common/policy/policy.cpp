#include "common/policy/policy.hpp"

#include <google/protobuf/text_format.h>

#include <memory>

#include "common/policy/plan_cache.hpp"

namespace watchbell::policy {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

constexpr int kLogTextMax = 200;            // characters of one string or bytes field
constexpr std::size_t kLogLineMax = 2'000;  // characters of the whole

bool HoldsSensitive(const Descriptor& type, std::set<const Descriptor*>& seen) {
  if (!seen.insert(&type).second) return false;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (ClassOf(field) != v1::PUBLIC) return true;
    if (field.message_type() != nullptr && HoldsSensitive(*field.message_type(), seen)) return true;
  }
  return false;
}

// The fields of one type that a redaction must look at; empty for most types.
struct RedactionPlan {
  struct Member {
    const FieldDescriptor* field;
    Class field_class;
    const RedactionPlan* inside;  // null: nothing sensitive below
  };
  std::vector<Member> members;

  template <class PlanOf>
  void Fill(const Descriptor& type, PlanOf plan_of) {
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      std::set<const Descriptor*> seen;
      const bool inside = field.message_type() != nullptr && HoldsSensitive(*field.message_type(), seen);
      if (ClassOf(field) == v1::PUBLIC && !inside) continue;
      members.push_back({&field, ClassOf(field), inside ? &plan_of(*field.message_type()) : nullptr});
    }
  }
};

// A field that this build does not know has no class that it knows: nobody may read it.
void DropUnknown(Message& message) {
  const auto& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) reflection.MutableUnknownFields(&message)->Clear();
}

void Apply(const RedactionPlan& plan, Message& message, const Classes& readable) {
  DropUnknown(message);
  const auto& reflection = *message.GetReflection();
  for (const auto& [field, field_class, inside] : plan.members) {
    if (field_class != v1::PUBLIC && !readable.contains(field_class)) {
      reflection.ClearField(&message, field);
    } else if (inside == nullptr) {
      continue;
    } else if (field->is_repeated()) {
      const int size = reflection.FieldSize(message, field);
      for (int i = 0; i < size; ++i)
        Apply(*inside, *reflection.MutableRepeatedMessage(&message, field, i), readable);
    } else if (reflection.HasField(message, field)) {
      Apply(*inside, *reflection.MutableMessage(&message, field), readable);
    }
  }
}

}  // namespace

const v1::RpcPolicy& PolicyOf(const google::protobuf::MethodDescriptor& method) {
  return method.options().GetExtension(v1::rpc);
}

Class ClassOf(const FieldDescriptor& field) {
  const Class stated = field.options().GetExtension(v1::field).class_();
  return stated == v1::CLASS_UNSPECIFIED ? v1::PUBLIC : stated;
}

v1::Ring RingOf(const FieldDescriptor& field) {
  const v1::Ring stated = field.options().GetExtension(v1::field).ring();
  return stated == v1::RING_UNSPECIFIED ? v1::SERVICE : stated;
}

// A class that a newer contract added counts as sealed, too.
bool IsSealedClass(Class field_class) { return field_class > v1::STAFF; }

void Redact(Message& message, const Classes& readable) {
  static auto& plans = *new PlanCache<RedactionPlan>;  // never destroyed: threads may log until the very end
  Apply(plans.Of(*message.GetDescriptor()), message, readable);
}

std::string ForLog(const Message& message) {
  const std::unique_ptr<Message> shown(message.New());
  shown->CopyFrom(message);
  Redact(*shown, {});
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  printer.SetHideUnknownFields(true);
  printer.SetTruncateStringFieldLongerThan(kLogTextMax);
  std::string text;
  printer.PrintToString(*shown, &text);
  if (text.size() > kLogLineMax) text.resize(kLogLineMax);  // plain ASCII: the printer escapes the rest
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace watchbell::policy

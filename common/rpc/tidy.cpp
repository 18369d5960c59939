#include "common/rpc/tidy.hpp"

#include <google/protobuf/timestamp.pb.h>

#include <vector>

namespace watchbell::rpc {
namespace {

namespace pb = google::protobuf;
using pb::FieldDescriptor;

constexpr std::int32_t kNanosMax = 999'999'999;
constexpr char kBlanks[] = " \t\r\n\v\f";

bool IsPlausible(const pb::Message& moment) {
  const auto& at = static_cast<const pb::Timestamp&>(moment);
  return at.seconds() >= kEarliestSecond && at.seconds() <= kLatestSecond && at.nanos() >= 0 &&
         at.nanos() <= kNanosMax;
}

void ClearBlank(pb::Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  if (field.type() != FieldDescriptor::TYPE_STRING || field.is_repeated() || field.real_containing_oneof())
    return;
  std::string scratch;
  const auto& text = reflection.GetStringReference(message, &field, &scratch);
  if (text.find_first_not_of(kBlanks) == std::string::npos) reflection.ClearField(&message, &field);
}

// The path of the first moment that is none; empty where all are.
std::string TidyAll(pb::Message& message) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    ClearBlank(message, *field);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const bool is_moment = field->message_type() == pb::Timestamp::descriptor();
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      auto& part = field->is_repeated() ? *reflection.MutableRepeatedMessage(&message, field, i)
                                        : *reflection.MutableMessage(&message, field);
      if (is_moment && !IsPlausible(part)) return field->name();
      if (is_moment) continue;
      if (const auto inside = TidyAll(part); !inside.empty()) return field->name() + '.' + inside;
    }
  }
  return {};
}

}  // namespace

Status Tidy(pb::Message& request) {
  auto field = TidyAll(request);
  if (field.empty()) return {};
  return Fail(Code::kInvalidArgument, "TIME_OUT_OF_RANGE", "State a time from 1970 to 2199.",
              std::move(field));
}

}  // namespace watchbell::rpc

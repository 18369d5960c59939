#include "services/gateway/session/hint.hpp"

#include <google/protobuf/util/time_util.h>

#include <charconv>

#include "common/names/names.hpp"
#include "watchbell/policy/v1/policy.pb.h"

namespace watchbell::gateway {
namespace {

// "delivery_batch" -> "DeliveryBatch"
std::string Pascal(std::string_view snake) {
  std::string pascal;
  bool up = true;
  for (const char c : snake) {
    if (c == '_' || c == '-') {
      up = true;
      continue;
    }
    pascal += up && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    up = false;
  }
  return pascal;
}

}  // namespace

std::optional<v1::ChangeHint> HintOf(const StoredEvent& event) {
  const auto key = names::ParseSubject(event.subject);
  if (!key) return std::nullopt;
  v1::ChangeHint hint;
  hint.set_fact(std::string{event.type});
  hint.set_service(key->service);
  hint.set_aggregate(key->aggregate);
  hint.set_school(key->school);
  hint.set_id(key->id);
  std::uint64_t sequence = 0;
  std::from_chars(event.sequence.data(), event.sequence.data() + event.sequence.size(), sequence);
  hint.set_sequence(sequence);
  if (!google::protobuf::util::TimeUtil::FromString(std::string{event.time}, hint.mutable_at()))
    hint.clear_at();
  return hint;
}

std::string EventPermission(std::string_view service, std::string_view aggregate) {
  std::string name = "watchbell." + std::string{service} + ".v1." + Pascal(aggregate) + "Event";
  for (char& c : name) c = c == '-' ? '_' : c;
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
  return type == nullptr ? std::string{} : type->options().GetExtension(policy::v1::event).permission();
}

}  // namespace watchbell::gateway

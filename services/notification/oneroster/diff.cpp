#include "services/notification/oneroster/diff.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace watchbell::notification::oneroster {
namespace {

template <class Message>
void Serialise(const Message& message, std::string& bytes) {
  bytes.clear();
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeWithCachedSizes(&coded);
}

template <class Message>
bool Same(const Message& left, const Message& right) {
  if (left.ByteSizeLong() != right.ByteSizeLong()) return false;
  thread_local std::string left_bytes, right_bytes;
  Serialise(left, left_bytes);
  Serialise(right, right_bytes);
  return left_bytes == right_bytes;
}

template <class Message>
Changes<Message> Compare(std::span<const Message> current, std::span<const Message> imported) {
  Changes<Message> changes;
  std::unordered_map<std::string_view, const Message*> known;
  for (const Message& message : current) {
    if (message.removed()) continue;
    known.emplace(message.id(), &message);
  }
  changes.before = known.size();
  std::unordered_set<std::string_view> kept;
  for (const Message& message : imported) {
    kept.insert(message.id());
    const auto was = known.find(message.id());
    if (was == known.end())
      changes.added.push_back(message);
    else if (Same(*was->second, message))
      ++changes.unchanged;
    else
      changes.changed.push_back(message);
  }
  for (const Message& message : current) {
    if (message.removed() || kept.contains(message.id())) continue;
    changes.removed.push_back(message);
    changes.removed.back().set_removed(true);
  }
  return changes;
}

}  // namespace

Changes<v1::School> Diff(std::span<const v1::School> current, std::span<const v1::School> imported) {
  return Compare(current, imported);
}
Changes<v1::Person> Diff(std::span<const v1::Person> current, std::span<const v1::Person> imported) {
  return Compare(current, imported);
}
Changes<v1::Group> Diff(std::span<const v1::Group> current, std::span<const v1::Group> imported) {
  return Compare(current, imported);
}

}  // namespace watchbell::notification::oneroster

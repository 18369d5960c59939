// Every .proto of the house, as its descriptor: what the contract tests walk over.
#pragma once

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace watchbell::contract {

inline const std::filesystem::path kSource = WATCHBELL_SOURCE_DIR;

// In the order of their names. A file that is in the folder and not in the program is null.
inline std::vector<const google::protobuf::FileDescriptor*> Files() {
  std::vector<std::string> names;
  const auto root = kSource / "proto";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "watchbell"))
    if (entry.path().extension() == ".proto") names.push_back(entry.path().lexically_relative(root).string());
  std::sort(names.begin(), names.end());
  std::vector<const google::protobuf::FileDescriptor*> files;
  for (const auto& name : names)
    files.push_back(google::protobuf::DescriptorPool::generated_pool()->FindFileByName(name));
  return files;
}

// visit(const MethodDescriptor&)
template <class Visit>
void EachMethod(Visit visit) {
  for (const auto* file : Files())
    for (int i = 0; i < file->service_count(); ++i)
      for (int j = 0; j < file->service(i)->method_count(); ++j) visit(*file->service(i)->method(j));
}

// visit(const Descriptor&), also of the types inside types.
template <class Visit>
void EachMessage(Visit visit) {
  const auto walk = [&visit](const auto& self, const google::protobuf::Descriptor& type) -> void {
    visit(type);
    for (int i = 0; i < type.nested_type_count(); ++i) self(self, *type.nested_type(i));
  };
  for (const auto* file : Files())
    for (int i = 0; i < file->message_type_count(); ++i) walk(walk, *file->message_type(i));
}

}  // namespace watchbell::contract

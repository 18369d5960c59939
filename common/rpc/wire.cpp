#include "common/rpc/wire.hpp"

#include <grpcpp/impl/codegen/proto_utils.h>

#include <algorithm>
#include <vector>

namespace watchbell::rpc {

std::string PathOf(const google::protobuf::MethodDescriptor& method) {
  return "/" + method.service()->full_name() + "/" + method.name();
}

grpc::ByteBuffer ToBuffer(std::string_view bytes) {
  const grpc::Slice slice{bytes.data(), bytes.size()};
  return {&slice, 1};
}

grpc::ByteBuffer ToBuffer(const google::protobuf::Message& message) {
  grpc::Slice slice{message.ByteSizeLong()};
  // The slice was made here and nobody else has it yet; gRPC only hands out const access.
  message.SerializeWithCachedSizesToArray(const_cast<std::uint8_t*>(slice.begin()));
  return {&slice, 1};
}

std::string ToBytes(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

bool Parse(const grpc::ByteBuffer& buffer, google::protobuf::Message& message) {
  grpc::ByteBuffer copy = buffer;  // shares the slices; deserialising consumes it
  return grpc::SerializationTraits<google::protobuf::Message>::Deserialize(&copy, &message).ok();
}

bool IsLegalMetadata(std::string_view name, std::string_view value) {
  const auto in_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  };
  const auto in_value = [](char c) { return c >= 0x20 && c <= 0x7E; };
  return !name.empty() && !name.starts_with("grpc-") && !name.ends_with("-bin") &&
         std::all_of(name.begin(), name.end(), in_name) && std::all_of(value.begin(), value.end(), in_value);
}

}  // namespace watchbell::rpc

// gRPC's own types at the edge of this folder: buffers, metadata and the path of a method.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/string_ref.h>

#include <map>
#include <string>
#include <string_view>

namespace watchbell::rpc {

using WireMetadata = std::multimap<grpc::string_ref, grpc::string_ref>;

// /watchbell.visitor.v1.VisitService/CheckIn
std::string PathOf(const google::protobuf::MethodDescriptor& method);

grpc::ByteBuffer ToBuffer(std::string_view bytes);
grpc::ByteBuffer ToBuffer(const google::protobuf::Message& message);
std::string ToBytes(const grpc::ByteBuffer& buffer);
// False: the bytes are no such message.
bool Parse(const grpc::ByteBuffer& buffer, google::protobuf::Message& message);

// gRPC aborts the process on metadata that HTTP/2 cannot carry; so what is not legal is not sent.
bool IsLegalMetadata(std::string_view name, std::string_view value);

}  // namespace watchbell::rpc

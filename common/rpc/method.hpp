// One method of the server, as made from its descriptor.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>

#include "common/rpc/lane.hpp"
#include "common/rpc/probe.hpp"
#include "common/rpc/server.hpp"

namespace watchbell::rpc {

struct Method {
  const google::protobuf::MethodDescriptor& descriptor;
  std::string path;
  const google::protobuf::Message& request_prototype;
  std::size_t request_bytes_max;
  // Answers of a method that anyone may call hold nothing but what its handler means to publish.
  bool redacts;
  // Of the methods whose reads are audited; null for all others. Set before the server starts.
  const AuditSink* audit;
  Lane& lane;
  Probe probe;
  AnyUnary unary;          // one of the two
  AnyStreaming streaming;  //
};

}  // namespace watchbell::rpc

// The policy that the contract carries, read from descriptors: the only code that knows what a field's class
// means.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <set>
#include <string>
#include <vector>

#include "watchbell/policy/v1/policy.pb.h"

namespace watchbell::policy {

using policy::v1::Class;
using Classes = std::set<Class>;  // PUBLIC is always readable

const v1::RpcPolicy& PolicyOf(const google::protobuf::MethodDescriptor& method);
Class ClassOf(const google::protobuf::FieldDescriptor& field);
v1::Ring RingOf(const google::protobuf::FieldDescriptor& field);

// PERSONAL, TACTICAL and CONFIDENTIAL are sealed before they leave the service.
bool IsSealedClass(Class field_class);

// Takes the fields of every class that is not in `readable` out of the message, at any depth.
void Redact(google::protobuf::Message& message, const Classes& readable);

// For a log line: compact text of the PUBLIC fields alone.
std::string ForLog(const google::protobuf::Message& message);

// Everything that is wrong with the contract, one sentence each: RPCs without a policy, SCHOOL scope without
// a `school` field, events without a permission or without fields 100 to 102, sensitive members inside a
// repeated message of an event that is not itself sealed whole.
std::vector<std::string> Violations(const google::protobuf::FileDescriptor& file);

}  // namespace watchbell::policy

// The rules of an audit of reads: what an answer shows, what is counted together, what is recorded.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/audit/v1/read_audit.pb.h"

namespace watchbell::audit {

// One look of one person at one aggregate.
struct Look {
  std::string school;  // "district" for what belongs to no school
  std::string rpc;     // full name
  std::string about_id;
  std::string reader_id;
  TimePoint at;
};

// The ids of the aggregates that an answer shows: its own field `id`, else those of the messages in it, one
// level deep. One empty id for an answer that shows none, so that the question is on the record too.
std::vector<std::string> ShownIn(const google::protobuf::Message& response);
// The request's field `school`; "district" where it has none.
std::string SchoolOf(const google::protobuf::Message& request);

// What is counted together: reader, RPC, aggregate and day.
std::string AuditIdOf(const Look& look);
Decision<v1::ReadAuditEvent> RecordLook(const Look& look);

void Evolve(v1::ReadAudit& audit, const v1::ReadAuditEvent& event);
Indexes IndexesOf(const v1::ReadAudit& audit);
// `service`: a gRPC service's full name.
std::string IndexOfSchool(std::string_view service, std::string_view school);
std::string IndexOfAggregate(std::string_view service, std::string_view about_id);

}  // namespace watchbell::audit

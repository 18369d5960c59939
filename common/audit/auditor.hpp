// The sink of a service's audited reads, and their list.
#pragma once

#include <string>

#include "common/audit/read_audit.hpp"
#include "common/id/id.hpp"
#include "common/ledger/window.hpp"
#include "common/rpc/server.hpp"

namespace watchbell::audit {

// On the record of the service that `Sibling`, one of its aggregates, belongs to.
template <class Sibling>
struct ReadAudits {
  using State = v1::ReadAudit;
  using Event = v1::ReadAuditEvent;
  static constexpr std::string_view kService = Sibling::kService;
  static constexpr std::string_view kAggregate = "read-audit";
  static void Evolve(State& audit, const Event& event) { audit::Evolve(audit, event); }
  static Indexes IndexesOf(const State& audit) { return audit::IndexesOf(audit); }
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& audit) {
    return retention::Span{"read", FromProto(audit.last_at())};
  }
};

// Thread-safe; give std::ref of it to rpc::Server::Audit.
template <class Sibling>
class Auditor {
 public:
  explicit Auditor(const ledger::Environment& environment) : reads_(environment) {}

  // Ok once every aggregate that the answer shows has its read on the record.
  Status operator()(const rpc::Call& call, const google::protobuf::MethodDescriptor& method,
                    const google::protobuf::Message& request, const google::protobuf::Message& response) {
    Look look{.school = SchoolOf(request),
              .rpc = method.full_name(),
              .reader_id = call.caller.person_id,
              .at = call.now};
    ledger::Window<ReadAudits<Sibling>> window(reads_);
    for (auto& shown : ShownIn(response)) {
      look.about_id = std::move(shown);
      const Context context{.now = call.now,
                            .request_id = id::New(call.now),
                            .actor_id = call.caller.person_id,
                            .traceparent = call.traceparent};
      window.Submit(look.school, AuditIdOf(look), context,
                    [look](const v1::ReadAudit&, const Context&) { return RecordLook(look); });
    }
    return window.Drain();
  }

  // Newest first; `request` has about_id, page_size and page_token. Only reads at that school, through that
  // gRPC service.
  template <class Request>
  Result<v1::ListReadsResponse> List(std::string_view service, const std::string& school,
                                     const Request& request) {
    auto page = reads_.List(request.about_id().empty() ? IndexOfSchool(service, school)
                                                       : IndexOfAggregate(service, request.about_id()),
                            request.page_size(), request.page_token(), true);
    if (!page) return tl::unexpected<Error>(page.error());
    v1::ListReadsResponse response;
    for (auto& read : page->states)
      if (read.school() == school) *response.add_reads() = std::move(read);
    response.set_next_page_token(page->next_page_token);
    return response;
  }

  ledger::Ledger<ReadAudits<Sibling>>& reads() { return reads_; }

 private:
  ledger::Ledger<ReadAudits<Sibling>> reads_;
};

}  // namespace watchbell::audit

#include "services/visitor/domain/watchlist.hpp"

namespace watchbell::visitor {
namespace {

using v1::WatchlistEntry;
using v1::WatchlistEntryEvent;

constexpr std::string_view kExpire = "expire";
constexpr char kLeftTheRegistry[] = "The registry has it no more.";

Error NoSuchEntry() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the entry's id and its school.", "entry_id");
}

double Score(const google::protobuf::Timestamp& at) {
  return static_cast<double>(FromProto(at).time_since_epoch().count());
}

// What every change by hand asks for first.
std::optional<Error> Unchangeable(const WatchlistEntry& entry, const std::string& reason) {
  if (entry.id().empty()) return NoSuchEntry();
  if (entry.kind() == WatchlistEntry::KIND_REGISTRY) {
    return Refuse(Code::kFailedPrecondition, "REGISTRY_OWNED",
                  "Tell the registry's owner; the next import brings the change.", "entry_id");
  }
  if (reason.empty()) return Refuse(Code::kInvalidArgument, "REASON_MISSING", "Write down why.", "reason");
  if (reason.size() > kReasonBytesMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten it to 500 characters.", "reason");
  return std::nullopt;
}

Error AlreadyRetired() {
  return Refuse(Code::kFailedPrecondition, "ENTRY_RETIRED", "It is off the list; add it anew.", "entry_id");
}
Error NotProposed() {
  return Refuse(Code::kFailedPrecondition, "NOT_PROPOSED", "Somebody must propose it first, with a reason.",
                "entry_id");
}

}  // namespace

void Watchlist::Evolve(WatchlistEntry& entry, const WatchlistEntryEvent& event) {
  const auto& meta = event.meta();
  switch (event.fact_case()) {
    case WatchlistEntryEvent::kAdded:
      entry = event.added().entry();
      *entry.mutable_added_at() = meta.at();
      entry.set_added_by(meta.actor_id());
      return;
    case WatchlistEntryEvent::kUpdated: entry = event.updated().entry(); return;
    case WatchlistEntryEvent::kImported: {
      const auto added_at = entry.has_added_at() ? entry.added_at() : meta.at();
      entry = event.imported().entry();
      *entry.mutable_added_at() = added_at;
      return;
    }
    case WatchlistEntryEvent::kRetirementProposed: {
      auto& proposal = *entry.mutable_proposal();
      proposal.set_reason(event.retirement_proposed().reason());
      proposal.set_proposed_by(meta.actor_id());
      *proposal.mutable_proposed_at() = meta.at();
      return;
    }
    case WatchlistEntryEvent::kRetirementRejected: entry.clear_proposal(); return;
    case WatchlistEntryEvent::kRetired:
      entry.set_retired(true);
      entry.set_retired_by(meta.actor_id());
      *entry.mutable_retired_at() = meta.at();
      return;
    case WatchlistEntryEvent::kExpired: entry.set_expired(true); return;
    case WatchlistEntryEvent::FACT_NOT_SET: return;
  }
}

Indexes Watchlist::IndexesOf(const WatchlistEntry& entry) {
  const bool registry = entry.kind() == WatchlistEntry::KIND_REGISTRY;
  const auto added = Score(entry.added_at());
  if (entry.retired()) {
    if (registry) return {};
    return {{"watchlist-retired:" + entry.school(), added}};
  }
  const auto listed = "watchlist:" + entry.school();
  Indexes indexes{{listed + ":" + std::string{NameOf(entry.kind())}, added}};
  if (registry) return indexes;
  indexes.push_back({listed, added});
  if (entry.has_proposal())
    indexes.push_back({"watchlist-proposed:" + entry.school(), Score(entry.proposal().proposed_at())});
  if (entry.expired()) indexes.push_back({"watchlist-renewals:" + entry.school(), Score(entry.expires_at())});
  return indexes;
}

Deadlines Watchlist::DeadlinesOf(const WatchlistEntry& entry) {
  const bool ends =
      RuleOf(entry.kind()) != nullptr && RuleOf(entry.kind())->by_hand && entry.has_expires_at();
  if (!ends || entry.retired() || entry.expired()) return {};
  return {{std::string{kExpire}, FromProto(entry.expires_at())}};
}

Decision<WatchlistEntryEvent> Watchlist::Tick(const WatchlistEntry& entry, std::string_view what,
                                              const Context& context) {
  const bool due =
      what == kExpire && !DeadlinesOf(entry).empty() && FromProto(entry.expires_at()) <= context.now;
  if (!due) return AlreadySo{};
  WatchlistEntryEvent event;
  event.mutable_expired();
  return event;
}

Decision<WatchlistEntryEvent> AddEntry(const WatchlistEntry& entry, const v1::AddEntryRequest& request,
                                       const TimeZone& zone, const Context& context) {
  if (!entry.id().empty()) return AlreadySo{};
  auto content = ContentOf(request.entry(), zone, context.now);
  if (!content) return content.error();
  WatchlistEntryEvent event;
  auto& added = *event.mutable_added()->mutable_entry();
  added = std::move(*content);
  added.set_id(context.id);
  added.set_school(request.school());
  return event;
}

Decision<WatchlistEntryEvent> UpdateEntry(const WatchlistEntry& entry, const v1::UpdateEntryRequest& request,
                                          const TimeZone& zone, const Context& context) {
  if (const auto refusal = Unchangeable(entry, request.reason())) return *refusal;
  if (entry.retired()) return AlreadyRetired();
  if (request.entry().kind() != entry.kind()) {
    return Refuse(Code::kInvalidArgument, "KIND_CHANGED", "Add another entry for another kind of alert.",
                  "entry.kind");
  }
  auto content = ContentOf(request.entry(), zone, context.now);
  if (!content) return content.error();
  if (ContentHashOf(*content) == ContentHashOf(entry)) return AlreadySo{};
  WatchlistEntryEvent event;
  auto& updated = *event.mutable_updated()->mutable_entry();
  updated = std::move(*content);
  updated.set_id(entry.id());
  updated.set_school(entry.school());
  *updated.mutable_added_at() = entry.added_at();
  updated.set_added_by(entry.added_by());
  if (entry.has_proposal()) *updated.mutable_proposal() = entry.proposal();
  event.mutable_updated()->set_reason(request.reason());
  return event;
}

Decision<WatchlistEntryEvent> RetireEntry(const WatchlistEntry& entry, const v1::RetireEntryRequest& request,
                                          const Context& context) {
  if (const auto refusal = Unchangeable(entry, request.reason())) return *refusal;
  if (entry.retired()) return AlreadySo{};
  if (entry.has_proposal()) {
    if (entry.proposal().proposed_by() == context.actor_id) return AlreadySo{};
    return Refuse(Code::kFailedPrecondition, "ALREADY_PROPOSED", "Approve or reject the proposal that waits.",
                  "entry_id");
  }
  WatchlistEntryEvent event;
  event.mutable_retirement_proposed()->set_reason(request.reason());
  return event;
}

Decision<WatchlistEntryEvent> ApproveRetirement(const WatchlistEntry& entry,
                                                const v1::ApproveRetirementRequest&, const Context& context) {
  if (entry.id().empty()) return NoSuchEntry();
  if (entry.retired()) return AlreadySo{};
  if (!entry.has_proposal()) return NotProposed();
  if (entry.proposal().proposed_by() == context.actor_id) {
    return Refuse(Code::kFailedPrecondition, "SECOND_PERSON_NEEDED",
                  "Somebody other than who proposed it must approve.", "entry_id");
  }
  WatchlistEntryEvent event;
  event.mutable_retired()->set_reason(entry.proposal().reason());
  *event.mutable_retired()->mutable_at() = ToProto(context.now);
  return event;
}

Decision<WatchlistEntryEvent> RejectRetirement(const WatchlistEntry& entry,
                                               const v1::RejectRetirementRequest& request, const Context&) {
  if (const auto refusal = Unchangeable(entry, request.reason())) return *refusal;
  if (entry.retired()) return AlreadyRetired();
  if (!entry.has_proposal()) return NotProposed();
  WatchlistEntryEvent event;
  event.mutable_retirement_rejected()->set_reason(request.reason());
  return event;
}

Decision<WatchlistEntryEvent> ImportEntry(const WatchlistEntry& entry, const WatchlistEntry& imported) {
  const bool same =
      !entry.id().empty() && !entry.retired() && ContentHashOf(entry) == ContentHashOf(imported);
  if (same) return AlreadySo{};
  WatchlistEntryEvent event;
  *event.mutable_imported()->mutable_entry() = imported;
  return event;
}

Decision<WatchlistEntryEvent> RetireImported(const WatchlistEntry& entry, const Context& context) {
  if (entry.id().empty()) return NoSuchEntry();
  if (entry.retired()) return AlreadySo{};
  WatchlistEntryEvent event;
  event.mutable_retired()->set_reason(kLeftTheRegistry);
  *event.mutable_retired()->mutable_at() = ToProto(context.now);
  return event;
}

v1::EntryChange ChangeOf(const WatchlistEntryEvent& event) {
  v1::EntryChange change;
  *change.mutable_at() = event.meta().at();
  change.set_actor_id(event.meta().actor_id());
  *change.mutable_entry() = event.entry();
  if (const auto* fact = event.GetReflection()->GetOneofFieldDescriptor(
          event, WatchlistEntryEvent::descriptor()->FindOneofByName("fact"))) {
    change.set_fact(fact->message_type()->name());
  }
  switch (event.fact_case()) {
    case WatchlistEntryEvent::kRetired: change.set_reason(event.retired().reason()); break;
    case WatchlistEntryEvent::kUpdated: change.set_reason(event.updated().reason()); break;
    case WatchlistEntryEvent::kRetirementProposed:
      change.set_reason(event.retirement_proposed().reason());
      break;
    case WatchlistEntryEvent::kRetirementRejected:
      change.set_reason(event.retirement_rejected().reason());
      break;
    case WatchlistEntryEvent::kAdded:
    case WatchlistEntryEvent::kExpired:
    case WatchlistEntryEvent::kImported:
    case WatchlistEntryEvent::FACT_NOT_SET: break;
  }
  return change;
}

}  // namespace watchbell::visitor

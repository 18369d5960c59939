#include "services/visitor/domain/screening_memory.hpp"

#include "common/id/id.hpp"
#include "services/visitor/domain/entry_content.hpp"

namespace watchbell::visitor {
namespace {

using v1::ScreeningMemory;
using v1::ScreeningMemoryEvent;

constexpr std::string_view kForget = "forget";

}  // namespace

void ScreeningMemories::Evolve(ScreeningMemory& memory, const ScreeningMemoryEvent& event) {
  switch (event.fact_case()) {
    case ScreeningMemoryEvent::kRemembered:
      memory = event.remembered().memory();
      memory.set_decided_by(event.meta().actor_id());
      return;
    case ScreeningMemoryEvent::kForgotten: memory.set_forgotten(true); return;
    case ScreeningMemoryEvent::FACT_NOT_SET: return;
  }
}

Indexes ScreeningMemories::IndexesOf(const ScreeningMemory& memory) {
  if (memory.forgotten()) return {};
  return {{"remembered:" + memory.school() + ":" + memory.entry_id(),
           static_cast<double>(FromProto(memory.decided_at()).time_since_epoch().count())}};
}

Deadlines ScreeningMemories::DeadlinesOf(const ScreeningMemory& memory) {
  if (memory.forgotten()) return {};
  return {{std::string{kForget}, FromProto(memory.expires_at())}};
}

Decision<ScreeningMemoryEvent> ScreeningMemories::Tick(const ScreeningMemory& memory, std::string_view what,
                                                       const Context& context) {
  const bool due = what == kForget && !memory.forgotten() && FromProto(memory.expires_at()) <= context.now;
  if (!due) return AlreadySo{};
  ScreeningMemoryEvent event;
  event.mutable_forgotten();
  return event;
}

std::string MemoryIdOf(std::string_view school, std::string_view person_key, std::string_view entry_id) {
  std::string source{school};
  source.append("|").append(person_key).append("|").append(entry_id);
  return id::Derive("screening-memory", source);
}

Decision<ScreeningMemoryEvent> Remember(const ScreeningMemory& memory, const Pair& pair,
                                        const Context& context) {
  if (pair.reason.size() > kReasonBytesMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten it to 500 characters.", "reason");
  if (Silences(memory, pair.entry_hash, context.now)) return AlreadySo{};
  ScreeningMemoryEvent event;
  auto& remembered = *event.mutable_remembered()->mutable_memory();
  remembered.set_id(context.id);
  remembered.set_school(pair.school);
  remembered.set_entry_id(pair.entry_id);
  remembered.set_person_key(pair.person_key);
  remembered.set_entry_hash(pair.entry_hash);
  remembered.set_reason(pair.reason);
  *remembered.mutable_decided_at() = ToProto(context.now);
  *remembered.mutable_expires_at() = ToProto(context.now + kRememberedFor);
  return event;
}

Decision<ScreeningMemoryEvent> Forget(const ScreeningMemory& memory, const std::string& reason) {
  if (memory.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "memory_id");
  if (reason.empty()) return Refuse(Code::kInvalidArgument, "REASON_MISSING", "Write down why.", "reason");
  if (reason.size() > kReasonBytesMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten it to 500 characters.", "reason");
  if (memory.forgotten()) return AlreadySo{};
  ScreeningMemoryEvent event;
  event.mutable_forgotten()->set_reason(reason);
  return event;
}

bool Silences(const ScreeningMemory& memory, std::uint64_t entry_hash, TimePoint now) {
  return !memory.id().empty() && !memory.forgotten() && memory.entry_hash() == entry_hash &&
         now < FromProto(memory.expires_at());
}

}  // namespace watchbell::visitor

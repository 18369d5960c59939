// The answer to a held visit, and what follows from it: "not a match" is remembered, "match" ends what was
// remembered.
#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {
namespace {

// Of everybody's answers about this visit's matches.
Status ForEachMemory(
    Parts& parts, const v1::Visit& visit, const Context& context,
    const std::function<Decision<v1::ScreeningMemoryEvent>(const v1::ScreeningMemory&, const v1::Match&,
                                                           const std::string&, const Context&)>& rule) {
  const auto person_key = parts.screening.PersonKey(PersonText(visit));
  std::uint64_t newest = 0;
  for (const auto& match : visit.matches()) {
    const auto recorded =
        parts.memories.Run(visit.school(), MemoryIdOf(visit.school(), person_key, match.entry_id()), context,
                           [&](const v1::ScreeningMemory& memory, const Context& known) {
                             return rule(memory, match, person_key, known);
                           });
    if (!recorded && recorded.error().code == Code::kNotFound) continue;  // nothing was remembered
    if (!recorded) return tl::unexpected<Error>(recorded.error());
    newest = std::max(newest, recorded->sequence);
  }
  // The decision stands whether or not screening knows of it in time: at worst somebody is stopped once more.
  parts.screening.AwaitMemory(newest);
  return {};
}

}  // namespace

Status RememberNotAMatch(Parts& parts, const v1::Visit& visit, const std::string& reason,
                         const Context& context) {
  return ForEachMemory(parts, visit, context,
                       [&](const v1::ScreeningMemory& memory, const v1::Match& match,
                           const std::string& person_key, const Context& known) {
                         return Remember(memory,
                                         {.school = visit.school(),
                                          .person_key = person_key,
                                          .entry_id = match.entry_id(),
                                          .entry_hash = match.entry_hash(),
                                          .reason = reason},
                                         known);
                       });
}

Result<v1::Visit> DecideAndRemember(Parts& parts, const rpc::Call& call,
                                    const v1::DecideMatchRequest& request) {
  auto visit = Answer(parts.visits, call, request, request.visit_id(),
                      [&](const v1::Visit& held, const Context& context) {
                        return parts.doors.Guard(held, DecideMatch(held, request, context), request.school());
                      });
  if (!visit || visit->decided_by() != call.caller.person_id) return visit;
  const auto context = ContextOf(call, request);
  Status followed;
  if (request.decision() == v1::MATCH_DECISION_NOT_A_MATCH)
    followed = RememberNotAMatch(parts, *visit, request.reason(), *context);
  if (request.decision() == v1::MATCH_DECISION_MATCH) {
    followed = ForEachMemory(parts, *visit, *context,
                             [](const v1::ScreeningMemory& memory, const v1::Match&, const std::string&,
                                const Context&) { return Forget(memory, "Confirmed later."); });
  }
  if (!followed) return tl::unexpected<Error>(followed.error());  // the same request again remembers
  return visit;
}

}  // namespace watchbell::visitor

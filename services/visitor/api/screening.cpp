#include "common/record/routes.hpp"
#include "services/visitor/api/api.hpp"
#include "services/visitor/domain/side_by_side.hpp"

namespace watchbell::visitor {
namespace {

Result<v1::GetComparisonResponse> ComparisonOf(Parts& parts, const rpc::Call& call,
                                               const v1::GetComparisonRequest& request) {
  const auto visit = Read(parts.visits, request.school(), request.visit_id());
  if (!visit) return tl::unexpected<Error>(visit.error());
  if (visit->state() != v1::Visit::STATE_HELD) {
    return Fail(Code::kFailedPrecondition, "VISIT_NOT_HELD",
                "Entries are shown while somebody has to compare.", "visit_id");
  }
  v1::GetComparisonResponse response;
  for (const auto& match : visit->matches()) {
    auto& compared = *response.add_entries();
    *compared.mutable_match() = match;
    auto entry = Read(parts.watchlist, match.entry_school(), match.entry_id());
    if (!entry && entry.error().code == Code::kNotFound) continue;  // erased since
    if (!entry) return tl::unexpected<Error>(entry.error());
    for (auto& field : SideBySide(*visit, *entry, parts.zone.DateOf(call.now)))
      *compared.add_fields() = std::move(field);
    *compared.mutable_entry() = std::move(*entry);
  }
  return response;
}

Result<v1::ScreeningPolicy> SensitivityOf(Parts& parts, const std::string& school) {
  for (const auto& whose : {school, std::string{names::kDistrict}}) {
    auto policy = Read(parts.policies, whose, PolicyIdOf(whose));
    if (policy || policy.error().code != Code::kNotFound) return policy;
  }
  v1::ScreeningPolicy standard;
  standard.set_school(std::string{names::kDistrict});
  standard.set_sensitivity(v1::SENSITIVITY_NAME_AND_DOB);
  return standard;
}

Result<v1::ScreeningPolicy> SetAndAwait(Parts& parts, const rpc::Call& call,
                                        const v1::SetSensitivityRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto recorded = parts.policies.Run(request.school(), PolicyIdOf(request.school()), *context,
                                     [&](const v1::ScreeningPolicy& policy, const Context& known) {
                                       return SetSensitivity(policy, request, known);
                                     });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  if (!parts.screening.AwaitPolicy(recorded->sequence)) return NotSearchedYet();
  return std::move(recorded->state);
}

Result<v1::ScreeningMemory> ForgetAndAwait(Parts& parts, const rpc::Call& call,
                                           const v1::ForgetRememberedRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto recorded = parts.memories.Run(
      request.school(), request.memory_id(), *context,
      [&](const v1::ScreeningMemory& memory, const Context&) { return Forget(memory, request.reason()); });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  if (!parts.screening.AwaitMemory(recorded->sequence)) return NotSearchedYet();
  return std::move(recorded->state);
}

// Of one school, or of all.
Result<std::vector<v1::ScreeningTally>> TalliesOf(Parts& parts, const std::string& school,
                                                  const std::string& month) {
  std::vector<v1::ScreeningTally> tallies;
  if (school != names::kDistrict) {
    auto tally = Read(parts.tallies, school, TallyIdOf(school, month));
    if (tally) tallies.push_back(std::move(*tally));
    if (!tally && tally.error().code != Code::kNotFound) return tl::unexpected<Error>(tally.error());
    return tallies;
  }
  std::string page_token;
  do {
    auto page = parts.tallies.List("screening-tallies:" + month, view::kPageMax, page_token);
    if (!page) return tl::unexpected<Error>(page.error());
    std::move(page->states.begin(), page->states.end(), std::back_inserter(tallies));
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return tallies;
}

Result<v1::GetScreeningReportResponse> ReportFor(Parts& parts, const v1::GetScreeningReportRequest& request) {
  const auto months = MonthsBetween(request.from_month(), request.to_month());
  if (months.empty()) {
    return Fail(Code::kInvalidArgument, "MONTHS_MALFORMED", "Give two months as YYYY-MM, at most 24 apart.",
                "from_month");
  }
  std::vector<v1::ScreeningTally> tallies;
  for (const auto& month : months) {
    auto of_month = TalliesOf(parts, request.school(), month);
    if (!of_month) return tl::unexpected<Error>(of_month.error());
    std::move(of_month->begin(), of_month->end(), std::back_inserter(tallies));
  }
  return ReportOf(tallies);
}

}  // namespace

void ServeScreening(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.ScreeningService";
  server.Unary(service + ".GetComparison",
               [&parts](const rpc::Call& call, const v1::GetComparisonRequest& request) {
                 return ComparisonOf(parts, call, request);
               });
  server.Unary(service + ".GetSensitivity",
               [&parts](const rpc::Call&, const v1::GetSensitivityRequest& request) {
                 return SensitivityOf(parts, request.school());
               });
  server.Unary(service + ".SetSensitivity",
               [&parts](const rpc::Call& call, const v1::SetSensitivityRequest& request) {
                 return SetAndAwait(parts, call, request);
               });
  server.Unary(service + ".ForgetRemembered",
               [&parts](const rpc::Call& call, const v1::ForgetRememberedRequest& request) {
                 return ForgetAndAwait(parts, call, request);
               });
  server.Unary(service + ".GetScreeningReport",
               [&parts](const rpc::Call&, const v1::GetScreeningReportRequest& request) {
                 return ReportFor(parts, request);
               });
  Routes<ScreeningMemories> routes(server, parts.memories, service);
  routes.List<v1::ListRememberedRequest>(
      "ListRemembered", &v1::ListRememberedResponse::add_memories,
      [](const auto& request) { return "remembered:" + request.school() + ":" + request.entry_id(); }, true);
}

}  // namespace watchbell::visitor

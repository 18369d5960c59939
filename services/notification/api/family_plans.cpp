#include "common/id/id.hpp"
#include "services/notification/api/persons.hpp"
#include "services/notification/domain/custody.hpp"
#include "services/notification/domain/family_plan.hpp"

namespace watchbell::notification {
namespace {

constexpr std::string_view kSecret = "family link";
constexpr std::string_view kSecretHash = "hash of a family link";
constexpr std::size_t kCodeBytesMax = 200;

// A link's code is the student's id and a secret.
struct FamilyCode {
  std::string student_id;
  std::string secret;
};

tl::unexpected<Error> UnknownLink() {
  return Fail(Code::kNotFound, "LINK_UNKNOWN", "The link has ended; ask the school for a new one.", "code");
}

Result<FamilyCode> ReadCode(const std::string& code) {
  const auto dot = code.find('.');
  if (dot == std::string::npos || code.size() > kCodeBytesMax || !id::IsUuid(code.substr(0, dot)))
    return UnknownLink();
  return FamilyCode{code.substr(0, dot), code.substr(dot + 1)};
}

template <class Request>
Result<v1::FamilyPlan> Change(Parts& parts, const rpc::Call& call, const Request& request,
                              const std::string& student_id, const std::string& actor_id,
                              const ledger::Ledger<FamilyPlans>::Decide& decide) {
  auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  if (!actor_id.empty()) context->actor_id = actor_id;
  auto recorded =
      parts.family_plans.Run(std::string{names::kDistrict}, FamilyPlanIdOf(student_id), *context, decide);
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

Result<v1::FamilyPlan> PlanOf(Parts& parts, const std::string& student_id) {
  auto plan = Read(parts.family_plans, std::string{names::kDistrict}, FamilyPlanIdOf(student_id));
  if (plan || plan.error().code != Code::kNotFound) return plan;
  v1::FamilyPlan none;
  none.set_id(FamilyPlanIdOf(student_id));
  none.set_student_id(student_id);
  return none;
}

// The student must be of the request's school, whoever asks.
template <class Request>
Status IsStudent(Parts& parts, const Request& request) {
  if (auto read = DirectoryRead(parts); !read) return read;
  if (parts.directory.Student(request.school(), request.student_id())) return {};
  return Fail(Code::kNotFound, "NO_SUCH_STUDENT", "Check the student's id and school.", "student_id");
}

Result<v1::IssueFamilyLinkResponse> Issue(Parts& parts, const rpc::Call& call,
                                          const v1::IssueFamilyLinkRequest& request) {
  if (auto student = IsStudent(parts, request); !student) return tl::unexpected<Error>(student.error());
  const auto barred = parts.directory.BarredGuardians(request.student_id());
  std::vector<std::string> may_consent;
  for (const auto& guardian : parts.directory.GuardiansOf(request.student_id()))
    if (!barred.contains(guardian.id())) may_consent.push_back(guardian.id());
  // Unguessable without the service's key, and the same for the same request, so that one whose answer was
  // lost is answered again.
  const auto& keys = parts.sealer.blind_index();
  const auto secret = keys.Newest(kSecret, request.request_id());
  const auto hash = keys.Newest(kSecretHash, secret);
  auto plan = Change(parts, call, request, request.student_id(), "",
                     [&](const v1::FamilyPlan& before, const Context& context) {
                       return IssueLink(before, request, may_consent, hash, context);
                     });
  if (!plan) return tl::unexpected<Error>(plan.error());
  v1::IssueFamilyLinkResponse response;
  response.set_code(request.student_id() + "." + secret);
  *response.mutable_plan() = std::move(*plan);
  return response;
}

Result<v1::FamilyPlan> DecideProposal(Parts& parts, const rpc::Call& call,
                                      const v1::DecideProposalRequest& request) {
  if (auto student = IsStudent(parts, request); !student) return tl::unexpected<Error>(student.error());
  const auto plan = PlanOf(parts, request.student_id());
  if (!plan) return plan;
  const auto* adult = FindAdult(*plan, request.adult_id());
  if (request.confirm() && adult != nullptr && adult->state() == v1::ProposedAdult::STATE_PROPOSED) {
    // Custody first: repeated after a failure between the two, it is already so.
    v1::AddAuthorisedAdultRequest add;
    add.set_request_id(id::Derive("family plan", request.adult_id()));
    add.set_school(request.school());
    add.set_student_id(request.student_id());
    *add.mutable_alternate() = AlternateOf(*adult);
    const auto context = ContextOf(call, add);
    if (!context) return tl::unexpected<Error>(context.error());
    const auto guardians = parts.directory.GuardiansOf(request.student_id());
    const auto day = IsoDate(parts.zone.DateOf(call.now));
    const auto added = parts.custodies.Run(std::string{names::kDistrict}, CustodyIdOf(request.student_id()),
                                           *context, [&](const v1::Custody& custody, const Context& known) {
                                             return AddAlternate(custody, add, guardians, day, known);
                                           });
    if (!added) return tl::unexpected<Error>(added.error());
  }
  return Change(parts, call, request, request.student_id(), "",
                [&](const v1::FamilyPlan& before, const Context&) {
                  return Decide(before, request.adult_id(), request.confirm());
                });
}

// What the holder of a link asks for; nobody is signed in.
template <class Request, class Rule>
Result<v1::FamilyPlanView> ByLink(Parts& parts, const rpc::Call& call, const Request& request, Rule rule) {
  const auto code = ReadCode(request.code());
  if (!code) return tl::unexpected<Error>(code.error());
  auto plan = PlanOf(parts, code->student_id);
  if (!plan) return tl::unexpected<Error>(plan.error());
  const auto hashes = parts.sealer.blind_index().All(kSecretHash, code->secret);
  const auto* link = LinkOf(*plan, hashes, call.now);
  if (link == nullptr) return UnknownLink();
  const v1::FamilyLink held = *link;
  auto after = rule(code->student_id, held);
  if (!after) return tl::unexpected<Error>(after.error());
  return ViewOf(*after, held);
}

Result<v1::FamilyPlanView> Open(Parts& parts, const rpc::Call& call,
                                const v1::OpenFamilyPlanRequest& request) {
  return ByLink(parts, call, request, [&](const std::string& student_id, const v1::FamilyLink&) {
    return PlanOf(parts, student_id);
  });
}

// `decide`: (plan, link, context) -> event or refusal.
template <class Request, class Decide>
Result<v1::FamilyPlanView> ChangeByLink(Parts& parts, const rpc::Call& call, const Request& request,
                                        Decide decide) {
  return ByLink(parts, call, request, [&](const std::string& student_id, const v1::FamilyLink& link) {
    return Change(
        parts, call, request, student_id, link.guardian_id(),
        [&](const v1::FamilyPlan& plan, const Context& context) { return decide(plan, link, context); });
  });
}

Decision<v1::FamilyPlanEvent> WithdrawOwn(const v1::FamilyPlan& plan, const std::string& adult_id,
                                          const v1::FamilyLink& link) {
  const auto* adult = FindAdult(plan, adult_id);
  if (adult != nullptr && adult->proposed_by() != link.guardian_id())
    return Refuse(Code::kNotFound, "NO_SUCH_ADULT", "Check the adult's id.", "adult_id");
  return Withdraw(plan, adult_id);
}

}  // namespace

void ServeFamilyPlans(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.notification.v1.FamilyPlanService";
  server.Unary(service + ".IssueFamilyLink",
               [&parts](const rpc::Call& call, const v1::IssueFamilyLinkRequest& request) {
                 return Issue(parts, call, request);
               });
  server.Unary(
      service + ".RevokeFamilyLink",
      [&parts](const rpc::Call& call, const v1::RevokeFamilyLinkRequest& request) -> Result<v1::FamilyPlan> {
        if (auto student = IsStudent(parts, request); !student) return tl::unexpected<Error>(student.error());
        return Change(
            parts, call, request, request.student_id(), "",
            [&](const v1::FamilyPlan& plan, const Context&) { return RevokeLink(plan, request.link_id()); });
      });
  server.Unary(service + ".GetFamilyPlan",
               [&parts](const rpc::Call&, const v1::GetFamilyPlanRequest& request) -> Result<v1::FamilyPlan> {
                 if (auto student = IsStudent(parts, request); !student)
                   return tl::unexpected<Error>(student.error());
                 return PlanOf(parts, request.student_id());
               });
  server.Unary(service + ".DecideProposal",
               [&parts](const rpc::Call& call, const v1::DecideProposalRequest& request) {
                 return DecideProposal(parts, call, request);
               });
  server.Unary(service + ".OpenFamilyPlan",
               [&parts](const rpc::Call& call, const v1::OpenFamilyPlanRequest& request) {
                 return Open(parts, call, request);
               });
  server.Unary(service + ".ProposeAdult", [&parts](const rpc::Call& call,
                                                   const v1::ProposeAdultRequest& request) {
    return ChangeByLink(parts, call, request,
                        [&](const v1::FamilyPlan& plan, const v1::FamilyLink& link, const Context& context) {
                          return Propose(plan, request, link.guardian_id(), context);
                        });
  });
  server.Unary(
      service + ".WithdrawAdult", [&parts](const rpc::Call& call, const v1::WithdrawAdultRequest& request) {
        return ChangeByLink(parts, call, request,
                            [&](const v1::FamilyPlan& plan, const v1::FamilyLink& link, const Context&) {
                              return WithdrawOwn(plan, request.adult_id(), link);
                            });
      });
  server.Unary(service + ".ReviewFamilyPlan",
               [&parts](const rpc::Call& call, const v1::ReviewFamilyPlanRequest& request) {
                 return ChangeByLink(parts, call, request,
                                     [](const v1::FamilyPlan&, const v1::FamilyLink&,
                                        const Context&) -> Decision<v1::FamilyPlanEvent> {
                                       v1::FamilyPlanEvent event;
                                       event.mutable_reviewed();
                                       return event;
                                     });
               });
}

}  // namespace watchbell::notification

#include "common/record/routes.hpp"
#include "services/notification/api/api.hpp"

namespace watchbell::notification {
namespace {

constexpr std::chrono::seconds kPatience{2};  // a replica that has just started is still reading

// What stands in the directory about a student of the request's school.
struct Family {
  v1::Person student;
  Guardians guardians;
};

template <class Request>
Result<Family> FamilyOf(Parts& parts, const Request& request) {
  if (!parts.directory.AwaitReady(kPatience)) {
    return Fail(Code::kUnavailable, "DIRECTORY_LOADING",
                "The directory is still being read; try again in a moment.");
  }
  auto student = parts.directory.Student(request.school(), request.student_id());
  if (!student) {
    return Fail(Code::kNotFound, "NO_SUCH_STUDENT", "Check the student's id and school.", "student_id");
  }
  return Family{std::move(*student), parts.directory.GuardiansOf(request.student_id())};
}

// A change of a student's custody, which is kept for the district: a bar moves with the student.
template <class Request>
Result<v1::Custody> Change(Parts& parts, const rpc::Call& call, const Request& request,
                           const ledger::Ledger<Custodies>::Decide& decide) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto recorded =
      parts.custodies.Run(std::string{names::kDistrict}, CustodyIdOf(request.student_id()), *context, decide);
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

template <class Request, class Rule>
Result<v1::Custody> ChangeAlternates(Parts& parts, const rpc::Call& call, const Request& request, Rule rule) {
  const auto family = FamilyOf(parts, request);
  if (!family) return tl::unexpected<Error>(family.error());
  const auto day = IsoDate(parts.zone.DateOf(call.now));
  return Change(parts, call, request, [&](const v1::Custody& custody, const Context& context) {
    return rule(custody, request, family->guardians, day, context);
  });
}

Result<v1::Custody> BarAdult(Parts& parts, const rpc::Call& call, const v1::BarAdultRequest& request) {
  const auto family = FamilyOf(parts, request);
  if (!family) return tl::unexpected<Error>(family.error());
  const auto known = parts.directory.Person(request.adult().person_id());
  if (!known && !request.adult().person_id().empty()) {
    return Fail(Code::kNotFound, "NO_SUCH_PERSON", "Check the id, or give a name instead.",
                "adult.person_id");
  }
  return Change(parts, call, request, [&](const v1::Custody& custody, const Context& context) {
    return Bar(custody, request, known ? &*known : nullptr, context);
  });
}

Result<v1::Custody> LiftBarOf(Parts& parts, const rpc::Call& call, const v1::LiftBarRequest& request) {
  const auto family = FamilyOf(parts, request);
  if (!family) return tl::unexpected<Error>(family.error());
  return Change(parts, call, request, [&](const v1::Custody& custody, const Context& context) {
    return LiftBar(custody, request, context);
  });
}

// What is on record of the student; nothing at all is a record too.
template <class Request>
Result<v1::Custody> CustodyOf(Parts& parts, const Request& request) {
  auto custody = Read(parts.custodies, std::string{names::kDistrict}, CustodyIdOf(request.student_id()));
  if (custody || custody.error().code != Code::kNotFound) return custody;
  v1::Custody none;
  none.set_id(CustodyIdOf(request.student_id()));
  none.set_student_id(request.student_id());
  return none;
}

Result<v1::Custody> GetCustody(Parts& parts, const v1::GetCustodyRequest& request) {
  const auto family = FamilyOf(parts, request);
  if (!family) return tl::unexpected<Error>(family.error());
  return CustodyOf(parts, request);
}

Result<v1::CheckReleaseResponse> Check(Parts& parts, const v1::CheckReleaseRequest& request) {
  if (!IsDay(request.day())) {
    return Fail(Code::kInvalidArgument, "DAY_MALFORMED", "Give the school's day, YYYY-MM-DD.", "day");
  }
  const auto family = FamilyOf(parts, request);
  if (!family) return tl::unexpected<Error>(family.error());
  const auto custody = CustodyOf(parts, request);
  if (!custody) return tl::unexpected<Error>(custody.error());
  return CheckRelease(*custody, family->guardians, request);
}

}  // namespace

void ServeCustody(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.notification.v1.CustodyService";
  server.Unary(service + ".SetCustody",
               [&parts](const rpc::Call& call, const v1::SetCustodyRequest& request) {
                 return ChangeAlternates(parts, call, request, SetAlternates);
               });
  server.Unary(service + ".AddAuthorisedAdult",
               [&parts](const rpc::Call& call, const v1::AddAuthorisedAdultRequest& request) {
                 return ChangeAlternates(parts, call, request, AddAlternate);
               });
  server.Unary(service + ".BarAdult", [&parts](const rpc::Call& call, const v1::BarAdultRequest& request) {
    return BarAdult(parts, call, request);
  });
  server.Unary(service + ".LiftBar", [&parts](const rpc::Call& call, const v1::LiftBarRequest& request) {
    return LiftBarOf(parts, call, request);
  });
  server.Unary(service + ".GetCustody", [&parts](const rpc::Call&, const v1::GetCustodyRequest& request) {
    return GetCustody(parts, request);
  });
  server.Unary(service + ".CheckRelease", [&parts](const rpc::Call&, const v1::CheckReleaseRequest& request) {
    return Check(parts, request);
  });
}

}  // namespace watchbell::notification

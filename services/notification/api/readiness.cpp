#include <algorithm>
#include <map>

#include "common/record/routes.hpp"
#include "services/notification/api/message_parts.hpp"
#include "services/notification/domain/levels.hpp"
#include "services/notification/domain/messages/delivery_figures.hpp"

namespace watchbell::notification {
namespace {

constexpr std::chrono::hours kFatigueSpan{30 * 24};
constexpr std::chrono::hours kHealthSpan{24};

v1::UnreachablePerson PersonOf(const AudienceDirectory& directory, const v1::Delivery& delivery) {
  v1::UnreachablePerson unreachable;
  unreachable.set_person_id(delivery.person_id());
  *unreachable.mutable_attempts() = delivery.attempts();
  if (const auto person = directory.Person(delivery.person_id())) {
    unreachable.set_given_name(person->given_name());
    unreachable.set_family_name(person->family_name());
    for (const auto& point : person->contact_points())
      if (point.has_stopped_at()) unreachable.add_stopped(point.channel());
  }
  return unreachable;
}

// By household; who belongs to none is one of their own.
class Households {
 public:
  Households(const AudienceDirectory& directory, const std::string& school) : directory_(directory) {
    for (auto& household : directory.HouseholdsAt(school)) students_[household.id] = household.student_ids;
  }
  void Add(const v1::Delivery& delivery) {
    auto household = directory_.HouseholdOf(delivery.person_id());
    if (household.empty()) household = delivery.person_id();
    auto person = PersonOf(directory_, delivery);
    if (!Reached(delivery)) {
      households_[household].unreachable.push_back(std::move(person));
      return;
    }
    reached_.insert(household);
    if (!person.stopped().empty()) households_[household].stopped.push_back(std::move(person));
  }
  void FillIn(v1::ListUnreachableResponse& response) {
    for (auto& [id, flagged] : households_) {
      auto& household = *response.add_households();
      for (auto& student : students_[id]) household.add_student_ids(student);
      for (auto& person : flagged.unreachable) *household.add_people() = std::move(person);
      for (auto& person : flagged.stopped) *household.add_stopped() = std::move(person);
      household.set_nobody_reached(!reached_.contains(id));
    }
  }

 private:
  struct Flagged {
    std::vector<v1::UnreachablePerson> unreachable, stopped;
  };
  const AudienceDirectory& directory_;
  std::map<std::string, std::vector<std::string>> students_;
  std::map<std::string, Flagged> households_;
  std::set<std::string> reached_;
};

Result<v1::ListUnreachableResponse> Unreachable(const MessageParts& parts,
                                                const v1::ListUnreachableRequest& request) {
  const auto test = Read(parts.ledgers.contact_tests, request.school(), ContactTestIdOf(request.school()));
  if (test ? test->last_run_id().empty() : test.error().code == Code::kNotFound)
    return Fail(Code::kNotFound, "NOT_TESTED_YET", "No contact test has been made here: start one first.");
  if (!test) return tl::unexpected<Error>(test.error());
  const auto notices = parts.desk.deliveries().About(test->last_run_id());
  if (!notices) return tl::unexpected<Error>(notices.error());
  v1::ListUnreachableResponse response;
  Households households(parts.directory, request.school());
  int reached = 0;
  int recipients = 0;
  const auto complete =
      parts.desk.deliveries().EachOf(*notices, [&](const v1::Notice&, const v1::DeliveryBatch& batch) {
        for (const auto& delivery : batch.deliveries()) {
          ++recipients;
          if (Reached(delivery)) ++reached;
          households.Add(delivery);
        }
      });
  if (!complete) return tl::unexpected<Error>(complete.error());
  response.set_recipients(recipients);
  response.set_reached(reached);
  response.set_complete(*complete && !notices->empty());
  households.FillIn(response);
  return response;
}

Result<v1::GetFatigueReportResponse> Fatigue(const MessageParts& parts, const rpc::Call& call,
                                             const v1::GetFatigueReportRequest& request) {
  const auto notices = parts.desk.deliveries().Since(request.school(), call.now - kFatigueSpan);
  if (!notices) return tl::unexpected<Error>(notices.error());
  FatigueFigures figures;
  for (const auto& notice : *notices) figures.Add(notice);
  const auto walked = parts.desk.deliveries().EachOf(
      *notices,
      [&](const v1::Notice& notice, const v1::DeliveryBatch& batch) { figures.Add(notice, batch); });
  if (!walked) return tl::unexpected<Error>(walked.error());
  return figures.Report();
}

Result<v1::GetChannelHealthResponse> Health(const MessageParts& parts, const rpc::Call& call,
                                            const v1::GetChannelHealthRequest& request) {
  const auto notices = parts.desk.deliveries().Since(request.school(), call.now - kHealthSpan);
  if (!notices) return tl::unexpected<Error>(notices.error());
  ChannelFigures figures;
  const auto walked = parts.desk.deliveries().EachOf(
      *notices, [&](const v1::Notice&, const v1::DeliveryBatch& batch) { figures.Add(batch); });
  if (!walked) return tl::unexpected<Error>(walked.error());
  return figures.Report();
}

}  // namespace

void ServeReadiness(rpc::Server& server, const MessageParts& parts) {
  const std::string service = "watchbell.notification.v1.ReadinessService.";
  server.Unary(service + "PlanContactTests",
               [&parts](const rpc::Call& call, const v1::PlanContactTestsRequest& request) {
                 return Answer(parts.ledgers.contact_tests, call, request, ContactTestIdOf(request.school()),
                               [&](const v1::ContactTest& test, const Context& context) {
                                 return Plan(test, request, parts.desk.zone(), context);
                               });
               });
  server.Unary(service + "StartContactTest",
               [&parts](const rpc::Call& call, const v1::StartContactTestRequest& request) {
                 return Answer(parts.ledgers.contact_tests, call, request, ContactTestIdOf(request.school()),
                               [&](const v1::ContactTest& test, const Context& context) {
                                 return Start(test, request, context);
                               });
               });
  server.Unary(
      service + "GetContactTest", [&parts](const rpc::Call&, const v1::GetContactTestRequest& request) {
        return Read(parts.ledgers.contact_tests, request.school(), ContactTestIdOf(request.school()));
      });
  server.Unary(service + "ListUnreachable",
               [&parts](const rpc::Call&, const v1::ListUnreachableRequest& request) {
                 return Unreachable(parts, request);
               });
  server.Unary(service + "GetFatigueReport",
               [&parts](const rpc::Call& call, const v1::GetFatigueReportRequest& request) {
                 return Fatigue(parts, call, request);
               });
  server.Unary(service + "GetChannelHealth",
               [&parts](const rpc::Call& call, const v1::GetChannelHealthRequest& request) {
                 return Health(parts, call, request);
               });
}

}  // namespace watchbell::notification

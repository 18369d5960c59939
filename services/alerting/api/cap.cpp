#include <algorithm>

#include "common/record/routes.hpp"
#include "services/alerting/adapters/cap_reader.hpp"
#include "services/alerting/adapters/cap_sources.hpp"
#include "services/alerting/adapters/cap_writer.hpp"
#include "services/alerting/api/api.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"
#include "watchbell/alerting/v1/cap_service.pb.h"
#include "watchbell/common/v1/document.pb.h"

namespace watchbell::alerting {
namespace {

constexpr int kFeedMax = 50;
constexpr int kFeedSchoolsMax = 50;

Result<std::vector<v1::CapPartner>> Partners(Parts& parts) {
  auto partners = parts.cap_partners.List("cap-partners", cap::kPartnersMax, "");
  if (!partners) return tl::unexpected<Error>(partners.error());
  return std::move(partners->states);
}

Result<common::v1::Document> GetDocument(Parts& parts, const rpc::Call& call,
                                         const v1::GetCapDocumentRequest& request) {
  const auto message = Read(parts.cap_messages, request.school(), request.message_id());
  if (!message) return tl::unexpected<Error>(message.error());
  if (cap::IsPrivate(*message)) {
    const auto partners = Partners(parts);
    if (!partners) return tl::unexpected<Error>(partners.error());
    if (!cap::MayRead(*partners, call.caller.person_id, *message))
      return Fail(Code::kNotFound, "NOT_FOUND", "Check the document's id and its school.", "message_id");
  }
  auto bytes = CapBytes(parts.cap_signer.get(), cap::Whole(*message));
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  common::v1::Document document;
  document.set_media_type(kCapMediaType);
  document.set_content(std::move(*bytes));
  return document;
}

// The lists of one feed that together hold what the caller may read: one for the district, else one for each
// school.
std::vector<std::string> IndexesFor(const Parts& parts, const identity::Caller& caller,
                                    const std::string& feed) {
  std::vector<std::string> indexes;
  for (const auto& grant : caller.grants) {
    if (!parts.roles.May(caller, grant.school, "cap.read")) continue;
    if (grant.school == names::kDistrict) return {feed};
    const auto index = feed + ":" + grant.school;
    const bool known = std::find(indexes.begin(), indexes.end(), index) != indexes.end();
    if (!known && indexes.size() < kFeedSchoolsMax) indexes.push_back(index);
  }
  return indexes;
}

Result<common::v1::Document> GetFeed(Parts& parts, const rpc::Call& call) {
  const auto partners = Partners(parts);
  if (!partners) return tl::unexpected<Error>(partners.error());
  auto indexes = IndexesFor(parts, call.caller, cap::kFeed);
  const bool addressee = cap::IsReader(*partners, call.caller.person_id);
  const auto own = addressee ? IndexesFor(parts, call.caller, cap::kPrivateFeed) : std::vector<std::string>{};
  indexes.insert(indexes.end(), own.begin(), own.end());
  std::vector<v1::CapMessage> messages;
  for (const auto& index : indexes) {
    auto page = parts.cap_messages.List(index, kFeedMax, "", true);
    if (!page) return tl::unexpected<Error>(page.error());
    std::copy_if(page->states.begin(), page->states.end(), std::back_inserter(messages),
                 [&](const v1::CapMessage& message) {
                   return cap::MayRead(*partners, call.caller.person_id, message);
                 });
  }
  const auto sent = [](const v1::CapMessage& message) {
    return cap::FromCapTime(message.alert().sent()).value_or(TimePoint{});
  };
  std::stable_sort(messages.begin(), messages.end(),
                   [&](const auto& one, const auto& other) { return sent(one) > sent(other); });
  if (messages.size() > kFeedMax) messages.resize(kFeedMax);
  common::v1::Document document;
  document.set_media_type(kAtomMediaType);
  document.set_content(CapFeed(messages, parts.cap, call.now));
  return document;
}

Result<v1::CapMessage> PublishTest(Parts& parts, const rpc::Call& call,
                                   const v1::PublishCapTestRequest& request) {
  const auto message = cap::TestMessage(request.request_id(), request.school(), call.now, parts.cap);
  return Answer(parts.cap_messages, call, request, message.id(),
                [&](const v1::CapMessage& state, const Context&) { return cap::Publish(state, message); },
                {.likely_new = true});
}

Result<v1::CapMessage> PublishSwatting(Parts& parts, const rpc::Call& call,
                                       const v1::PublishSwattingRequest& request) {
  const auto incident = parts.incidents.Get(request.school(), request.incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  if (!IsOpen(incident->state))
    return Fail(Code::kFailedPrecondition, kIncidentClosed, "It is over; cancel or release says so itself.",
                "incident_id");
  const auto history = HistoryOf(parts.host.bus(), parts.host.sealer(),
                                 parts.incidents.KeyOf(request.school(), incident->id), incident->sequence);
  if (!history) return tl::unexpected<Error>(history.error());
  const auto message = cap::UpdateOf(*history, cap::SwattingOf(incident->state, call.now), parts.cap);
  if (!message)
    return Fail(Code::kFailedPrecondition, "NOTHING_PUBLISHED", "Partners do not know of it.", "incident_id");
  return Answer(parts.cap_messages, call, request, message->id(),
                [&](const v1::CapMessage& state, const Context&) { return cap::Publish(state, *message); });
}

// Advice that is already here and refers to the document with this id: neither can come first.
Status RefuseCircle(Parts& parts, const std::string& school, const v1::CapAlert& alert,
                    const std::string& id) {
  for (const auto& reference : alert.references()) {
    const auto earlier = Read(parts.cap_advice, school, cap::AdviceId(school, reference));
    if (!earlier && earlier.error().code != Code::kNotFound) return tl::unexpected<Error>(earlier.error());
    if (earlier &&
        std::find(earlier->replaces().begin(), earlier->replaces().end(), id) != earlier->replaces().end()) {
      return Fail(Code::kInvalidArgument, "CAP_CIRCULAR",
                  "Refer only to documents that do not refer to this one.", "references");
    }
  }
  return {};
}

// Only its own sender takes a document back.
Result<int> WithdrawEarlier(Parts& parts, const v1::CapAlert& alert, const std::string& school,
                            const Context& context) {
  int withdrawn = 0;
  for (const auto& reference : alert.references()) {
    if (reference.sender() != alert.sender()) continue;
    const auto id = cap::AdviceId(school, reference);
    Context own = context;
    own.request_id = id::Derive("withdraw", context.request_id + id);
    const auto recorded =
        parts.cap_advice.Run(school, id, own, [&](const v1::CapAdvice& state, const Context&) {
          return cap::Withdraw(state, id, school, alert.identifier());
        });
    if (!recorded) return tl::unexpected<Error>(recorded.error());
    ++withdrawn;
  }
  return withdrawn;
}

Result<v1::ReceiveCapResponse> Receive(Parts& parts, const rpc::Call& call,
                                       const v1::ReceiveCapRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  const auto reading = ReadCap(request.document());
  if (!reading) return tl::unexpected<Error>(reading.error());
  if (!reading->problems.empty()) return tl::unexpected<Error>(RefusalOf(reading->problems));
  const auto& alert = reading->alert;
  v1::ReceiveCapResponse response;
  const bool says_something =
      alert.status() == "Actual" && (alert.msg_type() == "Alert" || alert.msg_type() == "Update");
  if (says_something) {
    const auto advice = cap::AdviceOf(alert, request.school(), parts.cap.languages.front(), call.now);
    if (!advice) return tl::unexpected<Error>(advice.error());
    if (const auto straight = RefuseCircle(parts, request.school(), alert, advice->id()); !straight)
      return tl::unexpected<Error>(straight.error());
    auto recorded = parts.cap_advice.Run(
        request.school(), advice->id(), *context,
        [&](const v1::CapAdvice& state, const Context&) { return cap::Receive(state, *advice); });
    if (!recorded) return tl::unexpected<Error>(recorded.error());
    *response.mutable_advice() = std::move(recorded->state);
  }
  if (alert.status() == "Actual" && (alert.msg_type() == "Update" || alert.msg_type() == "Cancel")) {
    const auto withdrawn = WithdrawEarlier(parts, alert, request.school(), *context);
    if (!withdrawn) return tl::unexpected<Error>(withdrawn.error());
    response.set_withdrawn(*withdrawn);
  }
  auto receipt =
      CapBytes(parts.cap_signer.get(), cap::ReceiptOf(alert, request.request_id(), call.now, parts.cap));
  if (!receipt) return tl::unexpected<Error>(receipt.error());
  response.set_receipt(std::move(*receipt));
  return response;
}

Decision<v1::CapAdviceEvent> DecideAdvice(const v1::CapAdvice& advice,
                                          const v1::DecideCapAdviceRequest& request, const Context& context) {
  return cap::Decide(advice, request.taken(), context);
}

}  // namespace

void ServeCap(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.CapService";
  server.Unary(service + ".GetCapFeed", [&parts](const rpc::Call& call, const v1::GetCapFeedRequest&) {
    return GetFeed(parts, call);
  });
  server.Unary(service + ".GetCapDocument",
               [&parts](const rpc::Call& call, const v1::GetCapDocumentRequest& request) {
                 return GetDocument(parts, call, request);
               });
  server.Unary(service + ".PublishCapTest",
               [&parts](const rpc::Call& call, const v1::PublishCapTestRequest& request) {
                 return PublishTest(parts, call, request);
               });
  server.Unary(service + ".PublishSwatting",
               [&parts](const rpc::Call& call, const v1::PublishSwattingRequest& request) {
                 return PublishSwatting(parts, call, request);
               });
  server.Unary(service + ".ReceiveCap",
               [&parts](const rpc::Call& call, const v1::ReceiveCapRequest& request) {
                 return Receive(parts, call, request);
               });
  Routes<cap::CapAdvices> advice(server, parts.cap_advice, service);
  advice.List<v1::ListCapAdviceRequest>(
      "ListCapAdvice", &v1::ListCapAdviceResponse::add_advice,
      [](const auto& request) { return "advice:" + request.school(); }, true);
  advice.Change("DecideCapAdvice", &v1::DecideCapAdviceRequest::advice_id, DecideAdvice);
}

}  // namespace watchbell::alerting

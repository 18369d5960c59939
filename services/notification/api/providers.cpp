// What providers tell us: what became of a message, which mail came back. And what anybody may read. What
// people text: texts.cpp.
#include "common/id/id.hpp"
#include "services/notification/adapters/report_key.hpp"
#include "services/notification/api/provider_forms.hpp"
#include "services/notification/channels/bounce.hpp"
#include "services/notification/channels/twilio.hpp"
#include "watchbell/notification/v1/provider_service.pb.h"

namespace watchbell::notification {
namespace {

using common::v1::Document;

constexpr int kFeedEntries = 20;
Context ContextOf(const rpc::Call& call, std::string_view what, std::string_view id) {
  return {.now = call.now, .request_id = id::Derive(what, id), .traceparent = call.traceparent};
}

// A key was pressed on the telephone.
Status NoteAcknowledgement(Parts& parts, const v1::DeliveryBatch& identity, const std::string& person_id,
                           const Context& context) {
  const auto recorded = parts.batches.Run(identity.school(), identity.id(), context,
                                          [&](const v1::DeliveryBatch& batch, const Context&) {
                                            return Acknowledge(batch, identity, person_id);
                                          });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return {};
}

Status NoteReport(Parts& parts, const v1::DeliveryBatch& identity, const std::string& person_id,
                  const v1::Attempt& attempt, const Context& context) {
  const auto recorded = parts.batches.Run(identity.school(), identity.id(), context,
                                          [&](const v1::DeliveryBatch& batch, const Context&) {
                                            return Report(batch, identity, person_id, attempt);
                                          });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  const auto& batch = recorded->state;
  if (!batch.delivered() || attempt.state() == v1::Attempt::STATE_DELIVERED) return {};
  const auto notice = parts.notices.Get(batch.school(), batch.notice_id());
  if (!notice) return tl::unexpected<Error>(notice.error());
  parts.announcer.LookAgain(notice->state, batch.ordinal(), context.request_id);
  return {};
}

v1::DeliveryBatch IdentityOf(const std::string& school, const std::string& batch_id) {
  v1::DeliveryBatch identity;
  identity.set_school(school);
  identity.set_id(batch_id);
  return identity;
}

Result<Document> ReportDelivery(Parts& parts, const rpc::Call& call,
                                const v1::ReportDeliveryRequest& request) {
  const auto path = "/provider/" + request.provider() + "/status/" + request.school() + "/" +
                    request.batch_id() + "/" + request.key();
  const auto signature = HeaderOf(request.headers(), "x-twilio-signature");
  const auto form = parts.providers.OpenForm(request.provider(), path, request.body(), signature);
  if (!form) return NotTheirs();
  const auto reported = ParseReportKey(request.key());
  if (!reported) {
    return Fail(Code::kNotFound, "NOT_A_RECIPIENT", "Report to the address that was given.", "key");
  }
  const auto identity = IdentityOf(request.school(), request.batch_id());
  const auto context = ContextOf(call, "report" + request.key(), signature);
  Status noted;
  auto attempt = channels::TwilioStatus(*form);
  if (!FieldOf(*form, "Digits").empty()) {
    noted = NoteAcknowledgement(parts, identity, reported->person_id, context);
  } else if (attempt.state() != v1::Attempt::STATE_UNSPECIFIED) {
    attempt.set_channel(reported->channel);
    attempt.set_provider(request.provider());
    noted = NoteReport(parts, identity, reported->person_id, attempt, context);
  }
  if (!noted) return tl::unexpected<Error>(noted.error());
  return Xml(kNothingToSay);
}

Result<Document> ReportBounce(Parts& parts, const rpc::Call& call, const v1::ReportBounceRequest& request) {
  std::map<std::string, std::string> headers;
  for (const auto& [name, value] : request.headers()) headers[name] = value;
  if (!parts.providers.IsBounce(request.provider(), request.body(), headers, call.now)) return NotTheirs();
  const auto bounce = channels::ParseBounce(request.body());
  if (!bounce) return Xml("", "text/plain");
  const auto school_end = bounce->report.find('/');
  const auto batch_end = bounce->report.rfind('/');
  const auto identity = IdentityOf(bounce->report.substr(0, school_end),
                                   bounce->report.substr(school_end + 1, batch_end - school_end - 1));
  const auto reported = ParseReportKey(bounce->report.substr(batch_end + 1));
  if (!reported || !id::IsUuid(identity.id())) return Xml("", "text/plain");
  auto attempt = bounce->attempt;
  attempt.set_provider(request.provider());
  const auto noted = NoteReport(parts, identity, reported->person_id, attempt,
                                ContextOf(call, "bounce", HeaderOf(request.headers(), "webhook-id")));
  if (!noted) return tl::unexpected<Error>(noted.error());
  return Xml("", "text/plain");
}

Result<Document> GetPublicFeed(Parts& parts, const rpc::Call& call, const v1::GetPublicFeedRequest& request) {
  if (!parts.providers.public_feed()) {
    return Fail(Code::kNotFound, "NO_FEED", "This district publishes no feed.");
  }
  const auto page = parts.notices.List("published:" + request.school(), kFeedEntries, "", true);
  if (!page) return tl::unexpected<Error>(page.error());
  auto updated = ToRfc3339(call.now);
  if (!page->states.empty()) updated = ToRfc3339(FromProto(page->states.front().issued_at()));
  std::string feed =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "
      "xmlns=\"http://www.w3.org/2005/Atom\"><id>urn:watchbell:" +
      Escaped(request.school()) + "</id><title>" + Escaped(request.school()) + "</title><updated>" + updated +
      "</updated>";
  for (const auto& notice : page->states) {
    const auto text = parts.courier.TextOf(notice, "en");
    if (!text) return tl::unexpected<Error>(text.error());
    feed += "<entry><id>urn:uuid:" + notice.id() + "</id><title>" + Escaped(text->subject) +
            "</title><updated>" + ToRfc3339(FromProto(notice.issued_at())) +
            "</updated><content type=\"text\">" + Escaped(text->body) + "</content></entry>";
  }
  return Xml(feed + "</feed>\n", "application/atom+xml");
}

}  // namespace

std::string FieldOf(const std::map<std::string, std::string>& form, const char* name) {
  const auto known = form.find(name);
  return known == form.end() ? std::string{} : known->second;
}

std::string HeaderOf(const google::protobuf::Map<std::string, std::string>& headers, const char* name) {
  const auto known = headers.find(name);
  return known == headers.end() ? std::string{} : known->second;
}

tl::unexpected<Error> NotTheirs() {
  return Fail(Code::kUnauthenticated, "SIGNATURE_INVALID", "Sign it as the provider that it comes from.",
              "headers");
}

common::v1::Document Xml(std::string content, const char* type) {
  common::v1::Document document;
  document.set_media_type(type);
  document.set_content(std::move(content));
  return document;
}

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      default: escaped.push_back(c);
    }
  }
  return escaped;
}

void ServeProviders(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.notification.v1.ProviderService";
  server.Unary(service + ".ReportDelivery",
               [&parts](const rpc::Call& call, const v1::ReportDeliveryRequest& request) {
                 return ReportDelivery(parts, call, request);
               });
  server.Unary(service + ".ReportBounce",
               [&parts](const rpc::Call& call, const v1::ReportBounceRequest& request) {
                 return ReportBounce(parts, call, request);
               });
  server.Unary(service + ".GetPublicFeed",
               [&parts](const rpc::Call& call, const v1::GetPublicFeedRequest& request) {
                 return GetPublicFeed(parts, call, request);
               });
}

}  // namespace watchbell::notification

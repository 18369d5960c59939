#include "services/alerting/adapters/police_lines.hpp"

#include <nlohmann/json.hpp>

#include "common/id/id.hpp"

namespace watchbell::alerting {
namespace {

using v1::DispatchAttempt;

constexpr std::chrono::milliseconds kConnectTimeout{2'000};
constexpr std::chrono::milliseconds kSendTimeout{5'000};

bool IsAddress(const std::string& url) { return url.starts_with("http://") || url.starts_with("https://"); }

std::string BodyOf(const v1::Dispatch& dispatch, const char* type, TimePoint at) {
  const auto& report = dispatch.report();
  nlohmann::ordered_json data{
      {"dispatch_id", dispatch.id()},
      {"line", v1::Dispatch::Line_Name(dispatch.line())},
      {"cause", v1::Dispatch::Cause_Name(dispatch.cause())},
      {"school", dispatch.school()},
      {"school_name", report.school_name()},
      {"address", report.address()},
      {"telephone", report.telephone()},
      {"reported_at",
       ToRfc3339(FromProto(report.has_reported_at() ? report.reported_at() : dispatch.requested_at()))}};
  if (report.action() != v1::ACTION_UNSPECIFIED) data["action"] = v1::Action_Name(report.action());
  if (!report.hazard().empty()) data["hazard"] = report.hazard();
  if (!report.place().empty()) data["place"] = report.place();
  if (!report.text().empty()) data["text"] = report.text();
  const nlohmann::ordered_json body{{"type", type}, {"timestamp", ToRfc3339(at)}, {"data", data}};
  return body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

std::optional<LineMessage> LineMessage::Of(const v1::DispatchEvent& event) {
  const auto& dispatch = event.dispatch();
  if (dispatch.id().empty()) return std::nullopt;
  const auto at = FromProto(event.meta().at());
  if (event.has_withdrawn()) {
    return LineMessage(dispatch.line(), id::Derive("withdrawn", dispatch.id()),
                       BodyOf(dispatch, "dispatch.withdrawn", at));
  }
  if (event.has_place_learned()) {
    return LineMessage(dispatch.line(), id::Derive("updated " + ToRfc3339(at), dispatch.id()),
                       BodyOf(dispatch, "dispatch.updated", at));
  }
  if (AttemptOf(event) == 0 || !IsWaiting(dispatch)) return std::nullopt;
  return LineMessage(dispatch.line(), dispatch.id(), BodyOf(dispatch, "dispatch.requested", at));
}

Result<std::unique_ptr<PoliceLines>> PoliceLines::Open(const PoliceLinesOptions& options) {
  for (const auto* url : {&options.url_911, &options.url_police}) {
    if (!url->empty() && !IsAddress(*url))
      return Fail(Code::kInvalidArgument, "DISPATCH_URL_INVALID", "Use an http:// or https:// address.",
                  "dispatch-911");
  }
  std::optional<WebhookSecret> known;
  if (!options.url_911.empty() || !options.url_police.empty()) {
    auto secret = WebhookSecret::Parse(options.secret);
    if (!secret) return tl::unexpected<Error>(secret.error());
    known = std::move(*secret);
  }
  return std::unique_ptr<PoliceLines>(new PoliceLines(options, std::move(known)));
}

PoliceLines::PoliceLines(PoliceLinesOptions options, std::optional<WebhookSecret> secret)
    : options_(std::move(options)),
      secret_(std::move(secret)),
      // The operator typed the addresses; a district's dispatch may well be inside its own network.
      sender_({.connect_timeout = kConnectTimeout,
               .timeout = kSendTimeout,
               .plain_allowed = true,
               .inside_allowed = true}) {}

DispatchAttempt::Outcome OutcomeOf(const http::Answer& answer) {
  if (answer.Accepted()) return DispatchAttempt::OUTCOME_ACCEPTED;
  return answer.status != 0 ? DispatchAttempt::OUTCOME_REFUSED : DispatchAttempt::OUTCOME_UNREACHABLE;
}

DispatchAttempt::Outcome PoliceLines::Send(const LineMessage& message, TimePoint now) {
  const auto& url =
      message.line() == v1::Dispatch::LINE_EMERGENCY_911 ? options_.url_911 : options_.url_police;
  if (url.empty() || !secret_) return DispatchAttempt::OUTCOME_NO_LINE;
  http::Request request{
      .url = url, .headers = secret_->Headers(message.id(), now, message.body()), .body = message.body()};
  request.headers.emplace_back("Content-Type: application/json");
  return OutcomeOf(sender_.PostAndWait(std::move(request)));
}

bool PoliceLines::IsTheirs(const v1::AnswerDispatchRequest& answer, TimePoint now) const {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  if (!secret_ || answer.timestamp() < seconds - kAnswerClockSkewMax.count() ||
      answer.timestamp() > seconds + kAnswerClockSkewMax.count() || !id::IsUuid(answer.id()))
    return false;
  return secret_->Matches(answer.signature(), answer.id(), answer.timestamp(), answer.body());
}

}  // namespace watchbell::alerting

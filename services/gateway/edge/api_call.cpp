#include "services/gateway/edge/api_call.hpp"

#include <algorithm>

#include "common/rpc/status.hpp"
#include "common/telemetry/trace.hpp"
#include "services/gateway/connect/envelope.hpp"
#include "services/gateway/connect/error.hpp"
#include "services/gateway/limits/token_bucket.hpp"
#include "watchbell/common/v1/document.pb.h"

namespace watchbell::gateway {
namespace {

constexpr std::string_view kSelf = "gateway";
constexpr char kNoStore[] = "no-store";

bool IsPlain(std::string_view encoding) { return encoding.empty() || encoding == "identity"; }

Error Malformed(std::string reason, std::string remedy) {
  return {
      .code = Code::kInvalidArgument, .reason = std::move(reason), .field = {}, .remedy = std::move(remedy)};
}

// gRPC's own errors name addresses inside: callers hear what to do instead.
google::rpc::Status ForCaller(const google::rpc::Status& status) {
  if (status.code() == 0 || status.details_size() > 0) return status;
  const Code code = rpc::CodeOf(status.code());
  const char* remedy = code == Code::kUnavailable || code == Code::kDeadlineExceeded
                           ? "The service does not answer just now; ask again."
                           : "Report this to the operators.";
  return rpc::ToRpcStatus(
      {.code = code, .reason = "SERVICE_" + std::string{rpc::CodeName(code)}, .field = {}, .remedy = remedy});
}

}  // namespace

ApiCall::ApiCall(const connect::Route& route, connect::ContentType type,
                 std::shared_ptr<http::Exchange> exchange, std::shared_ptr<EdgeProbe> probe, Form form)
    : route_(route), type_(type), form_(form), exchange_(std::move(exchange)), probe_(std::move(probe)) {}

Status ApiCall::Read(http::Request request) {
  const auto version = request.Header("connect-protocol-version");
  if (!version.empty() && version != "1") {
    return tl::unexpected(Malformed("PROTOCOL_VERSION", "Speak version 1 of the Connect protocol."));
  }
  if (!IsPlain(request.Header("content-encoding")) || !IsPlain(request.Header("connect-content-encoding"))) {
    return watchbell::Fail(Code::kUnimplemented, "COMPRESSED", "Send the body uncompressed.");
  }
  auto timeout = connect::ParseTimeout(request.Header("connect-timeout-ms"));
  if (!timeout) return tl::unexpected(std::move(timeout.error()));
  timeout_ = *timeout;
  // What is open to anyone is traced anew: nothing ties a tip to the page that its sender had open.
  traceparent_ = trace::Child(route_.anyone ? std::string_view{} : request.Header("traceparent"));
  body_ = std::move(request.body);
  if (type_.streaming) {
    const auto message = connect::OnlyMessage(body_);
    if (!message) return tl::unexpected(message.error());
    body_ = std::string{*message};
  }
  return {};
}

void ApiCall::Refuse(const Error& error) { Fail(rpc::ToRpcStatus(error)); }

void ApiCall::Fail(const google::rpc::Status& status) {
  if (type_.streaming) {
    BeginStream();
    return EndStream(status);
  }
  probe_->Answered(route_, status.code(), std::chrono::steady_clock::now() - begun_);
  http::Response response{.status = connect::HttpStatus(status.code()),
                          .headers = {{"Content-Type", "application/json"}, {"Cache-Control", kNoStore}},
                          .body = connect::ErrorJson(status)};
  if (status.code() == static_cast<int>(Code::kResourceExhausted)) {
    response.headers.emplace_back("Retry-After", std::to_string(limits::kRetryAfter.count()));
  }
  exchange_->Respond(std::move(response));
}

rpc::CallOptions ApiCall::Options(const std::optional<Session>& session) const {
  rpc::CallOptions options;
  options.metadata.emplace(trace::kTraceHeader, traceparent_);
  if (session) {
    options.metadata.emplace(identity::kTokenHeader, "Bearer " + session->service_token);
    if (route_.backend == kSelf) options.metadata.emplace(kSessionMetadata, session->id);
  }
  const std::chrono::milliseconds least{1};  // zero would mean: for ever
  if (type_.streaming) {
    options.timeout = timeout_ ? std::max(*timeout_, least) : std::chrono::milliseconds{0};
  } else {
    options.timeout = std::clamp(timeout_.value_or(kTimeoutDefault), least, kTimeoutMax);
  }
  return options;
}

void ApiCall::Forward(const std::shared_ptr<rpc::Client>& backend, KnownSchools& schools,
                      const std::optional<Session>& session) {
  auto bytes = connect::ToProto(type_.encoding, *route_.method->input_type(), std::move(body_));
  if (!bytes) return Refuse(bytes.error());
  schools.Check(*route_.method, std::move(*bytes),
                [self = shared_from_this(), backend, session](Result<std::string> request) {
                  if (!request) return self->Refuse(request.error());
                  self->Send(*backend, std::move(*request), session);
                });
}

void ApiCall::Send(rpc::Client& backend, std::string request, const std::optional<Session>& session) {
  const auto options = Options(session);
  if (type_.streaming) return Stream(backend, std::move(request), options);
  backend.Call(*route_.method, std::move(request), options,
               [self = shared_from_this()](const rpc::Answer& answer) { self->Answer(answer); });
}

void ApiCall::Answer(const rpc::Answer& answer) {
  if (answer.status.code() != 0) return Fail(ForCaller(answer.status));
  if (form_ == Form::kDocument) return AnswerDocument(answer.body);
  auto body = connect::FromProto(type_.encoding, *route_.method->output_type(), answer.body);
  if (!body) return Refuse(body.error());
  probe_->Answered(route_, 0, std::chrono::steady_clock::now() - begun_);
  http::Response response{
      .status = 200,
      .headers = {{"Content-Type", std::string{connect::Name(type_)}}, {"Cache-Control", kNoStore}},
      .body = std::move(*body)};
  // Only the gateway's own services may set a cookie.
  const auto cookie = answer.metadata.find("set-cookie");
  if (cookie != answer.metadata.end() && route_.backend == kSelf) {
    response.headers.emplace_back("Set-Cookie", cookie->second);
  }
  exchange_->Respond(std::move(response));
}

void ApiCall::AnswerDocument(const std::string& bytes) {
  common::v1::Document document;
  if (!document.ParseFromString(bytes)) {
    return Refuse({Code::kInternal, "DOCUMENT_MALFORMED", {}, "Report this to the operators."});
  }
  probe_->Answered(route_, 0, std::chrono::steady_clock::now() - begun_);
  exchange_->Respond({.status = 200,
                      .headers = {{"Content-Type", document.media_type()}, {"Cache-Control", kNoStore}},
                      .body = std::move(*document.mutable_content())});
}

void ApiCall::BeginStream() {
  exchange_->Begin(
      {.status = 200,
       .headers = {{"Content-Type", std::string{connect::Name(type_)}}, {"Cache-Control", kNoStore}},
       .body = {}});
}

void ApiCall::EndStream(const google::rpc::Status& status) {
  probe_->Answered(route_, status.code(), std::chrono::steady_clock::now() - begun_);
  exchange_->End(connect::Enclose(connect::kEndStream, connect::EndStreamJson(status)));
}

void ApiCall::Stream(rpc::Client& backend, std::string bytes, const rpc::CallOptions& options) {
  BeginStream();
  const auto on_message = [self = shared_from_this()](std::string message) {
    const auto body =
        connect::FromProto(self->type_.encoding, *self->route_.method->output_type(), std::move(message));
    if (body && self->exchange_->Send(connect::Enclose(0, *body))) return;
    self->exchange_->End(connect::Enclose(
        connect::kEndStream,
        connect::EndStreamJson(rpc::ToRpcStatus(
            {Code::kResourceExhausted, "STREAM_TOO_SLOW", {}, "Subscribe again and read faster."}))));
  };
  const auto on_end = [self = shared_from_this()](const rpc::Answer& answer) {
    self->EndStream(ForCaller(answer.status));
  };
  auto active =
      backend.Stream(*route_.method, std::move(bytes), options, {.on_message = on_message, .on_end = on_end});
  // Held by the exchange: when the caller leaves, the call is cancelled.
  exchange_->OnGone([active = std::move(active)]() mutable { active.reset(); });
}

}  // namespace watchbell::gateway

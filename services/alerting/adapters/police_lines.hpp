// The lines of the police: what leaves for them, and whether an answer is theirs.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "common/http_out/sender.hpp"
#include "common/webhook/secret.hpp"
#include "services/alerting/domain/dispatch.hpp"

namespace watchbell::alerting {

// What a line is given. It is made of a dispatch alone, and a dispatch of a RealCause alone: there is no way
// from an incident, and so from a drill, to one of these.
class LineMessage {
 public:
  // Nothing: the event tells the line nothing.
  static std::optional<LineMessage> Of(const v1::DispatchEvent& event);

  v1::Dispatch::Line line() const { return line_; }
  // By which the line deduplicates: the same for every attempt of a call, and of what is told of it later.
  const std::string& id() const { return id_; }
  const std::string& body() const { return body_; }

 private:
  LineMessage(v1::Dispatch::Line line, std::string id, std::string body)
      : line_(line), id_(std::move(id)), body_(std::move(body)) {}
  v1::Dispatch::Line line_;
  std::string id_;
  std::string body_;
};

v1::DispatchAttempt::Outcome OutcomeOf(const http::Answer& answer);

struct PoliceLinesOptions {
  std::string url_911;  // empty: there is no such line
  std::string url_police;
  std::string secret;  // "whsec_..." of both; needed when there is one
};

// Thread-safe.
class PoliceLines {
 public:
  static Result<std::unique_ptr<PoliceLines>> Open(const PoliceLinesOptions& options);

  // Waits for the answer, at most 5 seconds.
  v1::DispatchAttempt::Outcome Send(const LineMessage& message, TimePoint now);
  // Whether the line itself signed this, just now.
  bool IsTheirs(const v1::AnswerDispatchRequest& answer, TimePoint now) const;

 private:
  PoliceLines(PoliceLinesOptions options, std::optional<WebhookSecret> secret);

  const PoliceLinesOptions options_;
  const std::optional<WebhookSecret> secret_;
  http::Sender sender_;
};

}  // namespace watchbell::alerting

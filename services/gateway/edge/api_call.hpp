// One call on its way through the edge: from a Connect request to a gRPC call, and from its answer to a
// Connect answer.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "common/rpc/client.hpp"
#include "services/gateway/connect/encoding.hpp"
#include "services/gateway/connect/route.hpp"
#include "services/gateway/edge/known_schools.hpp"
#include "services/gateway/edge/probe.hpp"
#include "services/gateway/http/message.hpp"
#include "services/gateway/session/sessions.hpp"

namespace watchbell::gateway {

inline constexpr std::chrono::milliseconds kTimeoutDefault{10000};
inline constexpr std::chrono::milliseconds kTimeoutMax{30000};  // unary calls

class ApiCall : public std::enable_shared_from_this<ApiCall> {
 public:
  // What a successful answer looks like: the RPC's message, or the file that it holds.
  enum class Form { kMessage, kDocument };
  ApiCall(const connect::Route& route, connect::ContentType type, std::shared_ptr<http::Exchange> exchange,
          std::shared_ptr<EdgeProbe> probe, Form form = Form::kMessage);

  // INVALID_ARGUMENT for headers or an envelope that the protocol does not know.
  Status Read(http::Request request);
  // Answers with an error of the gateway's own.
  void Refuse(const Error& error);
  // Asks the service, unless a school is unknown; the answer goes to the caller. `session` is empty for what
  // is open to anyone.
  void Forward(const std::shared_ptr<rpc::Client>& backend, KnownSchools& schools,
               const std::optional<Session>& session);

 private:
  void Send(rpc::Client& backend, std::string request, const std::optional<Session>& session);
  rpc::CallOptions Options(const std::optional<Session>& session) const;
  void Answer(const rpc::Answer& answer);
  void AnswerDocument(const std::string& bytes);
  void Fail(const google::rpc::Status& status);
  void Stream(rpc::Client& backend, std::string bytes, const rpc::CallOptions& options);
  void BeginStream();
  void EndStream(const google::rpc::Status& status);

  const connect::Route route_;
  const connect::ContentType type_;
  const Form form_;
  const std::shared_ptr<http::Exchange> exchange_;
  const std::shared_ptr<EdgeProbe> probe_;
  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::string body_;
  std::string traceparent_;
  std::optional<std::chrono::milliseconds> timeout_;
};

}  // namespace watchbell::gateway

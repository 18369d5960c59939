// A gRPC server made from descriptors: one generic path for every call of every service, in this order:
// deadline, size, parse, token, permission, worker lane, handler, redaction, metrics, one log line.
#pragma once

#include <google/protobuf/message.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "common/identity/caller.hpp"
#include "common/identity/token.hpp"
#include "common/result/result.hpp"
#include "common/rpc/tls.hpp"
#include "common/time/clock.hpp"

namespace prometheus {
class Registry;
}
namespace grpc {
class Channel;
}

namespace watchbell::rpc {

// What a handler knows of the call besides the request.
struct Call {
  identity::Caller caller;
  identity::Authority authority;
  std::string token;        // as it came, to pass on
  std::string traceparent;  // W3C, of the span of this call
  TimePoint now;
  std::chrono::system_clock::time_point deadline;
  std::map<std::string, std::string> metadata;  // of the request, lower-case names
  // Sent back with the answer; the gateway turns "set-cookie" into the header. Null in a streaming call.
  std::map<std::string, std::string>* response_metadata = nullptr;
};

// The sending side of a server-streaming call. Thread-safe; keep it as long as the stream shall live: letting
// it go finishes the stream.
class Stream {
 public:
  virtual ~Stream() = default;
  // False: the caller is gone or kStreamQueueMax messages wait; stop sending. Redacted for the caller.
  virtual bool Send(const google::protobuf::Message& message) = 0;
  // After what was sent. Only the first Finish or Abort counts.
  virtual void Finish(const Status& status) = 0;
  // At once: what still waits is dropped, for a reader that does not keep up or may not read on.
  virtual void Abort(const Error& error) = 0;
  virtual bool Open() const = 0;
};
inline constexpr std::size_t kStreamQueueMax = 1024;

inline constexpr std::size_t kRequestBytesMax = 64 * 1024;   // unless the server says otherwise
inline constexpr std::chrono::seconds kDeadlineDefault{10};  // for a call that states none
inline constexpr std::chrono::seconds kDeadlineMax{30};      // unary calls

struct ServerConfig {
  std::string address = "127.0.0.1:0";
  std::string service;  // "visitor": the label of metrics and logs
  int routine_threads = 8;
  int urgent_threads = 4;
  int queue_max = 256;  // waiting calls a lane; past that RESOURCE_EXHAUSTED
  std::size_t request_bytes_max = kRequestBytesMax;
  std::map<std::string, std::size_t, std::less<>> request_bytes_max_of;  // by method; exceptions to the above
  bool reflection = false;
  TlsFiles tls;  // `ca` is what client certificates must descend from
};

using AnyUnary = std::function<Result<std::unique_ptr<google::protobuf::Message>>(
    const Call&, const google::protobuf::Message&)>;
using AnyStreaming =
    std::function<void(const Call&, const google::protobuf::Message&, std::shared_ptr<Stream>)>;

// Puts a successful read on the record before its answer leaves; an error is answered in its place.
// `response` is what the handler answered, not yet redacted.
using AuditSink = std::function<Status(const Call&, const google::protobuf::MethodDescriptor&,
                                       const google::protobuf::Message& request,
                                       const google::protobuf::Message& response)>;

class Server {
 public:
  Server(ServerConfig config, const identity::Roles& roles, std::shared_ptr<identity::TokenVerifier> verifier,
         prometheus::Registry& registry, Clock clock);
  ~Server();

  // Registers the handler of one method by its full name, like
  //   server.Unary("watchbell.visitor.v1.VisitService.CheckIn", [&](const Call&, const CheckInRequest&) ->
  //   Result<Visit> ...)
  // The types are checked against the descriptor; a mismatch throws std::logic_error at start-up.
  template <class Handler>
  void Unary(std::string_view method, Handler handler);
  // handler: void(const Call&, const Request&, std::shared_ptr<Stream>)
  template <class Handler>
  void Streaming(std::string_view method, Handler handler);

  // Where the reads of methods with the policy `audit` go. Before Start, which throws std::logic_error when
  // there is such a method and no sink.
  void Audit(AuditSink sink);

  // By descriptor, for whoever does not know the types.
  void AddUnary(std::string_view method, const google::protobuf::Descriptor* request,
                const google::protobuf::Descriptor* response, AnyUnary handler);
  void AddStreaming(std::string_view method, const google::protobuf::Descriptor* request,
                    AnyStreaming handler);

  // Throws std::logic_error when a method of a service that has handlers is without one, std::runtime_error
  // when it cannot listen or read its TLS files. Not serving until SetServing(true).
  void Start();
  int port() const;
  // grpc.health.v1, for "" and for each service.
  void SetServing(bool serving);
  // Not serving, ends the streams, takes no new calls, and waits for those under way. After `grace` their
  // callers are told CANCELLED; handlers that still run are waited for, since they use what the process is
  // about to free.
  void Drain(std::chrono::milliseconds grace);
  // For calls inside the process (the gateway's own services).
  std::shared_ptr<grpc::Channel> InProcessChannel();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

namespace detail {
template <class T>
struct Signature : Signature<decltype(&T::operator())> {};
template <class C, class R, class Request, class... Rest>
struct Signature<R (C::*)(const Call&, Request, Rest...) const> {
  using RequestType = std::remove_cvref_t<Request>;
  using ReturnType = R;
};
}  // namespace detail

template <class Handler>
void Server::Unary(std::string_view method, Handler handler) {
  using Request = typename detail::Signature<Handler>::RequestType;
  using Response = typename detail::Signature<Handler>::ReturnType::value_type;
  AddUnary(method, Request::descriptor(), Response::descriptor(),
           [handler = std::move(handler)](const Call& call, const google::protobuf::Message& request)
               -> Result<std::unique_ptr<google::protobuf::Message>> {
             auto response = handler(call, static_cast<const Request&>(request));
             if (!response) return tl::unexpected<Error>(std::move(response.error()));
             return std::make_unique<Response>(std::move(*response));
           });
}

template <class Handler>
void Server::Streaming(std::string_view method, Handler handler) {
  using Request = typename detail::Signature<Handler>::RequestType;
  AddStreaming(method, Request::descriptor(),
               [handler = std::move(handler)](const Call& call, const google::protobuf::Message& request,
                                              std::shared_ptr<Stream> stream) {
                 handler(call, static_cast<const Request&>(request), std::move(stream));
               });
}

}  // namespace watchbell::rpc

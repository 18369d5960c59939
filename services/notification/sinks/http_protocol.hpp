// The webhook receiver, and the page on which one sees what the sinks received:
//   POST /2010-04-01/Accounts/<account>/Messages.json or Calls.json
//                           kept as a text or a call, answered as Twilio does: 201 and a sid; Twilio's own
//                           test numbers are refused as there (…0001 is no number, …0004 said STOP)
//   POST /...               kept as a webhook, answered 204; below /push/ 201, and 410 below /push/gone
//   GET /messages?after=K   kept messages with a higher sequence, one JSON object a line
//   DELETE /messages        forget them
//   GET /count              {"count": n}
#pragma once

#include "services/notification/sinks/event_server.hpp"
#include "services/notification/sinks/message_store.hpp"

namespace watchbell::notification::sinks {

class HttpProtocol final : public Protocol {
 public:
  HttpProtocol(MessageStore& store, Faults& faults) : store_(store), faults_(faults) {}
  Step Advance(std::string& in, std::string& out, std::int64_t now_us) override;

 private:
  struct Request {
    std::string method, target, body;
    std::map<std::string, std::string> headers;
  };
  bool Receive(Request request, std::string& out);  // true if it was a message
  void Keep(Request request, std::string& out);

  MessageStore& store_;
  Faults& faults_;
  std::int64_t first_byte_us_ = 0;  // of the request under way; 0: none
};

}  // namespace watchbell::notification::sinks

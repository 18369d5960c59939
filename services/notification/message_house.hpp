// Messages within the service: their aggregates, what their rules look up, their requests and reactions.
#pragma once

#include "services/notification/api/api.hpp"
#include "services/notification/api/message_parts.hpp"
#include "services/notification/reactions/message_reactions.hpp"

namespace watchbell::notification {

struct MessageOptions {
  Neighbours neighbours;
  std::string public_url;  // what recipients reach the gateway by; empty: no links under messages
};

// Made after the parts, which outlive it, and before the record follows its ledgers.
class MessageHouse {
 public:
  MessageHouse(service::Host& host, Record& record, Parts& parts, MessageOptions options);

  MessageLedgers& ledgers() { return ledgers_; }
  void Serve(rpc::Server& server);
  std::vector<std::unique_ptr<reaction::Reaction>> React(const Surroundings& here);

 private:
  MessageLedgers ledgers_;
  const MessageDesk desk_;
  const ReplyLinks links_;
  const MessageParts parts_;
};

}  // namespace watchbell::notification

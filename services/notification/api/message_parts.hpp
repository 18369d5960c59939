// What the requests about messages work on.
#pragma once

#include "common/rpc/server.hpp"
#include "services/notification/api/api.hpp"
#include "services/notification/desk/message_desk.hpp"
#include "services/notification/desk/reply_links.hpp"

namespace watchbell::notification {

// Made once, after the record and the directory; outlives the server's last call.
struct MessageParts {
  MessageLedgers& ledgers;
  ledger::Ledger<Notices>& notices;
  ledger::Ledger<Batches>& batches;
  const AudienceDirectory& directory;
  const MessageDesk& desk;
  const ReplyLinks& links;
};

void ServeAudiences(rpc::Server& server, const MessageParts& parts);
void ServeMessages(rpc::Server& server, const MessageParts& parts);
// GetMessageClocks of the same service.
void ServeMessageClocks(rpc::Server& server, const MessageParts& parts);
void ServeTemplates(rpc::Server& server, const MessageParts& parts);
// ReceiveText of the provider service.
void ServeTexts(rpc::Server& server, Parts& parts, MessageLedgers& ledgers);
void ServeReplies(rpc::Server& server, const MessageParts& parts);
void ServeReadiness(rpc::Server& server, const MessageParts& parts);
void ServeDeliveryReports(rpc::Server& server, const MessageParts& parts);

}  // namespace watchbell::notification

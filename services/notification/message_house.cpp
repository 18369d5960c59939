#include "services/notification/message_house.hpp"

namespace watchbell::notification {
namespace {

// Whoever is asked something answers by link.
bool AsksByLink(const v1::Notice& notice) {
  return notice.asks_acknowledgement() || (notice.wording() == kWording && notice.subject() == kQuestion);
}

}  // namespace

MessageHouse::MessageHouse(service::Host& host, Record& record, Parts& parts, MessageOptions options)
    : ledgers_(record.environment()),
      desk_(ledgers_, parts.notices, parts.batches, parts.directory, parts.classes, parts.zone,
            std::move(options.neighbours)),
      links_(host.sealer().blind_index(), std::move(options.public_url)),
      parts_{ledgers_, parts.notices, parts.batches, parts.directory, desk_, links_} {
  if (!links_.On()) return;
  parts.courier.SetFooter(
      [this](const v1::Notice& notice, const std::string& batch_id, const std::string& person_id) {
        return AsksByLink(notice) ? "\n" + links_.Link(notice.school(), batch_id, person_id) : std::string{};
      });
}

void MessageHouse::Serve(rpc::Server& server) {
  ServeAudiences(server, parts_);
  ServeMessages(server, parts_);
  ServeTemplates(server, parts_);
  ServeReplies(server, parts_);
  ServeReadiness(server, parts_);
  ServeDeliveryReports(server, parts_);
}

std::vector<std::unique_ptr<reaction::Reaction>> MessageHouse::React(const Surroundings& here) {
  std::vector<std::unique_ptr<reaction::Reaction>> reactions;
  reactions.push_back(OnMessage(here, desk_, ledgers_));
  reactions.push_back(OnIncidentEnd(here, ledgers_));
  reactions.push_back(OnReply(here));
  reactions.push_back(OnContactTest(here));
  return reactions;
}

}  // namespace watchbell::notification

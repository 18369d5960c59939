#include "services/notification/reactions/message_reactions.hpp"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnReply(const Surroundings& here) {
  return reaction::Reaction::On<v1::ReplyBatchEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "notification",
       .aggregate = "reply-batch",
       .service = "notification",
       .purpose = "replies"},
      [here](const v1::ReplyBatchEvent& event, const reaction::Origin& origin) -> Status {
        if (!event.given().needs_help()) return {};
        const auto& batch = event.reply_batch();
        return here.announcer.Announce(
            {.audience = Audience::kResponsible,
             .level = v1::LEVEL_EMERGENCY,
             .wording = "help_needed",
             .subject = "help_needed",
             .school = batch.school(),
             .about_id = batch.message_id().empty() ? batch.incident_id() : batch.message_id()},
            origin);
      });
}

}  // namespace watchbell::notification

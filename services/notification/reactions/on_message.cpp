#include "common/id/id.hpp"
#include "services/notification/reactions/message_reactions.hpp"

namespace watchbell::notification {
namespace {

using v1::MessageEvent;

Context ContextOf(const reaction::Origin& origin, std::string_view purpose) {
  return {.now = origin.at, .request_id = origin.RequestId(purpose), .traceparent = origin.traceparent};
}

// Each group of schools, like each aside, is a notice of its own: the same one whenever the event comes
// again.
reaction::Origin Part(const reaction::Origin& origin, const std::string& part) {
  auto own = origin;
  own.event_id = id::Derive(part, origin.event_id);
  return own;
}

Status Send(const Surroundings& here, const MessageDesk& desk, const v1::Message& message,
            const reaction::Origin& origin) {
  const auto causes = desk.CausesOf(message);
  if (!causes) return tl::unexpected<Error>(causes.error());
  for (const auto& [schools, cause] : *causes)
    if (auto announced = here.announcer.Announce(cause, Part(origin, schools)); !announced) return announced;
  return {};
}

Status TellOpening(MessageLedgers& ledgers, const v1::Message& message, const reaction::Origin& origin) {
  const auto noted =
      ledgers.messages.Run(message.school(), message.opening_id(), ContextOf(origin, "follow-up"),
                           [&](const v1::Message& opening, const Context& context) {
                             return NoteFollowUp(opening, message, context);
                           });
  if (!noted) return tl::unexpected<Error>(noted.error());
  return {};
}

Cause Ask(const v1::Message& message, Audience audience, const char* wording, v1::Level level) {
  return {.audience = audience,
          .level = level,
          .wording = wording,
          .subject = wording,
          .school = message.school(),
          .about_id = message.id()};
}

// The author, and the school's responsible: somebody of them writes.
Status Remind(const Surroundings& here, const v1::Message& message, const reaction::Origin& origin) {
  auto author = Ask(message, Audience::kNamed, "update_owed", v1::LEVEL_URGENT);
  author.person_ids = {message.author_id()};
  if (auto told = here.announcer.Announce(author, origin); !told) return told;
  return here.announcer.Announce(Ask(message, Audience::kResponsible, "update_owed", v1::LEVEL_URGENT),
                                 Part(origin, "responsible"));
}

Status AskForApproval(const Surroundings& here, const v1::Message& message, const reaction::Origin& origin) {
  if (message.state() != v1::Message::STATE_WAITING) return {};
  return here.announcer.Announce(Ask(message, Audience::kResponsible, "approval_needed", v1::LEVEL_ADVISORY),
                                 origin);
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnMessage(const Surroundings& here, const MessageDesk& desk,
                                              MessageLedgers& ledgers) {
  return reaction::Reaction::On<MessageEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "notification",
       .aggregate = "message",
       .service = "notification",
       .purpose = "messages"},
      [here, &desk, &ledgers](const MessageEvent& event, const reaction::Origin& origin) -> Status {
        const auto& message = event.message();
        switch (event.fact_case()) {
          case MessageEvent::kSent: {
            if (auto sent = Send(here, desk, message, origin); !sent) return sent;
            if (message.opening_id().empty()) return {};
            return TellOpening(ledgers, message, origin);
          }
          case MessageEvent::kUpdateOwed: return Remind(here, message, origin);
          case MessageEvent::kSubmitted: return AskForApproval(here, message, origin);
          default: return {};
        }
      });
}

}  // namespace watchbell::notification

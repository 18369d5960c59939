#include "services/alerting/reactions/cap_publishing.hpp"

namespace watchbell::alerting {
namespace {

Status QueueAll(const CapPublishing& here, const v1::CapMessage& message, const reaction::Origin& origin) {
  const auto partners = here.partners.List("cap-partners", cap::kPartnersMax, "");
  if (!partners) return tl::unexpected<Error>(partners.error());
  for (const auto& partner : partners->states) {
    if (!cap::Wants(partner, message)) continue;
    const Context context{.now = here.clock(),
                          .request_id = origin.RequestId("cap push " + partner.id()),
                          .traceparent = origin.traceparent};
    const auto queued = here.pushes.Run(
        message.school(), cap::PushIdOf(partner.id(), message.id()), context,
        [&](const v1::CapPush& state, const Context&) { return cap::QueuePush(state, partner, message); },
        {.likely_new = true});
    if (!queued) return tl::unexpected<Error>(queued.error());
  }
  return {};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnCapMessage(const CapPublishing& here) {
  return reaction::Reaction::On<v1::CapMessageEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "alerting", .aggregate = "cap-message", .service = "alerting", .purpose = "cap_queue"},
      [here](const v1::CapMessageEvent& event, const reaction::Origin& origin) {
        return QueueAll(here, event.cap_message(), origin);
      });
}

}  // namespace watchbell::alerting

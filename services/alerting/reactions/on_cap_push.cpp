#include "common/names/names.hpp"
#include "services/alerting/reactions/cap_publishing.hpp"

namespace watchbell::alerting {
namespace {

// A partner that does not answer holds up one of them for as long as a request may take.
constexpr int kThreads = 8;

constexpr char kPartnerRetired[] = "PARTNER_RETIRED", kErased[] = "ERASED";

bool IsGone(const Error& error) { return error.code == Code::kNotFound; }

// What came of it; an error: it could not even be tried here.
Result<cap::PushOutcome> Try(const CapPublishing& here, const v1::CapPush& push) {
  const auto partner = here.partners.Get(std::string{names::kDistrict}, push.partner_id());
  if (!partner && !IsGone(partner.error())) return tl::unexpected<Error>(partner.error());
  if (!partner || partner->state.has_retired_at())
    return cap::PushOutcome{.final = true, .reason = kPartnerRetired};
  const auto message = here.messages.Get(push.school(), push.message_id());
  if (!message && IsGone(message.error())) return cap::PushOutcome{.final = true, .reason = kErased};
  if (!message) return tl::unexpected<Error>(message.error());
  auto document = CapBytes(here.signer, cap::Whole(message->state));
  if (!document) return tl::unexpected<Error>(document.error());
  return here.pusher.Push(partner->state, push.id(), std::move(*document), here.clock());
}

Status Deliver(const CapPublishing& here, const v1::CapPushEvent& event, const reaction::Origin& origin) {
  const auto push = here.pushes.Get(origin.key.school, origin.key.id);
  if (!push) return IsGone(push.error()) ? Status{} : tl::unexpected<Error>(push.error());
  if (!cap::IsToBeTried(event, push->state)) return {};
  const int attempt = push->state.attempts() + 1;
  const auto outcome = Try(here, push->state);
  if (!outcome) return tl::unexpected<Error>(outcome.error());
  const Context context{
      .now = here.clock(), .request_id = origin.RequestId("attempt"), .traceparent = origin.traceparent};
  const auto recorded = here.pushes.Run(
      origin.key.school, origin.key.id, context,
      [&](const v1::CapPush& state, const Context&) { return cap::RecordPush(state, attempt, *outcome); });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return {};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnCapPush(const CapPublishing& here) {
  return reaction::Reaction::On<v1::CapPushEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "alerting",
       .aggregate = "cap-push",
       .service = "alerting",
       .purpose = "cap_push",
       .threads = kThreads},
      [here](const v1::CapPushEvent& event, const reaction::Origin& origin) {
        return Deliver(here, event, origin);
      });
}

}  // namespace watchbell::alerting

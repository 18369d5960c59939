#include "services/notification/adapters/installation.hpp"

#include <algorithm>
#include <set>

#include "common/thread/thread.hpp"
#include "services/notification/channels/line.hpp"

namespace watchbell::notification {
namespace {

using channels::FindKind;
using channels::LineProvider;
using channels::ProviderSpec;

// Of a provider's quota, in hundredths: what is routine leaves a quarter to what is urgent.
constexpr int kUrgentShare = 75;
constexpr int kFirstShare = 25;
constexpr int kRoutineShare = 75;

// One lane of a channel: its providers in the order in which they were named.
Result<std::unique_ptr<channels::Channel>> OpenLane(const std::vector<ProviderSpec>& specs,
                                                    v1::Channel channel, int share, const Clock& clock) {
  std::vector<LineProvider> providers;
  for (const auto& spec : specs) {
    const auto* kind = FindKind(spec.kind);
    if (kind->channel != channel) continue;
    auto opened = kind->open(spec, clock);
    if (!opened) return tl::unexpected<Error>(opened.error());
    LineProvider provider{.name = spec.name, .channel = std::move(*opened)};
    provider.in_flight_max = spec.Number("in-flight", provider.in_flight_max);
    if (const int rate = spec.Number("rate", 0); rate > 0)
      provider.per_second = std::max(1, rate * share / 100);
    providers.push_back(std::move(provider));
  }
  return channels::OpenLine(std::move(providers));
}

}  // namespace

Result<std::vector<ProviderSpec>> SpecsOf(const ProviderFlags& flags) {
  std::vector<ProviderSpec> specs;
  if (!flags.smtp.empty())
    specs.push_back({"mail", "smtp", {{"url", flags.smtp}, {"from", flags.mail_from}}});
  if (!flags.webhook_url.empty()) {
    specs.push_back(
        {"webhook", "webhook", {{"url", flags.webhook_url}, {"secret-file", flags.webhook_secret_file}}});
  }
  for (const auto& text : flags.providers) {
    auto spec = channels::ParseProvider(text);
    if (!spec) return tl::unexpected<Error>(spec.error());
    specs.push_back(std::move(*spec));
  }
  return specs;
}

Result<std::vector<Lanes>> OpenChannels(const std::vector<ProviderSpec>& specs, const Clock& clock) {
  std::set<v1::Channel> kinds;
  for (const auto& spec : specs) kinds.insert(FindKind(spec.kind)->channel);
  std::vector<Lanes> channels;
  for (const auto kind : kinds) {
    auto first = OpenLane(specs, kind, kFirstShare, clock);
    auto urgent = thread::StartLowered(thread::StepBack::kForAlarms,
                                       [&] { return OpenLane(specs, kind, kUrgentShare, clock); });
    auto routine = thread::StartLowered(thread::StepBack::kForUrgent,
                                        [&] { return OpenLane(specs, kind, kRoutineShare, clock); });
    if (!first) return tl::unexpected<Error>(first.error());
    if (!urgent) return tl::unexpected<Error>(urgent.error());
    if (!routine) return tl::unexpected<Error>(routine.error());
    channels.push_back({std::move(*first), std::move(*urgent), std::move(*routine)});
  }
  return channels;
}

}  // namespace watchbell::notification

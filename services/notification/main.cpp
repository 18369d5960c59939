// The message home: the directory, notices, and who was reached.
#include <set>

#include "common/service/flags.hpp"
#include "common/service/service.hpp"
#include "services/notification/channels/line.hpp"
#include "services/notification/channels/provider.hpp"
#include "services/notification/service.hpp"

namespace {

using namespace watchbell;
using notification::Lanes;
namespace v1 = notification::v1;

constexpr std::size_t kImportBytesMax = std::size_t{17} << 20;

struct ChannelOptions {
  std::string smtp;
  std::string mail_from = "alerts@watchbell.example";
  std::string webhook_url;
  std::string webhook_secret_file;
  std::vector<std::string> providers;
};

using notification::ProviderDesk;
using notification::channels::FindKind;
using notification::channels::LineProvider;
using notification::channels::ProviderSpec;

// Of a provider's quota, what is routine leaves a quarter to what is urgent.
constexpr int kRoutineShare = 75;

// The flags of old are providers like any other.
Result<std::vector<ProviderSpec>> SpecsOf(const ChannelOptions& options) {
  std::vector<ProviderSpec> specs;
  if (!options.smtp.empty())
    specs.push_back({"mail", "smtp", {{"url", options.smtp}, {"from", options.mail_from}}});
  if (!options.webhook_url.empty()) {
    specs.push_back(
        {"webhook", "webhook", {{"url", options.webhook_url}, {"secret-file", options.webhook_secret_file}}});
  }
  for (const auto& text : options.providers) {
    auto spec = notification::channels::ParseProvider(text);
    if (!spec) return tl::unexpected<Error>(spec.error());
    specs.push_back(std::move(*spec));
  }
  return specs;
}

// One lane of a channel: its providers in the order in which they were named.
Result<std::unique_ptr<notification::channels::Channel>> OpenLane(const std::vector<ProviderSpec>& specs,
                                                                  v1::Channel channel, int share,
                                                                  const Clock& clock) {
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
  return notification::channels::OpenLine(std::move(providers));
}

Result<std::vector<Lanes>> OpenChannels(const std::vector<ProviderSpec>& specs, const Clock& clock) {
  std::set<v1::Channel> kinds;
  for (const auto& spec : specs) kinds.insert(FindKind(spec.kind)->channel);
  std::vector<Lanes> channels;
  for (const auto kind : kinds) {
    auto urgent = OpenLane(specs, kind, 100, clock);
    auto routine = OpenLane(specs, kind, kRoutineShare, clock);
    if (!urgent) return tl::unexpected<Error>(urgent.error());
    if (!routine) return tl::unexpected<Error>(routine.error());
    channels.push_back({std::move(*urgent), std::move(*routine)});
  }
  return channels;
}

}  // namespace

int main(int argc, char** argv) {
  ChannelOptions channel_options;
  bool public_feed = false;
  std::string zone_name = "America/New_York";
  std::string neighbours_path;
  std::string public_url;
  std::string wordings_path = "services/notification/wordings.json";
  const service::Options options{
      .name = "notification",
      .description = "The directory of people, the notices, and who was reached.",
      .serve_without_record = true,
      .request_bytes_max_of = {{"watchbell.notification.v1.DirectoryService.ImportDistrict",
                                kImportBytesMax}},
      .flags = [&](service::Flags& flags) {
        flags.Add("--smtp", channel_options.smtp,
                  "The district's mail server, smtp://host:port; empty: no mail");
        flags.Add("--mail-from", channel_options.mail_from, "The sender's address of every mail");
        flags.Add("--webhook-url", channel_options.webhook_url,
                  "The push provider's address; empty: no webhook");
        flags.Add("--webhook-secret-file", channel_options.webhook_secret_file,
                  "File with the provider's whsec_ secret");
        flags.Add("--provider", channel_options.providers,
                  "A provider, like \"name=twilio-a kind=twilio-sms url=... account=... token-file=... "
                  "from=+1...\"; "
                  "of one channel the first named comes first, the others stand by");
        flags.Add("--public-feed", public_feed,
                  "Whether published notices stand in an Atom feed that anybody may read");
        flags.Add("--time-zone", zone_name,
                  "The district's IANA time zone: decides what day it is at school");
        flags.Add("--wordings", wordings_path, "What notices say: the district's own words, by language");
        flags.Add("--neighbours", neighbours_path,
                  "JSON file of which schools stand beside which; empty: none");
        flags.Add("--public-url", public_url,
                  "What recipients reach the gateway by, https://...; empty: no links under messages");
      }};
  return service::Run(argc, argv, options, [&](service::Host& host) -> Status {
    const auto zone = TimeZone::Find(zone_name);
    if (!zone) return tl::unexpected<Error>(zone.error());
    auto wordings = notification::Wordings::Load(wordings_path);
    if (!wordings) return tl::unexpected<Error>(wordings.error());
    auto neighbours = notification::LoadNeighbours(neighbours_path);
    if (!neighbours) return tl::unexpected<Error>(neighbours.error());
    const auto specs = SpecsOf(channel_options);
    if (!specs) return tl::unexpected<Error>(specs.error());
    auto channels = OpenChannels(*specs, host.clock());
    if (!channels) return tl::unexpected<Error>(channels.error());
    auto providers = ProviderDesk::Of(*specs, public_feed);
    if (!providers) return tl::unexpected<Error>(providers.error());
    host.WhenRecordReady("delivery queues", [&host] {
      return notification::ReconcileQueues(*host.bus(), host.config().replicas);
    });
    host.Own(std::make_unique<notification::NotificationService>(
        host, *zone, std::move(*wordings), std::move(*channels), std::move(*providers),
        notification::MessageOptions{.neighbours = std::move(*neighbours), .public_url = public_url}));
    return {};
  });
}

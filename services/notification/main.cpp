// The message home: the directory, notices, and who was reached.
#include "common/service/flags.hpp"
#include "common/service/service.hpp"
#include "services/notification/adapters/installation.hpp"
#include "services/notification/service.hpp"

namespace {

using namespace watchbell;
using notification::ProviderDesk;

constexpr std::size_t kImportBytesMax = std::size_t{17} << 20;

}  // namespace

int main(int argc, char** argv) {
  notification::ProviderFlags provider_flags;
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
        flags.Add("--smtp", provider_flags.smtp,
                  "The district's mail server, smtp://host:port; empty: no mail");
        flags.Add("--mail-from", provider_flags.mail_from, "The sender's address of every mail");
        flags.Add("--webhook-url", provider_flags.webhook_url,
                  "The push provider's address; empty: no webhook");
        flags.Add("--webhook-secret-file", provider_flags.webhook_secret_file,
                  "File with the provider's whsec_ secret");
        flags.Add("--provider", provider_flags.providers,
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
    const auto specs = notification::SpecsOf(provider_flags);
    if (!specs) return tl::unexpected<Error>(specs.error());
    auto channels = notification::OpenChannels(*specs, host.clock());
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

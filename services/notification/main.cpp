// The message home: the directory, notices, and who was reached.
#include <fstream>

#include "common/service/flags.hpp"
#include "common/service/service.hpp"
#include "services/notification/channels/smtp_channel.hpp"
#include "services/notification/channels/webhook_channel.hpp"
#include "services/notification/service.hpp"

namespace {

using namespace watchbell;
using notification::Lanes;

constexpr std::size_t kImportBytesMax = std::size_t{17} << 20;

struct ChannelOptions {
  std::string smtp;
  std::string mail_from = "alerts@watchbell.example";
  std::string webhook_url;
  std::string webhook_secret_file;
};

// Both lanes of one channel, or the error of the first that cannot be opened.
template <class Open>
Status Add(std::vector<Lanes>& channels, Open open) {
  auto urgent = open();
  auto routine = open();
  if (!urgent) return tl::unexpected<Error>(urgent.error());
  if (!routine) return tl::unexpected<Error>(routine.error());
  channels.push_back({std::move(*urgent), std::move(*routine)});
  return {};
}

Result<std::vector<Lanes>> OpenChannels(const ChannelOptions& options, const Clock& clock) {
  std::vector<Lanes> channels;
  if (!options.smtp.empty()) {
    const auto opened = Add(channels, [&] {
      return notification::channels::OpenSmtpChannel(
          {.url = options.smtp, .sender = {.address = options.mail_from}}, clock);
    });
    if (!opened) return tl::unexpected<Error>(opened.error());
  }
  if (!options.webhook_url.empty()) {
    std::string secret;
    std::ifstream(options.webhook_secret_file) >> secret;
    const auto opened = Add(channels, [&] {
      return notification::channels::OpenWebhookChannel({.url = options.webhook_url, .secret = secret},
                                                        clock);
    });
    if (!opened) return tl::unexpected<Error>(opened.error());
  }
  return channels;
}

}  // namespace

int main(int argc, char** argv) {
  ChannelOptions channel_options;
  std::string zone_name = "America/New_York";
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
        flags.Add("--time-zone", zone_name,
                  "The district's IANA time zone: decides what day it is at school");
        flags.Add("--wordings", wordings_path, "What notices say: the district's own words, by language");
      }};
  return service::Run(argc, argv, options, [&](service::Host& host) -> Status {
    const auto zone = TimeZone::Find(zone_name);
    if (!zone) return tl::unexpected<Error>(zone.error());
    auto wordings = notification::Wordings::Load(wordings_path);
    if (!wordings) return tl::unexpected<Error>(wordings.error());
    auto channels = OpenChannels(channel_options, host.clock());
    if (!channels) return tl::unexpected<Error>(channels.error());
    host.WhenRecordReady("delivery queues", [&host] {
      return notification::ReconcileQueues(*host.bus(), host.config().replicas);
    });
    host.Own(std::make_unique<notification::NotificationService>(host, *zone, std::move(*wordings),
                                                                 std::move(*channels)));
    return {};
  });
}

#include "services/threat-intake/adapters/settings.hpp"

#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iterator>

namespace watchbell::threat_intake {
namespace {

template <class Message>
Result<Message> Load(const std::string& path, const char* flag) {
  std::ifstream in(path, std::ios::binary);
  const std::string json{std::istreambuf_iterator<char>(in), {}};
  Message message;
  if (!in || !google::protobuf::util::JsonStringToMessage(json, &message).ok()) {
    return Fail(Code::kInvalidArgument, "SETTINGS_MALFORMED",
                "The file of --" + std::string{flag} + " must be " + Message::descriptor()->name() +
                    " as JSON; see deploy/threat/README.md.",
                flag);
  }
  return message;
}

}  // namespace

Result<Priorities> LoadPriorities(const std::string& path) {
  auto rules = Load<v1::PriorityRules>(path, "keywords");
  if (!rules) return tl::unexpected<Error>(rules.error());
  return Priorities::Of(std::move(*rules));
}

Result<District> LoadDistrict(const std::string& path, const TimeZone& zone) {
  auto settings = Load<v1::DistrictSettings>(path, "district");
  if (!settings) return tl::unexpected<Error>(settings.error());
  return District::Of(std::move(*settings), zone);
}

Result<v1::ListProvidersResponse> LoadProviders(const std::string& path) {
  auto providers = Load<v1::ListProvidersResponse>(path, "providers");
  if (!providers) return providers;
  for (const auto& provider : providers->providers())
    if (provider.id().empty() || provider.name().empty() || provider.phone().empty() ||
        provider.when().empty())
      return Fail(Code::kInvalidArgument, "SETTINGS_MALFORMED",
                  "In the file of --providers: each needs id, name, phone and when.", "providers");
  return providers;
}

}  // namespace watchbell::threat_intake

#include "services/gateway/connect/route.hpp"

#include <algorithm>
#include <array>

#include "common/policy/policy.hpp"

namespace watchbell::gateway::connect {
namespace {

constexpr std::string_view kHouse = "watchbell.";
constexpr std::size_t kPathMax = 200;

struct Exception {
  std::string_view path;
  std::size_t body_bytes_max;
};
// 16 MiB of file and what the message adds; in JSON, base64 leaves room for 12 MiB.
constexpr std::size_t kImportBytesMax = std::size_t{17} * 1024 * 1024;
// A file of 10 MiB (common/attachment), in JSON too.
constexpr std::size_t kUploadBytesMax = std::size_t{14} * 1024 * 1024;
// A log or a mail of 1 MiB, in JSON too.
constexpr std::size_t kInboxBytesMax = std::size_t{3} * 1024 * 1024 / 2;
constexpr std::array<Exception, 8> kLargeBodies{
    {{"/watchbell.notification.v1.DirectoryService/ImportDistrict", kImportBytesMax},
     {"/watchbell.visitor.v1.RegistryService/ImportRegistry", kImportBytesMax},
     {"/watchbell.visitor.v1.BadgeService/SetPhoto", kUploadBytesMax},
     {"/watchbell.visitor.v1.AgencyService/CaptureDocument", kUploadBytesMax},
     {"/watchbell.threat_intake.v1.UploadService/UploadFile", kUploadBytesMax},
     {"/watchbell.threat_intake.v1.EvidenceService/AddEvidence", kUploadBytesMax},
     {"/watchbell.threat_intake.v1.TipImportService/ImportTips", kInboxBytesMax},
     {"/watchbell.threat_intake.v1.CrimeService/ImportCrimeFeed", kInboxBytesMax}}};

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

std::string_view BackendOf(std::string_view package) {
  package.remove_prefix(kHouse.size());
  return package.substr(0, package.find('.'));
}

}  // namespace

std::optional<Route> FindRoute(std::string_view path) {
  if (path.size() > kPathMax || !path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || !path.starts_with(kHouse)) return std::nullopt;
  std::string name{path};
  name[slash] = '.';
  if (!std::all_of(name.begin(), name.end(), IsNameCharacter)) return std::nullopt;
  const auto* method = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
  // The names must agree part by part: "a.b/C" is not "a/b.C".
  if (method == nullptr || method->service()->full_name() != path.substr(0, slash) ||
      method->client_streaming() || policy::PolicyOf(*method).internal()) {
    return std::nullopt;
  }
  return Route{.method = method,
               .backend = BackendOf(method->file()->package()),
               .anyone = policy::PolicyOf(*method).scope() == policy::v1::ANYONE};
}

std::size_t BodyBytesMax(std::string_view path) {
  const auto* found = std::find_if(kLargeBodies.begin(), kLargeBodies.end(),
                                   [path](const Exception& exception) { return exception.path == path; });
  return found == kLargeBodies.end() ? kBodyBytesMax : found->body_bytes_max;
}

}  // namespace watchbell::gateway::connect

// Whatever mapping and file come, reading ends, and there is either an entry for each row or a fault. The
// mapping's JSON is the input's first line.
#include <google/protobuf/util/json_util.h>

#include <cstdint>
#include <cstdlib>

#include "services/visitor/registry/registry_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace watchbell;
  static const TimeZone zone = *TimeZone::Find("UTC");
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto end = input.find('\n');
  visitor::v1::RegistryMapping mapping;
  if (end == input.npos ||
      !google::protobuf::util::JsonStringToMessage(std::string{input.substr(0, end)}, &mapping).ok())
    return 0;
  visitor::v1::Registry registry;
  registry.set_id("0198c0de-0000-7000-8000-000000000001");
  registry.set_school("district");
  const auto file = visitor::ReadRegistry(input.substr(end + 1), mapping, registry, zone);
  if (!file.faults.empty() && !file.entries.empty()) std::abort();
  if (file.faults.size() > csv::kRowFaultsMax) std::abort();
  for (const auto& entry : file.entries)
    if (entry.family_name().empty() || entry.registry_ref().empty()) std::abort();
  return 0;
}

// Whatever message comes, reading ends, and an anonymous draft names nobody.
#include <cstdint>
#include <cstdlib>

#include "services/threat-intake/domain/tip.hpp"
#include "services/threat-intake/inbox/inbox.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace watchbell::threat_intake;
  const std::string_view message(reinterpret_cast<const char*>(data), size);
  const auto read = ReadMail(message, false);
  if (read &&
      (read->draft.has_reporter() || read->draft.text().empty() || read->draft.text().size() > kTextBytesMax))
    std::abort();
  const auto named = ReadMail(message, true);
  if (read && !named) std::abort();
  return 0;
}

// Whatever another authority sends, reading ends within its limits, and a valid document written again reads
// the same.
#include <cstdint>
#include <cstdlib>

#include "services/alerting/adapters/cap_reader.hpp"
#include "services/alerting/adapters/cap_writer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace watchbell::alerting;
  const auto reading = ReadCap({reinterpret_cast<const char*>(data), size});
  if (!reading || !reading->problems.empty()) return 0;
  const auto bytes = Bytes(CapXml(reading->alert).get());
  if (bytes.size() > kCapBytesMax) return 0;  // escaping has made it longer
  const auto again = ReadCap(bytes);
  if (!again || !again->problems.empty() ||
      again->alert.SerializeAsString() != reading->alert.SerializeAsString())
    std::abort();
  return 0;
}

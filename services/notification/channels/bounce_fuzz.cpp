// Mails that come back are written by strangers' servers: whatever they say, nothing but a report of our own
// form comes out.
#include <cstdlib>

#include "services/notification/channels/bounce.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using watchbell::notification::channels::ParseBounce;
  const auto bounce = ParseBounce({reinterpret_cast<const char*>(data), size});
  if (bounce && bounce->report.find('\n') != std::string::npos) std::abort();
  return 0;
}

#include "common/bus/erase.hpp"

#include "common/bus/nats_ptr.hpp"

namespace watchbell::bus {
namespace {

constexpr int kNoMessageFound = 10037;    // JetStream's err_code for a sequence that is gone
constexpr int kSequenceNotFound = 10043;  // and the same for a deletion

}  // namespace

// A purge would only forget the messages; their bytes would stay in the block files until they are compacted.
Status Erase(Bus& bus, const std::string& stream, std::uint64_t sequence) {
  jsErrCode error{};
  const natsStatus status = js_EraseMsg(bus.jetstream(), stream.c_str(), sequence, nullptr, &error);
  if (status == NATS_OK || error == kNoMessageFound || error == kSequenceNotFound) return {};
  return detail::Away(natsStatus_GetText(status));
}

Status EraseAll(Bus& bus, const std::string& stream, const std::string& subjects) {
  while (true) {
    const auto newest = bus.Last(stream, subjects, Freshness::kLeader);
    if (!newest) return tl::unexpected<Error>(newest.error());
    if (!*newest) return {};
    if (auto erased = Erase(bus, stream, (*newest)->sequence); !erased) return erased;
  }
}

}  // namespace watchbell::bus

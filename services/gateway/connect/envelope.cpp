#include "services/gateway/connect/envelope.hpp"

namespace watchbell::gateway::connect {
namespace {

constexpr std::size_t kPrefixBytes = 5;

}  // namespace

std::string Enclose(std::uint8_t flags, std::string_view payload) {
  const auto length = static_cast<std::uint32_t>(payload.size());
  std::string envelope;
  envelope.reserve(kPrefixBytes + payload.size());
  envelope += static_cast<char>(flags);
  for (int shift = 24; shift >= 0; shift -= 8) envelope += static_cast<char>((length >> shift) & 0xff);
  envelope += payload;
  return envelope;
}

Result<std::string_view> OnlyMessage(std::string_view body) {
  const auto malformed = [](const char* remedy) {
    return Fail(Code::kInvalidArgument, "ENVELOPE_MALFORMED", remedy);
  };
  if (body.size() < kPrefixBytes) return malformed("Send one enveloped message.");
  if (body[0] != 0) return malformed("Send the message uncompressed, without flags.");
  std::uint32_t length = 0;
  for (std::size_t i = 1; i < kPrefixBytes; ++i) length = (length << 8) | static_cast<std::uint8_t>(body[i]);
  body.remove_prefix(kPrefixBytes);
  if (body.size() != length)
    return malformed("Send exactly one message, of the length that its prefix states.");
  return body;
}

}  // namespace watchbell::gateway::connect

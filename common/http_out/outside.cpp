#include "common/http_out/outside.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace watchbell::http {
namespace {

struct Network4 {
  std::uint32_t address;
  int bits;
};
// IANA IPv4 Special-Purpose Address Registry (RFC 6890), and multicast.
constexpr std::array<Network4, 16> kInside4{{
    {0x00000000, 8},   // this network
    {0x0A000000, 8},   // private use
    {0x64400000, 10},  // shared, of carriers
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local, and the metadata services of clouds
    {0xAC100000, 12},  // private use
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // 6to4 relays
    {0xC0A80000, 16},  // private use
    {0xC6120000, 15},  // benchmarking
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved
    {0xFFFFFFFF, 32},  // broadcast
}};

bool IsOutside4(std::uint32_t address) {
  return std::none_of(kInside4.begin(), kInside4.end(), [&](const Network4& network) {
    const std::uint32_t mask = ~std::uint32_t{0} << (32 - network.bits);
    return (address & mask) == network.address;
  });
}

using Bytes6 = std::array<std::uint8_t, 16>;

std::uint32_t Address4At(const Bytes6& bytes, std::size_t at) {
  return (std::uint32_t{bytes[at]} << 24) | (std::uint32_t{bytes[at + 1]} << 16) |
         (std::uint32_t{bytes[at + 2]} << 8) | bytes[at + 3];
}

// Only global unicast (2000::/3) is outside, without the transition and documentation networks in it.
bool IsOutside6(const Bytes6& bytes) {
  constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  constexpr std::array<std::uint8_t, 12> kNat64{0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin()) ||
      std::equal(kNat64.begin(), kNat64.end(), bytes.begin())) {
    return IsOutside4(Address4At(bytes, 12));
  }
  if ((bytes[0] & 0xE0) != 0x20) return false;
  const bool sixth_to_fourth = bytes[0] == 0x20 && bytes[1] == 0x02;  // 2002::/16 holds an IPv4 address
  if (sixth_to_fourth) return IsOutside4(Address4At(bytes, 2));
  const bool protocol = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02;  // 2001::/23
  const bool documentation = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8;
  const bool also_documentation = bytes[0] == 0x3F && bytes[1] == 0xFF && bytes[2] < 0x10;  // 3fff::/20
  return !protocol && !documentation && !also_documentation;
}

}  // namespace

bool IsOutside(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, address, sizeof four);
    return IsOutside4(ntohl(four.sin_addr.s_addr));
  }
  if (address->sa_family == AF_INET6) {
    sockaddr_in6 six{};
    std::memcpy(&six, address, sizeof six);
    Bytes6 bytes{};
    std::memcpy(bytes.data(), six.sin6_addr.s6_addr, bytes.size());
    return IsOutside6(bytes);
  }
  return false;
}

}  // namespace watchbell::http

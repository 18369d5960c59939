#include "common/id/id.hpp"

#include <sodium.h>

#include <array>
#include <cstring>

namespace watchbell::id {
namespace {

using Bytes = std::array<unsigned char, 16>;

std::string Format(Bytes bytes, unsigned version) {
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | (version << 4));
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kDigits[bytes[i] >> 4];
    text += kDigits[bytes[i] & 0x0F];
  }
  return text;
}

template <std::size_t N>
std::array<unsigned char, N> Hash(std::string_view first, std::string_view second) {
  std::array<unsigned char, N> out{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, N);
  const std::uint64_t length = first.size();
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&length), sizeof length);
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(first.data()), first.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(second.data()), second.size());
  crypto_generichash_final(&state, out.data(), N);
  return out;
}

}  // namespace

std::string New(TimePoint now) {
  Bytes bytes;
  randombytes_buf(bytes.data(), bytes.size());
  auto millis = static_cast<std::uint64_t>(now.time_since_epoch().count() / 1000);
  for (int i = 5; i >= 0; --i, millis >>= 8)
    bytes[static_cast<std::size_t>(i)] = static_cast<unsigned char>(millis);
  return Format(bytes, 7);
}

std::string Derive(std::string_view purpose, std::string_view source) {
  return Format(Hash<16>(purpose, source), 8);
}

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

std::uint64_t Fingerprint(std::string_view text) {
  const auto bytes = Hash<16>("", text);
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

}  // namespace watchbell::id

#include "services/threat-intake/adapters/receipt.hpp"

#include <sodium.h>

#include <array>
#include <fstream>

namespace watchbell::threat_intake {
namespace {

constexpr std::size_t kCodeBytes = 16;
constexpr std::size_t kCodeDigits = 26;
constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Result<std::string> LoadReceiptKey(const std::string& path) {
  std::ifstream in(path);
  std::string hex;
  in >> hex;
  std::string key(kReceiptKeyBytes, '\0');
  std::size_t length = 0;
  if (hex.size() != 2 * kReceiptKeyBytes ||
      sodium_hex2bin(reinterpret_cast<unsigned char*>(key.data()), key.size(), hex.data(), hex.size(),
                     nullptr, &length, nullptr) != 0) {
    return Fail(Code::kFailedPrecondition, "RECEIPT_KEY_UNREADABLE",
                "Put 64 hexadecimal digits into the file that --receipt-key names.", "receipt-key");
  }
  return key;
}

std::string ReceiptCode(std::string_view key, std::string_view request_id) {
  std::array<unsigned char, kCodeBytes> bits{};
  crypto_generichash(bits.data(), bits.size(), Bytes(request_id), request_id.size(), Bytes(key), key.size());
  std::string code;
  unsigned buffer = 0;
  int held = 0;
  for (const auto byte : bits) {
    buffer = (buffer << 8) | byte;
    for (held += 8; held >= 5; held -= 5) code += kDigits[(buffer >> (held - 5)) & 31];
  }
  code += kDigits[(buffer << (5 - held)) & 31];
  return code;
}

bool LooksLikeReceiptCode(std::string_view text) {
  return text.size() == kCodeDigits && text.find_first_not_of(kDigits) == std::string_view::npos;
}

std::string ReceiptHash(std::string_view code) {
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), Bytes(code), code.size(),
                     nullptr, 0);
  return hash;
}

bool IsReceipt(std::string_view code, std::string_view hash) {
  const std::string given = ReceiptHash(code);
  return given.size() == hash.size() && sodium_memcmp(given.data(), hash.data(), hash.size()) == 0;
}

}  // namespace watchbell::threat_intake

// The receipt of a tip: a code that only its sender holds, made anew from the request and kept as a hash.
#pragma once

#include <string>
#include <string_view>

#include "common/result/result.hpp"

namespace watchbell::threat_intake {

inline constexpr std::size_t kReceiptKeyBytes = 32;

// A file of 64 hexadecimal digits.
Result<std::string> LoadReceiptKey(const std::string& path);

// 128 bits as 26 letters and digits (Crockford's base 32): the same for the same request.
std::string ReceiptCode(std::string_view key, std::string_view request_id);
bool LooksLikeReceiptCode(std::string_view text);
// BLAKE2b-256: 128 random bits need no slow hash.
std::string ReceiptHash(std::string_view code);
// In constant time.
bool IsReceipt(std::string_view code, std::string_view hash);

}  // namespace watchbell::threat_intake

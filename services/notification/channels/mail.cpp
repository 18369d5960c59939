#include "services/notification/channels/mail.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace watchbell::notification::channels {
namespace {

constexpr std::size_t kLineMax = 76;       // RFC 2045 6.7
constexpr std::size_t kWordBytesMax = 42;  // 56 characters of base64; with "=?UTF-8?B?" and "?=" below 75

std::string Date(TimePoint now) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays[static_cast<std::size_t>(utc.tm_wday)],
                     utc.tm_mday, kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900,
                     utc.tm_hour, utc.tm_min, utc.tm_sec);
}

std::string Base64(std::string_view bytes) {
  std::string code(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(code.data(), code.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  code.pop_back();  // the terminating zero
  return code;
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

std::string EncodeHeader(std::string_view text) {
  const bool plain = text.size() <= kLineMax - 10 && text.find("=?") == text.npos &&
                     std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
  if (plain) return std::string(text);
  std::string words;
  while (!text.empty()) {
    std::size_t size = std::min(text.size(), kWordBytesMax);
    // A character never spans two words; bytes that are no UTF-8 are cut anywhere.
    while (size < text.size() && size > kWordBytesMax - 4 && IsContinuation(text[size])) --size;
    words += fmt::format("{}=?UTF-8?B?{}?=", words.empty() ? "" : "\r\n ", Base64(text.substr(0, size)));
    text.remove_prefix(size);
  }
  return words;
}

std::string EncodeQuotedPrintable(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size() + text.size() / 8);
  std::size_t line = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (c == '\n') {
      encoded += "\r\n";
      line = 0;
      continue;
    }
    const bool line_ends = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
    const bool as_is = (c > ' ' && c < '\x7f' && c != '=') || (c == ' ' && !line_ends);
    const std::size_t size = as_is ? 1 : 3;
    if (line + size >= kLineMax) {
      encoded += "=\r\n";
      line = 0;
    }
    line += size;
    if (as_is) {
      encoded.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded.push_back('=');
      encoded.push_back(kHex[byte >> 4]);
      encoded.push_back(kHex[byte & 15]);
    }
  }
  if (!encoded.ends_with("\r\n")) encoded += "\r\n";
  return encoded;
}

std::string ComposeMail(const MailSender& sender, const OutgoingMessage& message, TimePoint now) {
  const std::string_view domain = std::string_view(sender.address).substr(sender.address.find('@') + 1);
  // A name goes out as an encoded word even where it is plain, so that no sign in it needs quoting.
  const std::string from = sender.name.empty()
                               ? sender.address
                               : fmt::format("=?UTF-8?B?{}?= <{}>", Base64(sender.name), sender.address);
  std::string mail = fmt::format(
      "Date: {}\r\nMessage-ID: <{}@{}>\r\nFrom: {}\r\nTo: <{}>\r\nSubject: {}\r\n"
      "Auto-Submitted: auto-generated\r\n{}{}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
      Date(now), message.dedupe_id, domain, from, message.recipient_address, EncodeHeader(message.subject),
      message.level >= v1::LEVEL_URGENT ? "Importance: high\r\n" : "",
      message.report.empty() ? "" : fmt::format("X-Watchbell-Delivery: {}\r\n", message.report));
  return mail += EncodeQuotedPrintable(message.text);
}

}  // namespace watchbell::notification::channels

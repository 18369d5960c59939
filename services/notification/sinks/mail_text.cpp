#include "services/notification/sinks/mail_text.hpp"

#include <sodium.h>

#include <algorithm>

namespace watchbell::notification::sinks {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string_view Trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == text.npos ? std::string_view()
                            : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::map<std::string, std::string> ParseHeaders(std::string_view text) {
  std::map<std::string, std::string> headers;
  std::string* last = nullptr;
  while (!text.empty()) {
    const auto end = std::min(text.find("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 2, text.size()));
    if (last != nullptr && (line.starts_with(' ') || line.starts_with('\t'))) {
      *last += " ";
      *last += Trimmed(line);
      continue;
    }
    const auto colon = line.find(':');
    if (colon == line.npos) continue;
    std::string name(line.substr(0, colon));
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    last = &headers[name];
    *last = Trimmed(line.substr(colon + 1));
  }
  return headers;
}

std::string DecodeHeader(std::string_view value) {
  constexpr std::string_view kOpen = "=?UTF-8?B?", kClose = "?=";
  std::string text;
  while (!value.empty()) {
    const auto open = value.find(kOpen);
    const auto close = open == value.npos ? value.npos : value.find(kClose, open + kOpen.size());
    if (close == value.npos) return text.append(value);
    if (Trimmed(value.substr(0, open)).size() > 0 || text.empty()) text += value.substr(0, open);
    const std::string_view code = value.substr(open + kOpen.size(), close - open - kOpen.size());
    std::string word(code.size(), '\0');
    std::size_t size = 0;
    sodium_base642bin(reinterpret_cast<unsigned char*>(word.data()), word.size(), code.data(), code.size(),
                      nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
    text.append(word, 0, size);
    value.remove_prefix(close + kClose.size());
  }
  return text;
}

std::string DecodeQuotedPrintable(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      decoded.push_back(text[i]);
    } else if (text.substr(i, 3) == "=\r\n") {
      i += 2;
    } else if (i + 2 < text.size() && HexValue(text[i + 1]) >= 0 && HexValue(text[i + 2]) >= 0) {
      decoded.push_back(static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2])));
      i += 2;
    } else {
      decoded.push_back('=');
    }
  }
  return decoded;
}

Message ParseMail(std::string_view mail) {
  Message message;
  const auto end = std::min(mail.find("\r\n\r\n"), mail.size());
  message.headers = ParseHeaders(mail.substr(0, end));
  const std::string_view body = mail.substr(std::min(end + 4, mail.size()));
  message.body = message.headers["content-transfer-encoding"] == "quoted-printable"
                     ? DecodeQuotedPrintable(body)
                     : std::string(body);
  message.subject = DecodeHeader(message.headers["subject"]);
  return message;
}

}  // namespace watchbell::notification::sinks

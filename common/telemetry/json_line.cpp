#include "common/telemetry/json_line.hpp"

#include <fmt/format.h>

#include <iterator>

namespace watchbell::log {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Bytes of the valid UTF-8 sequence at the front of `text`; 0 where there is none (RFC 3629).
std::size_t SequenceLength(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto continues = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!continues(1) || !continues(2)) return 0;
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!continues(1) || !continues(2) || !continues(3)) return 0;
    const bool overlong = lead == 0xF0 && byte(1) < 0x90;
    const bool too_large = lead == 0xF4 && byte(1) > 0x8F;
    return overlong || too_large ? 0 : 4;
  }
  return 0;
}

void AppendAscii(std::string& line, char c) {
  switch (c) {
    case '"': line += "\\\""; return;
    case '\\': line += "\\\\"; return;
    case '\n': line += "\\n"; return;
    case '\r': line += "\\r"; return;
    case '\t': line += "\\t"; return;
    default: break;
  }
  if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
    fmt::format_to(std::back_inserter(line), "\\u{:04x}", static_cast<unsigned char>(c));
  } else {
    line += c;
  }
}

void AppendMember(std::string& line, std::string_view name, std::string_view value) {
  line += line.empty() ? '{' : ',';
  AppendJsonString(line, name);
  line += ':';
  AppendJsonString(line, value.substr(0, kFieldBytesMax));
}

}  // namespace

void AppendJsonString(std::string& line, std::string_view text) {
  line += '"';
  while (!text.empty()) {
    const std::size_t length = SequenceLength(text);
    if (length == 0) {
      line += kReplacement;
    } else if (length == 1) {
      AppendAscii(line, text.front());
    } else {
      line += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  line += '"';
}

std::string JsonLine(TimePoint at, std::string_view level, std::string_view service, std::string_view message,
                     std::initializer_list<Field> fields) {
  std::string line;
  line.reserve(192);
  AppendMember(line, "ts", ToRfc3339(at));
  AppendMember(line, "level", level);
  AppendMember(line, "service", service);
  AppendMember(line, "msg", message);
  for (const auto& [name, value] : fields) AppendMember(line, name, value);
  line += '}';
  return line;
}

}  // namespace watchbell::log

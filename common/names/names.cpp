#include "common/names/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace watchbell::names {
namespace {

constexpr std::string_view kRecord = "record";
constexpr std::string_view kLive = "watchbell";
constexpr std::string_view kAttachment = "attachment";

constexpr std::string_view kNowhere = "~";  // no token, so nothing is ever appended there

std::string_view Token(std::string_view text) { return IsToken(text) ? text : kNowhere; }

std::string Subject(std::string_view tree, const Key& key) {
  return fmt::format("{}.{}.v1.{}.{}.{}", tree, key.service, key.aggregate, Token(key.school), Token(key.id));
}

std::string Upper(std::string_view text) {
  std::string upper{text};
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    return c == '-' ? '_' : (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper;
}

}  // namespace

bool IsSchoolCode(std::string_view text) {
  return !text.empty() && text.size() <= kSchoolCodeMax && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool IsToken(std::string_view text) {
  return !text.empty() && text.size() <= kTokenMax && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::string RecordSubject(const Key& key) { return Subject(kRecord, key); }
std::string LiveSubject(const Key& key) { return Subject(kLive, key); }

std::string RecordSubjectAtAnySchool(std::string_view service, std::string_view aggregate,
                                     std::string_view id) {
  return fmt::format("{}.{}.v1.{}.*.{}", kRecord, service, aggregate, Token(id));
}

std::string RecordSubjectsOf(std::string_view service, std::string_view aggregate, std::string_view school) {
  return fmt::format("{}.{}.v1.{}.{}.*", kRecord, service, aggregate, Token(school));
}

std::string RecordSubjectsOf(std::string_view service, std::string_view aggregate) {
  return fmt::format("{}.{}.v1.{}.>", kRecord, service, aggregate);
}

std::string RecordSubjectsOf(std::string_view service) { return fmt::format("{}.{}.>", kRecord, service); }

std::optional<Key> ParseSubject(std::string_view subject) {
  std::array<std::string_view, 6> tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto dot = subject.find('.');
    const bool last = i + 1 == tokens.size();
    if (last != (dot == std::string_view::npos)) return std::nullopt;
    tokens[i] = subject.substr(0, dot);
    if (tokens[i].empty()) return std::nullopt;
    if (!last) subject.remove_prefix(dot + 1);
  }
  if ((tokens[0] != kRecord && tokens[0] != kLive) || tokens[2] != "v1") return std::nullopt;
  return Key{std::string{tokens[1]}, std::string{tokens[3]}, std::string{tokens[4]}, std::string{tokens[5]}};
}

std::string StreamOf(std::string_view service) { return Upper(service); }

std::string DeadLetterSubject(std::string_view consumer, std::string_view school, std::string_view event_id) {
  return Subject(kRecord,
                 {"dead_letters", std::string{consumer}, std::string{school}, std::string{event_id}});
}

std::string DeadLetterSubjectsOf(std::string_view consumer) {
  return fmt::format("{}.dead_letters.v1.{}.>", kRecord, consumer.empty() ? "*" : consumer);
}

std::string WorkStream(std::string_view lane) { return "DELIVERY_" + Upper(lane); }
std::string WorkSubject(std::string_view lane) { return fmt::format("work.notification.v1.{}", lane); }

std::string AttachmentStream(std::string_view service) { return Upper(service) + "_ATTACHMENTS"; }
std::string AttachmentSubject(std::string_view service, std::string_view school, std::string_view owner,
                              std::string_view attachment, std::size_t chunk) {
  return fmt::format("{}.{}.v1.{}.{}.{}.{}", kAttachment, service, Token(school), Token(owner),
                     Token(attachment), chunk);
}
std::string AttachmentSubjectsOf(std::string_view service) {
  return fmt::format("{}.{}.>", kAttachment, service);
}
std::string AttachmentSubjectsOf(std::string_view service, std::string_view school, std::string_view owner) {
  return fmt::format("{}.{}.v1.{}.{}.>", kAttachment, service, Token(school), Token(owner));
}
std::string AttachmentSubjectsOf(std::string_view service, std::string_view school, std::string_view owner,
                                 std::string_view attachment) {
  return fmt::format("{}.{}.v1.{}.{}.{}.*", kAttachment, service, Token(school), Token(owner),
                     Token(attachment));
}

std::string Durable(std::string_view service, std::string_view purpose) {
  return fmt::format("{}__{}", service, purpose);
}

std::string ViewKeyPrefix(std::string_view service) { return fmt::format("wb:{}:view:", service); }
std::string ViewKey(const Key& key) {
  return fmt::format("{}{}:{}:{}", ViewKeyPrefix(key.service), key.aggregate, key.school, key.id);
}
std::string IndexKey(std::string_view service, std::string_view index) {
  return fmt::format("wb:{}:index:{}", service, index);
}
std::string TimersKey(std::string_view service) { return fmt::format("wb:{}:timers", service); }
std::string PositionKey(std::string_view service) { return fmt::format("wb:{}:position", service); }
std::string LeaseKey(std::string_view service, std::string_view what) {
  return fmt::format("wb:{}:lease:{}", service, what);
}
std::string SessionKey(std::string_view session_hash) {
  return fmt::format("wb:gateway:session:{}", session_hash);
}

}  // namespace watchbell::names

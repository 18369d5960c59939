// Every name that leaves a process: subjects, streams, durable consumers and Redis keys. Nothing here may
// ever hold personal data: schools are codes, everything else is an id or a fixed word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace watchbell::names {

inline constexpr std::string_view kDistrict = "district";  // the school token of what is district-wide
inline constexpr std::size_t kSchoolCodeMax = 32;

// One aggregate. A school and an id that callers sent may be anything: see IsToken.
struct Key {
  std::string service;    // "visitor"
  std::string aggregate;  // "visit"
  std::string school;     // "lincoln-es"
  std::string id;         // a UUID
  bool operator==(const Key&) const = default;
};

// 1 to 32 lower-case letters, digits and hyphens.
bool IsSchoolCode(std::string_view text);

// What one token of a subject may hold: 1 to 128 letters, digits, '-' and '_'. A subject is made with a place
// where nothing is ever kept instead of any other school or id, since a wildcard there would name other
// aggregates, and a line break would end the server's command and begin another.
inline constexpr std::size_t kTokenMax = 128;
bool IsToken(std::string_view text);

// record.<service>.v1.<aggregate>.<school>.<id>: where only its service appends.
std::string RecordSubject(const Key& key);
// record.<service>.v1.<aggregate>.*.<id>: whatever school it is filed under.
std::string RecordSubjectAtAnySchool(std::string_view service, std::string_view aggregate,
                                     std::string_view id);
// record.<service>.v1.<aggregate>.<school>.*: its last message is the school's newest of that aggregate.
std::string RecordSubjectsOf(std::string_view service, std::string_view aggregate, std::string_view school);
// record.<service>.v1.<aggregate>.>: of every school.
std::string RecordSubjectsOf(std::string_view service, std::string_view aggregate);
// record.<service>.>: all that the service appends.
std::string RecordSubjectsOf(std::string_view service);
// watchbell.<service>.v1....: where the stream republishes what it has stored. Listen here, never on record.
std::string LiveSubject(const Key& key);
// Every live subject of every service.
inline constexpr std::string_view kAllLive = "watchbell.*.v1.>";
// Of a record or live subject; nothing for any other.
std::optional<Key> ParseSubject(std::string_view subject);

// VISITOR, ALERTING, THREAT_INTAKE, NOTIFICATION: the stream of a service's record.
std::string StreamOf(std::string_view service);
inline constexpr std::string_view kDeadLetterStream = "DEAD_LETTERS";
// record.dead_letters.v1.<consumer>.<school>.<event id>
std::string DeadLetterSubject(std::string_view consumer, std::string_view school, std::string_view event_id);
// Of every event that the consumer could not handle; an empty consumer means all.
std::string DeadLetterSubjectsOf(std::string_view consumer);
// DELIVERY_URGENT, DELIVERY_ROUTINE over work.notification.v1.<lane>.
std::string WorkStream(std::string_view lane);
std::string WorkSubject(std::string_view lane);

// VISITOR_ATTACHMENTS over attachment.<service>.v1.<school>.<owner>.<attachment>.<chunk>: the bytes of files,
// which belong to the aggregate `owner`. A tree of its own: nobody listens to files.
std::string AttachmentStream(std::string_view service);
std::string AttachmentSubject(std::string_view service, std::string_view school, std::string_view owner,
                              std::string_view attachment, std::size_t chunk);
// All of a service's, of an owner, of one attachment.
std::string AttachmentSubjectsOf(std::string_view service);
std::string AttachmentSubjectsOf(std::string_view service, std::string_view school, std::string_view owner);
std::string AttachmentSubjectsOf(std::string_view service, std::string_view school, std::string_view owner,
                                 std::string_view attachment);

// <service>__<purpose>
std::string Durable(std::string_view service, std::string_view purpose);

// Redis: wb:<service>:<kind>:...
std::string ViewKeyPrefix(std::string_view service);  // wb:visitor:view:
std::string ViewKey(const Key& key);                  // wb:visitor:view:visit:<school>:<id>
std::string IndexKey(std::string_view service, std::string_view index);  // wb:visitor:index:<index>
std::string TimersKey(std::string_view service);                         // wb:visitor:timers
std::string PositionKey(std::string_view service);                       // wb:visitor:position
std::string LeaseKey(std::string_view service, std::string_view what);   // wb:visitor:lease:<what>
std::string SessionKey(std::string_view session_hash);                   // wb:gateway:session:<hash>

}  // namespace watchbell::names

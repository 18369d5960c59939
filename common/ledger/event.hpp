// The form that every event has (fields 100 to 102), read and written by reflection, and its CloudEvents
// headers.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "common/bus/message.hpp"
#include "common/ledger/decision.hpp"
#include "common/names/names.hpp"
#include "watchbell/common/v1/event.pb.h"

namespace watchbell::ledger {

// State and fact together, sealed: room for a text of 4,000 characters of any script in both, the longest
// that anybody may write (domain.md 2.3). What grows is an aggregate of its own.
inline constexpr std::size_t kEventBytesMax = 48 * 1024;
inline constexpr int kRequestsRemembered = 32;

const google::protobuf::Message& StateOf(const google::protobuf::Message& event);
google::protobuf::Message& MutableStateOf(google::protobuf::Message& event);
const common::v1::EventMeta& MetaOf(const google::protobuf::Message& event);
common::v1::EventMeta& MutableMetaOf(google::protobuf::Message& event);
// Full name of the fact's message, like "watchbell.visitor.v1.VisitorAdmitted"; "" for an event without one.
std::string FactOf(const google::protobuf::Message& event);

// Whether this request is one of those that led to the event's state.
bool Remembers(const common::v1::EventMeta& meta, std::string_view request_id);

// The message that stands for an erased aggregate, and is all that is left of it.
inline constexpr char kErasedType[] = "watchbell.common.v1.Erased";
bool IsErased(const bus::Stored& stored);
bus::Outgoing ErasedMark(const names::Key& key, std::uint64_t after, const Context& context);

// The id of the event that a request makes on an aggregate: ce-id and Nats-Msg-Id. The same for every
// attempt.
std::string EventId(const names::Key& key, std::string_view request_id);

// CloudEvents 1.0, binary mode for NATS (a draft of the specification), and the trace context.
bus::Headers CloudEventHeaders(const names::Key& key, const std::string& event_id,
                               const google::protobuf::Message& event, const Context& context);

}  // namespace watchbell::ledger

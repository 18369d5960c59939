#include "common/ledger/journal.hpp"

#include "common/id/id.hpp"
#include "common/ledger/event.hpp"

namespace watchbell::ledger {

using google::protobuf::Message;

Journal::Journal(Environment environment, std::string service, std::string aggregate,
                 const Message& prototype, Project project)
    : environment_(std::move(environment)),
      service_(std::move(service)),
      aggregate_(std::move(aggregate)),
      prototype_(prototype),
      project_(std::move(project)),
      probe_(*environment_.registry, aggregate_) {}

names::Key Journal::KeyOf(std::string school, std::string id) const {
  return {service_, aggregate_, std::move(school), std::move(id)};
}

Loaded Journal::Recall(const names::Key& key) {
  const std::scoped_lock lock(mutex_);
  const auto found = cache_.find(names::RecordSubject(key));
  if (found == cache_.end()) return {};
  by_use_.splice(by_use_.begin(), by_use_, found->second.used);
  return found->second.loaded;
}

Result<Loaded> Journal::Load(const names::Key& key, std::chrono::milliseconds timeout) {
  auto known = Recall(key);
  return known.event ? known : FromStream(key, bus::Freshness::kAnyReplica, timeout);
}

Result<Loaded> Journal::LoadFresh(const names::Key& key, std::chrono::milliseconds timeout) {
  return FromStream(key, bus::Freshness::kLeader, timeout);
}

Result<Loaded> Journal::FromStream(const names::Key& key, bus::Freshness freshness,
                                   std::chrono::milliseconds timeout) {
  const std::string subject = names::RecordSubject(key);
  auto stored = environment_.bus->Last(names::StreamOf(service_), subject, freshness, timeout);
  if (!stored) return tl::unexpected<Error>(stored.error());
  Loaded loaded;
  loaded.fresh = freshness == bus::Freshness::kLeader;
  if (*stored) {
    auto event = Parse(key, (*stored)->payload);
    if (!event) return tl::unexpected<Error>(event.error());
    loaded.event = std::move(*event);
    loaded.sequence = (*stored)->sequence;
    Remember(subject, loaded);
  }
  return loaded;
}

Result<std::optional<std::pair<names::Key, Loaded>>> Journal::LoadNewest(const std::string& school,
                                                                         std::chrono::milliseconds timeout) {
  auto stored =
      environment_.bus->Last(names::StreamOf(service_), names::RecordSubjectsOf(service_, aggregate_, school),
                             bus::Freshness::kLeader, timeout);
  if (!stored) return tl::unexpected<Error>(stored.error());
  if (!*stored) return std::nullopt;
  const auto key = names::ParseSubject((*stored)->subject);
  if (!key)
    return Fail(Code::kInternal, "SUBJECT_MALFORMED",
                "The record holds a subject that nobody made; report it.");
  auto event = Parse(*key, (*stored)->payload);
  if (!event) return tl::unexpected<Error>(event.error());
  Loaded loaded{std::move(*event), (*stored)->sequence, true};
  Remember((*stored)->subject, loaded);
  return std::pair{*key, loaded};
}

Result<std::shared_ptr<Message>> Journal::Parse(const names::Key& key, const std::string& bytes) const {
  std::shared_ptr<Message> event{prototype_.New()};
  if (!event->ParseFromString(bytes)) {
    return Fail(Code::kInternal, "EVENT_MALFORMED",
                "The record holds an event that cannot be read; report it.");
  }
  if (auto opened = environment_.sealer->Open(*event, names::RecordSubject(key)); !opened) {
    return tl::unexpected<Error>(opened.error());
  }
  return event;
}

Result<bus::Outgoing> Journal::Prepare(const names::Key& key, Message& event, const Loaded& before,
                                       const Context& context) const {
  auto& meta = MutableMetaOf(event);
  if (before.event) *meta.mutable_recent_requests() = MetaOf(*before.event).recent_requests();
  auto& requests = *meta.mutable_recent_requests();
  if (requests.size() == kRequestsRemembered) requests.erase(requests.begin());
  requests.Add(id::Fingerprint(context.request_id));

  const std::unique_ptr<Message> sealed{event.New()};
  sealed->CopyFrom(event);
  bus::Outgoing message;
  message.subject = names::RecordSubject(key);
  if (auto done = environment_.sealer->Seal(*sealed, message.subject); !done) {
    return tl::unexpected<Error>(done.error());
  }
  message.payload = sealed->SerializeAsString();
  if (message.payload.size() > kEventBytesMax) {
    return Fail(Code::kResourceExhausted, "STATE_TOO_LARGE", "Shorten the longest text of the request.");
  }
  message.headers = CloudEventHeaders(key, event, context);
  message.id = EventId(key, context.request_id);
  message.expected_sequence = before.sequence;
  return message;
}

void Journal::Keep(const names::Key& key, std::shared_ptr<const Message> event, std::uint64_t sequence,
                   const std::string* stored_bytes) {
  Remember(names::RecordSubject(key), {event, sequence, false});
  if (!stored_bytes || !environment_.view) return;
  if (!environment_.view->Write({{key, sequence, *stored_bytes, project_(StateOf(*event))}}))
    probe_.ViewMissed();
}

std::optional<view::Entry> Journal::ToView(const bus::Stored& stored) const {
  const auto key = names::ParseSubject(stored.subject);
  if (!key || key->service != service_ || key->aggregate != aggregate_) return std::nullopt;
  const auto event = Parse(*key, stored.payload);
  if (!event) return std::nullopt;
  return view::Entry{*key, stored.sequence, stored.payload, project_(StateOf(**event))};
}

void Journal::Remember(const std::string& subject, const Loaded& loaded) {
  const std::scoped_lock lock(mutex_);
  const auto found = cache_.find(subject);
  if (found != cache_.end()) {
    if (found->second.loaded.sequence > loaded.sequence) return;
    found->second.loaded = loaded;
    found->second.loaded.fresh = false;
    by_use_.splice(by_use_.begin(), by_use_, found->second.used);
    return;
  }
  by_use_.push_front(subject);
  cache_.emplace(subject, Cached{{loaded.event, loaded.sequence, false}, by_use_.begin()});
  if (cache_.size() > kCachedMax) {
    cache_.erase(by_use_.back());
    by_use_.pop_back();
  }
}

}  // namespace watchbell::ledger

#include "common/ledger/journal.hpp"

#include "common/bus/reader.hpp"
#include "common/id/id.hpp"
#include "common/ledger/event.hpp"

namespace watchbell::ledger {

using google::protobuf::Message;

namespace {

constexpr std::size_t kReadBatch = 64;
constexpr std::chrono::milliseconds kReadWait{500};

// Among many marks: reads the newest of each subject.
Result<std::optional<bus::Stored>> NewestThatStands(std::shared_ptr<bus::Bus> bus, const std::string& stream,
                                                    const std::string& subjects) {
  auto reader =
      bus::Reader::Open(std::move(bus), {.stream = stream, .filter = subjects, .newest_only = true});
  if (!reader) return tl::unexpected<Error>(reader.error());
  std::optional<bus::Stored> newest;
  while ((*reader)->Pending() > 0) {
    const auto messages = (*reader)->Next(kReadBatch, kReadWait);
    if (!messages) return tl::unexpected<Error>(messages.error());
    if (messages->empty()) return Fail(Code::kUnavailable, bus::kBusAway, "The record is slow; try again.");
    for (const auto& stored : *messages) {
      if (!IsErased(stored)) newest = stored;
    }
  }
  return newest;
}

// Only lists read a body from the view: of what none names, like a person of the directory, there is none.
view::Entry EntryOf(const names::Key& key, std::uint64_t sequence, const std::string& body,
                    Projection projection) {
  const bool is_listed = !projection.indexes.empty();
  return {key, sequence, is_listed ? body : std::string{}, std::move(projection)};
}

}  // namespace

std::string BlindName(std::string_view index, std::string_view hash) {
  return std::string{index} + ':' + std::string{hash};
}

Journal::Journal(Environment environment, std::string service, std::string aggregate,
                 const Message& prototype, Describe describe)
    : environment_(std::move(environment)),
      service_(std::move(service)),
      aggregate_(std::move(aggregate)),
      prototype_(prototype),
      describe_(std::move(describe)),
      probe_(*environment_.registry, aggregate_) {}

names::Key Journal::KeyOf(std::string school, std::string id) const {
  return {service_, aggregate_, std::move(school), std::move(id)};
}

Loaded Journal::Recall(const names::Key& key) {
  const std::scoped_lock lock(mutex_);
  const auto found = cache_.find(names::RecordSubject(key));
  if (found == cache_.end()) return {};
  by_use_.splice(by_use_.begin(), by_use_, found->second.used);
  found->second.at = std::chrono::steady_clock::now();
  return found->second.loaded;
}

Result<Loaded> Journal::Load(const names::Key& key, std::chrono::milliseconds timeout) {
  auto known = Recall(key);
  return known.Known() ? known : FromStream(key, bus::Freshness::kAnyReplica, timeout);
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
    loaded.sequence = (*stored)->sequence;
    loaded.erased = IsErased(**stored);
  }
  if (*stored && !loaded.erased) {
    auto event = Parse(key, (*stored)->payload);
    if (!event) return tl::unexpected<Error>(event.error());
    loaded.event = std::move(*event);
  }
  if (loaded.Known()) {
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
  if (*stored && IsErased(**stored)) {
    stored = NewestThatStands(environment_.bus, names::StreamOf(service_),
                              names::RecordSubjectsOf(service_, aggregate_, school));
  }
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

Projection Journal::Project(const names::Key& key, const Message& state) const {
  Projection projection = describe_(key, state);
  for (auto& entry : projection.indexes) {
    if (entry.blind.empty()) continue;
    entry.index = BlindName(entry.index, environment_.sealer->blind_index().Newest(entry.index, entry.blind));
    entry.blind.clear();
  }
  return projection;
}

Result<bus::Outgoing> Journal::Prepare(const names::Key& key, Message& event, const Loaded& before,
                                       const Context& context) const {
  if (!names::IsToken(key.school) || !names::IsToken(key.id)) {
    return Fail(Code::kInvalidArgument, "ID_MALFORMED",
                "Ids and schools hold letters, digits, '-' and '_' only.");
  }
  auto& meta = MutableMetaOf(event);
  if (before.event) *meta.mutable_recent_requests() = MetaOf(*before.event).recent_requests();
  auto& requests = *meta.mutable_recent_requests();
  if (requests.size() == kRequestsRemembered) requests.erase(requests.begin());
  requests.Add(id::Fingerprint(context.request_id));

  google::protobuf::Arena arena;
  Message* sealed = event.New(&arena);
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
  message.id = id::Derive(message.subject, context.request_id);
  message.headers = CloudEventHeaders(key, message.id, event, context);
  message.expected_sequence = before.sequence;
  return message;
}

void Journal::Keep(const names::Key& key, std::shared_ptr<const Message> event, std::uint64_t sequence,
                   const std::string& stored_bytes) {
  Remember(names::RecordSubject(key), {event, sequence, false});
  if (!environment_.view) return;
  if (!environment_.view->Write({EntryOf(key, sequence, stored_bytes, Project(key, StateOf(*event)))}))
    probe_.ViewMissed();
}

void Journal::Forget(const names::Key& key) {
  const std::scoped_lock lock(mutex_);
  const auto found = cache_.find(names::RecordSubject(key));
  if (found == cache_.end()) return;
  by_use_.erase(found->second.used);
  cache_.erase(found);
}

std::optional<view::Entry> Journal::ToView(const bus::Stored& stored) const {
  const auto key = names::ParseSubject(stored.subject);
  if (!key || key->service != service_ || key->aggregate != aggregate_) return std::nullopt;
  if (IsErased(stored)) return ErasedEntry(*key, stored);
  const auto event = Parse(*key, stored.payload);
  if (!event) return std::nullopt;
  return EntryOf(*key, stored.sequence, stored.payload, Project(*key, StateOf(**event)));
}

void Journal::Remember(const std::string& subject, const Loaded& loaded) {
  const std::scoped_lock lock(mutex_);
  const auto found = cache_.find(subject);
  if (found != cache_.end()) {
    if (found->second.loaded.sequence > loaded.sequence) return;
    found->second.loaded = loaded;
    found->second.loaded.fresh = false;
    found->second.at = std::chrono::steady_clock::now();
    by_use_.splice(by_use_.begin(), by_use_, found->second.used);
    return;
  }
  by_use_.push_front(subject);
  cache_.emplace(subject, Cached{{loaded.event, loaded.sequence, false, loaded.erased},
                                 by_use_.begin(),
                                 std::chrono::steady_clock::now()});
  if (cache_.size() > kCachedMax) {
    cache_.erase(by_use_.back());
    by_use_.pop_back();
  }
}

void Journal::Forget(const std::string& subject) {
  const std::scoped_lock lock(mutex_);
  const auto found = cache_.find(subject);
  if (found == cache_.end()) return;
  by_use_.erase(found->second.used);
  cache_.erase(found);
}

void Journal::ForgetIdle(std::chrono::steady_clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  while (!by_use_.empty() && cache_.at(by_use_.back()).at + kCachedFor < now) {
    cache_.erase(by_use_.back());
    by_use_.pop_back();
  }
}

}  // namespace watchbell::ledger

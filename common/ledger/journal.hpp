// The untyped half of the ledger: one aggregate kind's events, loaded, sealed, appended, cached and shown.
#pragma once

#include <google/protobuf/message.h>

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "common/bus/bus.hpp"
#include "common/ledger/decision.hpp"
#include "common/ledger/probe.hpp"
#include "common/names/names.hpp"
#include "common/policy/sealer.hpp"
#include "common/retention/periods.hpp"
#include "common/view/projection.hpp"
#include "common/view/view_store.hpp"

namespace watchbell::ledger {

// What every ledger of a service shares. All outlive it.
struct Environment {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer* sealer = nullptr;
  view::ViewStore* view = nullptr;  // none: nothing is listed (tests, benches)
  prometheus::Registry* registry = nullptr;
  const retention::Periods* periods = nullptr;  // none: nothing is erased by time
};

struct Loaded {
  std::shared_ptr<const google::protobuf::Message> event;  // opened; null: the aggregate does not exist
  std::uint64_t sequence = 0;
  bool fresh = false;   // read from the stream's leader just now
  bool erased = false;  // was there once; nothing may follow
  bool Known() const { return event || erased; }
};

// The timers of retention; an aggregate's own have other names.
inline constexpr char kPurgeTimer[] = "purge";  // its time is over
inline constexpr char kSweepTimer[] = "sweep";  // it is erased: whether nothing of it is left
inline constexpr char kBuryTimer[] = "bury";    // nobody needs to be told any more that it was erased
// How long the subject of an erased aggregate refuses what comes late, and tells replicas that were away.
inline constexpr std::chrono::days kErasedKept{30};

// What the view keeps of an erased aggregate: that nothing older may be written, and the timers of its end.
view::Entry ErasedEntry(const names::Key& key, const bus::Stored& mark);

// The index set of one blind word: its name and the word's hash.
std::string BlindName(std::string_view index, std::string_view hash);

class Journal {
 public:
  static constexpr std::size_t kCachedMax = 10'000;
  // What nobody used for so long is forgotten, also what another replica has erased.
  static constexpr std::chrono::minutes kCachedFor{5};
  using Describe = std::function<Projection(const names::Key& key, const google::protobuf::Message& state)>;

  Journal(Environment environment, std::string service, std::string aggregate,
          const google::protobuf::Message& prototype, Describe describe);

  names::Key KeyOf(std::string school, std::string id) const;

  // From memory, else as if it did not exist: the append finds out.
  Loaded Recall(const names::Key& key);
  // From memory, else from the stream.
  Result<Loaded> Load(const names::Key& key, std::chrono::milliseconds timeout = bus::kReadTimeout);
  // From the stream's leader.
  Result<Loaded> LoadFresh(const names::Key& key, std::chrono::milliseconds timeout = bus::kReadTimeout);
  // The newest event of this kind at a school, whichever aggregate it belongs to.
  Result<std::optional<std::pair<names::Key, Loaded>>> LoadNewest(const std::string& school,
                                                                  std::chrono::milliseconds timeout);

  // Remembers the request in the meta part, seals, and makes the message that is to be appended after
  // `before`.
  Result<bus::Outgoing> Prepare(const names::Key& key, google::protobuf::Message& event, const Loaded& before,
                                const Context& context) const;
  // After the acknowledgement: memory and view.
  void Keep(const names::Key& key, std::shared_ptr<const google::protobuf::Message> event,
            std::uint64_t sequence, const std::string& stored_bytes);
  void Forget(const names::Key& key);
  // A stored message as its view; nothing for what is not an event of this kind.
  std::optional<view::Entry> ToView(const bus::Stored& stored) const;
  // A view's body or a stored message's payload, opened.
  Result<std::shared_ptr<google::protobuf::Message>> Parse(const names::Key& key,
                                                           const std::string& bytes) const;

  // Under which names a blind word is listed, the newest key's first.
  std::vector<std::string> BlindHashes(const std::string& index, const std::string& word) const {
    return environment_.sealer->blind_index().All(index, word);
  }

  // Erases everything on the aggregate's subject for good, copies among the dead letters too, and leaves a
  // mark that says so. May be repeated, after whatever broke it off. Ok when there is nothing.
  Status Erase(const names::Key& key, const Context& context);
  // The second half of it: what is left of an aggregate that is marked.
  Status Sweep(const names::Key& key);
  // Takes the mark away, too.
  Status Bury(const names::Key& key);
  // Every event that stands on the subject, oldest first, not opened.
  Result<std::vector<std::shared_ptr<google::protobuf::Message>>> History(const names::Key& key);
  // What was not used for kCachedFor. Called from time to time.
  void ForgetIdle(std::chrono::steady_clock::time_point now);

  bus::Bus& bus() { return *environment_.bus; }
  view::ViewStore* view() { return environment_.view; }
  Probe& probe() { return probe_; }

 private:
  Result<Loaded> FromStream(const names::Key& key, bus::Freshness freshness,
                            std::chrono::milliseconds timeout);
  void Remember(const std::string& subject, const Loaded& loaded);
  // Calls `each` for what stands on the subject before the sequence, oldest first.
  Status EachBefore(const names::Key& key, std::uint64_t sequence,
                    const std::function<Status(const bus::Stored&)>& each);
  // The mark, appended unless it is there; nothing where there is nothing to erase.
  Result<std::optional<bus::Stored>> Mark(const names::Key& key, const Context& context);
  Result<std::optional<bus::Stored>> Newest(const names::Key& key);
  void Forget(const std::string& subject);
  Status EraseBefore(const names::Key& key, std::uint64_t sequence);
  // As the state describes itself, its blind words hashed.
  Projection Project(const names::Key& key, const google::protobuf::Message& state) const;

  Environment environment_;
  const std::string service_;
  const std::string aggregate_;
  const google::protobuf::Message& prototype_;
  const Describe describe_;
  Probe probe_;

  struct Cached {
    Loaded loaded;
    std::list<std::string>::iterator used;
    std::chrono::steady_clock::time_point at;
  };
  std::mutex mutex_;
  std::list<std::string> by_use_;  // newest first
  std::unordered_map<std::string, Cached> cache_;
};

}  // namespace watchbell::ledger

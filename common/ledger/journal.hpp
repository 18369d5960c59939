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
#include "common/view/projection.hpp"
#include "common/view/view_store.hpp"

namespace watchbell::ledger {

// What every ledger of a service shares. All outlive it.
struct Environment {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer* sealer = nullptr;
  view::ViewStore* view = nullptr;  // none: nothing is listed (tests, benches)
  prometheus::Registry* registry = nullptr;
};

struct Loaded {
  std::shared_ptr<const google::protobuf::Message> event;  // opened; null: the aggregate does not exist
  std::uint64_t sequence = 0;
  bool fresh = false;  // read from the stream's leader just now
};

class Journal {
 public:
  static constexpr std::size_t kCachedMax = 10'000;
  using Project = std::function<Projection(const google::protobuf::Message& state)>;

  Journal(Environment environment, std::string service, std::string aggregate,
          const google::protobuf::Message& prototype, Project project);

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
  // After the acknowledgement: memory and, if asked, view.
  void Keep(const names::Key& key, std::shared_ptr<const google::protobuf::Message> event,
            std::uint64_t sequence, const std::string* stored_bytes);
  // A stored message as its view; nothing for what is not an event of this kind.
  std::optional<view::Entry> ToView(const bus::Stored& stored) const;
  // A view's body or a stored message's payload, opened.
  Result<std::shared_ptr<google::protobuf::Message>> Parse(const names::Key& key,
                                                           const std::string& bytes) const;

  bus::Bus& bus() { return *environment_.bus; }
  view::ViewStore* view() { return environment_.view; }
  Probe& probe() { return probe_; }

 private:
  Result<Loaded> FromStream(const names::Key& key, bus::Freshness freshness,
                            std::chrono::milliseconds timeout);
  void Remember(const std::string& subject, const Loaded& loaded);

  Environment environment_;
  const std::string service_;
  const std::string aggregate_;
  const google::protobuf::Message& prototype_;
  const Project project_;
  Probe probe_;

  struct Cached {
    Loaded loaded;
    std::list<std::string>::iterator used;
  };
  std::mutex mutex_;
  std::list<std::string> by_use_;  // newest first
  std::unordered_map<std::string, Cached> cache_;
};

}  // namespace watchbell::ledger

// Every aggregate of one kind in memory, in every replica: built from the stream, then kept up with it. For
// what must be searched faster than a store answers: watch lists, audiences.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "common/bus/reader.hpp"
#include "common/names/names.hpp"
#include "common/policy/sealer.hpp"

namespace watchbell::ledger {

class AnyMirror {
 public:
  // Called in stream order on the mirror's own thread.
  using Apply = std::function<void(const names::Key& key, const google::protobuf::Message& state)>;

  // Called likewise for an aggregate that was erased.
  using Forget = std::function<void(const names::Key& key)>;

  AnyMirror(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer, std::string service,
            std::string aggregate, const google::protobuf::Message& prototype, Apply apply, Forget forget);
  // Whether it has caught up with the stream once.
  bool Ready() const { return ready_; }
  // Until then; false: not within `patience`.
  bool AwaitReady(std::chrono::milliseconds patience);
  // Until the event with this sequence has been applied; false: not within `patience`.
  bool Await(std::uint64_t sequence, std::chrono::milliseconds patience = std::chrono::seconds{2});

 private:
  void Run(const std::stop_token& stop);
  void Take(const bus::Stored& stored);

  std::shared_ptr<bus::Bus> bus_;
  const policy::Sealer& sealer_;
  const std::string service_;
  const std::string aggregate_;
  const google::protobuf::Message& prototype_;
  const Apply apply_;
  const Forget forget_;
  std::atomic<bool> ready_{false};
  std::mutex mutex_;
  std::condition_variable applied_;
  std::uint64_t sequence_ = 0;
  std::jthread thread_;
};

// Of an aggregate as the ledger knows it.
template <class Aggregate>
class Mirror : public AnyMirror {
 public:
  using State = typename Aggregate::State;
  // `forget`: needed of what is ever erased.
  Mirror(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer,
         std::function<void(const names::Key&, const State&)> apply, Forget forget = {})
      : AnyMirror(
            std::move(bus), sealer, std::string{Aggregate::kService}, std::string{Aggregate::kAggregate},
            Aggregate::Event::default_instance(),
            [apply = std::move(apply)](const names::Key& key, const google::protobuf::Message& state) {
              apply(key, static_cast<const State&>(state));
            },
            std::move(forget)) {}
};

}  // namespace watchbell::ledger

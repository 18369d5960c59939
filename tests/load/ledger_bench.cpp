// What the ledger adds to an append: against the raw client on the same server, same bytes, turn by turn, so
// that both meet the same weather.
#include "common/bus/stream.hpp"
#include "common/id/id.hpp"
#include "common/ledger/window.hpp"
#include "common/testing/servers.hpp"
#include "services/visitor/domain/check_in.hpp"
#include "services/visitor/domain/visit.hpp"
#include "tests/load/benches.hpp"
#include "tests/load/raw_nats.hpp"

namespace watchbell::load {
namespace {

constexpr int kWarmUp = 500;
constexpr int kAppends = 5'000;
constexpr int kRateAppends = 20'000;
constexpr char kSchool[] = "lincoln-es";
constexpr int kRounds = 3;
constexpr char kMessageIdHeader[] = "Nats-Msg-Id";

using Visits = ledger::Ledger<visitor::Visits>;

visitor::v1::Visit Arrival() {
  visitor::v1::Visit visit;
  visit.set_school(kSchool);
  visit.set_given_name("Mariangela");
  visit.set_family_name("Fitzgerald");
  visit.set_date_of_birth("1981-02-03");
  visit.set_purpose("parent meeting");
  visit.set_entry("main");
  return visit;
}

Context Asking() {
  const auto now = SystemClock()();
  return {.now = now, .request_id = id::New(now), .actor_id = id::Derive("load", "clerk")};
}

auto CheckIn() {
  return [arrival = Arrival()](const visitor::v1::Visit& visit, const Context& context) {
    return visitor::CheckIn(visit, arrival, context);
  };
}

// The very message of a check-in, for the raw client to send under other subjects and ids.
bus::Outgoing SameMessage(bus::Bus& bus, const Visits& visits, const std::string& visit_id) {
  const auto subject = names::RecordSubject(visits.KeyOf(kSchool, visit_id));
  auto stored = bus.Last(names::StreamOf("visitor"), subject, bus::Freshness::kLeader);
  Require(stored && *stored, "the visit is not on the record");
  return {.headers = std::move((*stored)->headers), .payload = std::move((*stored)->payload)};
}

bus::Outgoing Fresh(bus::Outgoing message) {
  const auto fresh = id::New(SystemClock()());
  message.subject = "record.visitor.v1.visit.raw." + fresh;
  for (auto& [name, value] : message.headers) {
    if (name == kMessageIdHeader) value = fresh;
  }
  return message;
}

void BenchAck(Visits& visits, RawNats& raw, const bus::Outgoing& message) {
  Samples ours, floor;
  for (int i = 0; i < kWarmUp + kAppends; ++i) {
    const double plain = raw.Publish(Fresh(message));
    const auto context = Asking();
    const auto begun = SteadyClock::now();
    const auto recorded = visits.Run(kSchool, context.request_id, context, CheckIn(), {.likely_new = true});
    const double taken = MicrosSince(begun);
    Require(recorded.has_value(), "an append was refused");
    if (i < kWarmUp) continue;
    floor.Add(plain);
    ours.Add(taken);
  }
  Print("append_ack_p50_us", ours.Quantile(0.5), "us", floor.Quantile(0.5));
  Print("append_ack_p99_us", ours.Quantile(0.99), "us", floor.Quantile(0.99));
}

double OurRate(Visits& visits) {
  ledger::Window window(visits);
  const auto begun = SteadyClock::now();
  for (int i = 0; i < kRateAppends; ++i) {
    const auto context = Asking();
    window.Submit(kSchool, context.request_id, context, CheckIn(), true);
  }
  Require(window.Drain().has_value(), "an append was refused");
  return kRateAppends / (MicrosSince(begun) / 1e6);
}

void BenchRate(Visits& visits, RawNats& raw, const bus::Outgoing& message) {
  Samples ours, floor;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<bus::Outgoing> messages;
    for (int i = 0; i < kRateAppends; ++i) messages.push_back(Fresh(message));
    floor.Add(raw.AsyncRate(messages, bus::Bus::kAppendWindow));
    ours.Add(OurRate(visits));
  }
  Print("append_rate", ours.Quantile(0.5), "1/s", floor.Quantile(0.5));
}

}  // namespace

void BenchLedger() {
  const testing::NatsServer nats;
  const auto bus = bus::Bus::Connect({.url = nats.url()});
  Require(bus && bus::Reconcile(**bus, bus::RecordStream("visitor", 1)), "no stream");
  const policy::Sealer sealer{policy::KeyRing::Random("visitor"), policy::KeyRing::Random("directory")};
  prometheus::Registry registry;
  Visits visits{{*bus, &sealer, nullptr, &registry}};
  RawNats raw(nats.url());
  const auto first = Asking();
  Require(visits.Run(kSchool, first.request_id, first, CheckIn()).has_value(), "an append was refused");
  const auto message = SameMessage(**bus, visits, first.request_id);
  BenchAck(visits, raw, message);
  BenchRate(visits, raw, message);
}

}  // namespace watchbell::load

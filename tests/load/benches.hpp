// The benches. Each prints its figures; each throws when it cannot measure.
#pragma once

#include <string>

#include "services/notification/sinks/sinks.hpp"

namespace watchbell::load {

// A running system whose mail and webhooks end at sinks of ours.
struct System {
  std::string gateway;  // http://host:port
  std::string nats;     // nats://host:port
  notification::sinks::Sinks* sinks = nullptr;

  std::string sink_url() const { return "http://127.0.0.1:" + std::to_string(sinks->http_port()) + "/hook"; }
};

// append_ack_p50_us, append_ack_p99_us, append_rate: on a NATS server of its own.
void BenchLedger();
// alarm_first_byte_p50_ms, alarm_first_byte_p99_ms: open loop, at 10 and at 100 alarms a second.
void BenchAlarm(const System& system);
// checkin_rate
void BenchCheckIn(const System& system);
// fanout_rate: needs a district with one large school.
void BenchFanOut(const System& system);

}  // namespace watchbell::load

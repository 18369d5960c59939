// The benches. Each prints its figures; each throws when it cannot measure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/notification/sinks/sinks.hpp"

namespace watchbell::load {

// A running system whose mail and webhooks end at sinks of ours.
struct System {
  std::string gateway;  // http://host:port
  std::string nats;     // nats://host:port
  notification::sinks::Sinks* sinks = nullptr;
  notification::sinks::Sinks* texts = nullptr;     // a provider of its own, where a bench makes it fail
  notification::sinks::Sinks* webhooks = nullptr;  // likewise
  std::size_t recipients = 0;              // of a message to everybody, where a bench needs to know: at least
  std::vector<std::string> channels{};     // that the system has: email, and others that are posted
  std::map<std::string, int> processes{};  // ids by name, where their processor time is a figure

  std::string sink_url() const { return "http://127.0.0.1:" + std::to_string(sinks->http_port()) + "/hook"; }
};

// append_ack_p50_us, append_ack_p99_us, append_rate: on a NATS server of its own.
void BenchLedger();
// alarm_first_byte_p50_ms, alarm_first_byte_p99_ms: open loop, at 10 and at 100 alarms a second.
void BenchAlarm(const System& system);
// storm_durable, storm_first_byte: every school is locked down within a second while a routine message to all
// of them is on its way; the samples, of several systems together.
void BenchStorm(const System& system);
// acknowledge_rate, acknowledge_p50_ms, _p99_ms, acknowledge_cpu_ms_<process>: all staff of all schools, one
// after the other; they sign in as "<school>.<number>".
void BenchAcknowledge(const System& system);
// checkin_rate
void BenchCheckIn(const System& system);
// tip_rate_1, _8, _64: by senders at once; asked for no work.
void BenchTips(const System& system);
// tip_honest_p50_ms, _p99_ms: an honest sender's wait in a flood, beside the same while it is quiet;
// tip_honest_work_bits: what it had to prove.
void BenchTipFlood(const System& system);
// fanout_rate: needs a district with one large school.
void BenchFanOut(const System& system);
// trouble_mail_rate: mails beside a provider of texts that fails and one of webhooks that stalls.
void BenchTrouble(const System& system);
// message_rate_<recipients>_<channels>: a message to all families.
void BenchMessage(const System& system);
// urgent_first_byte_p50_ms_<recipients>_<channels>, _p99_: alarms while such a message is on its way.
void BenchUrgent(const System& system);

// What raw clients reach on the channels of the system, each in turn: sends a second.
double SendFloor(const System& system);

}  // namespace watchbell::load

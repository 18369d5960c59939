// What a button's press leads to, and every button in memory: a press is checked and raised also while the
// record is away.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "common/ledger/mirror.hpp"
#include "common/record/record.hpp"
#include "services/alerting/api/alarm_desk.hpp"
#include "services/alerting/domain/assist.hpp"
#include "services/alerting/domain/device.hpp"

namespace watchbell::alerting {

// Thread-safe.
class DeviceDesk {
 public:
  DeviceDesk(service::Host& host, ledger::Ledger<AlarmDevices>& devices, ledger::Ledger<Assists>& assists,
             AlarmDesk& alarms);

  // The id of the alarm or assist. The same message again is answered alike and does nothing.
  Result<std::string> Press(const rpc::Call& call, const v1::PressRequest& request);

 private:
  // From memory, where a change arrives within milliseconds; an unknown one from the record.
  Result<v1::AlarmDevice> Find(const v1::PressRequest& request);
  Result<std::string> Act(const v1::AlarmDevice& device, const v1::PressRequest& request,
                          const Context& context);

  ledger::Ledger<AlarmDevices>& devices_;
  ledger::Ledger<Assists>& assists_;
  AlarmDesk& alarms_;
  std::mutex mutex_;
  std::map<std::string, v1::AlarmDevice> known_;  // by id
  ledger::Mirror<AlarmDevices> mirror_;
};

}  // namespace watchbell::alerting

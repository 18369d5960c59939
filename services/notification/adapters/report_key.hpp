// How a provider's later word finds its way back.
#pragma once

#include <optional>
#include <string>

#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::notification {

// What a provider reports by: stands for one recipient on one channel of a batch, and says who that is to
// nobody who does not have the directory.
std::string ReportKey(const std::string& person_id, v1::Channel channel);
struct Reported {
  std::string person_id;
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
};
std::optional<Reported> ParseReportKey(const std::string& key);

}  // namespace watchbell::notification

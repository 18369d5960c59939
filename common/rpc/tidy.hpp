// What every request is made to fit before anybody reads it, so that no rule has to think of it: a text of
// blanks alone is an empty one, and no moment lies at the beginning or the end of the calendar.
#pragma once

#include <google/protobuf/message.h>

#include "common/result/result.hpp"

namespace watchbell::rpc {

// From 1970 to 2199: a clock that was never set still presses an alarm.
inline constexpr std::int64_t kEarliestSecond = 0;
inline constexpr std::int64_t kLatestSecond = 7'258'118'399;

// INVALID_ARGUMENT (TIME_OUT_OF_RANGE) names the field.
Status Tidy(google::protobuf::Message& request);

}  // namespace watchbell::rpc

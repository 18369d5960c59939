#include "common/time/clock.hpp"

#include <fmt/chrono.h>

namespace watchbell {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::seconds;

Clock SystemClock() {
  return [] { return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now()); };
}

google::protobuf::Timestamp ToProto(TimePoint at) {
  const auto whole = std::chrono::floor<seconds>(at);
  google::protobuf::Timestamp proto;
  proto.set_seconds(whole.time_since_epoch().count());
  proto.set_nanos(static_cast<int>((at - whole).count()) * 1000);
  return proto;
}

TimePoint FromProto(const google::protobuf::Timestamp& at) {
  return TimePoint{seconds{at.seconds()} + microseconds{at.nanos() / 1000}};
}

std::string ToRfc3339(TimePoint at) {
  const auto whole = std::chrono::floor<seconds>(at);
  const auto millis = duration_cast<std::chrono::milliseconds>(at - whole).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                     fmt::gmtime(static_cast<std::time_t>(whole.time_since_epoch().count())), millis);
}

}  // namespace watchbell

#include "services/alerting/adapters/alarm_journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "common/id/id.hpp"
#include "common/telemetry/log.hpp"

namespace watchbell::alerting {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> DiskAway(const char* what) {
  return Fail(
      Code::kUnavailable, "JOURNAL_UNAVAILABLE",
      std::string{"The alarm journal cannot be written ("} + what + "); check --journal and the disk.",
      "journal");
}

// request \0-free fields one a line, then the request's bytes: what a person can read in an emergency.
std::string Encode(const JournalledAlarm& alarm) {
  std::ostringstream out;
  out << alarm.context.now.time_since_epoch().count() << '\n'
      << alarm.context.request_id << '\n'
      << alarm.context.actor_id << '\n'
      << alarm.context.traceparent << '\n';
  for (const auto& permission : alarm.context.permissions) out << permission << ' ';
  out << '\n' << alarm.request.SerializeAsString();
  return out.str();
}

bool Decode(std::istream& in, JournalledAlarm& alarm) {
  long long micros = 0;
  std::string permissions;
  if (!(in >> micros) || !in.ignore() || !std::getline(in, alarm.context.request_id) ||
      !std::getline(in, alarm.context.actor_id) || !std::getline(in, alarm.context.traceparent) ||
      !std::getline(in, permissions)) {
    return false;
  }
  alarm.context.now = TimePoint{std::chrono::microseconds{micros}};
  std::istringstream words(permissions);
  alarm.context.permissions = {std::istream_iterator<std::string>(words), {}};
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  return id::IsUuid(alarm.context.request_id) && alarm.request.ParseFromString(bytes);
}

bool WriteAndFlush(const std::string& path, const std::string& bytes) {
  const int fd = open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  const bool written =
      write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && fsync(fd) == 0;
  return (close(fd) == 0) && written;
}

bool FlushDirectory(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool flushed = fsync(fd) == 0;
  close(fd);
  return flushed;
}

}  // namespace

Result<std::unique_ptr<AlarmJournal>> AlarmJournal::Open(std::string directory) {
  std::error_code failed;
  fs::create_directories(directory, failed);
  if (failed || access(directory.c_str(), W_OK) != 0) return DiskAway("no such directory");
  return std::unique_ptr<AlarmJournal>(new AlarmJournal(std::move(directory)));
}

std::string AlarmJournal::PathOf(const std::string& request_id) const {
  return directory_ + "/" + request_id + ".alarm";
}

Status AlarmJournal::Keep(const JournalledAlarm& alarm) {
  const std::scoped_lock lock(mutex_);
  const std::string path = PathOf(alarm.context.request_id);
  if (fs::exists(path)) return {};
  const auto kept = std::distance(fs::directory_iterator(directory_), fs::directory_iterator{});
  if (static_cast<std::size_t>(kept) >= kAlarmsMax) return DiskAway("full");
  const std::string unfinished = path + ".new";
  if (!WriteAndFlush(unfinished, Encode(alarm))) return DiskAway("write failed");
  std::error_code failed;
  fs::rename(unfinished, path, failed);
  if (failed || !FlushDirectory(directory_)) return DiskAway("rename failed");
  return {};
}

std::vector<JournalledAlarm> AlarmJournal::Waiting() const {
  const std::scoped_lock lock(mutex_);
  std::vector<JournalledAlarm> alarms;
  for (const auto& file : fs::directory_iterator(directory_)) {
    if (file.path().extension() != ".alarm") continue;
    std::ifstream in(file.path(), std::ios::binary);
    JournalledAlarm alarm;
    if (Decode(in, alarm)) {
      alarms.push_back(std::move(alarm));
    } else {
      log::Error("journal_unreadable", {{"file", file.path().filename().string()}});
      std::error_code ignored;
      fs::rename(file.path(), file.path().string() + ".bad", ignored);
    }
  }
  std::sort(alarms.begin(), alarms.end(),
            [](const auto& a, const auto& b) { return a.context.now < b.context.now; });
  return alarms;
}

void AlarmJournal::Remove(const std::string& request_id) {
  const std::scoped_lock lock(mutex_);
  std::error_code ignored;
  fs::remove(PathOf(request_id), ignored);
}

}  // namespace watchbell::alerting

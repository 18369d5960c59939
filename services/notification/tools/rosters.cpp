#include "services/notification/tools/rosters.hpp"

#include <fmt/format.h>

#include <sstream>

#include "common/csv/csv.hpp"

namespace watchbell::notification::tools {
namespace {

constexpr std::size_t kFirstRoom = 101;

class RosterWriter {
 public:
  RosterWriter() {
    csv::Write(classes_, {"sourcedId", "status", "dateLastModified", "title", "location", "schoolSourcedId",
                          "periods"});
    csv::Write(enrollments_, {"sourcedId", "status", "dateLastModified", "classSourcedId", "schoolSourcedId",
                              "userSourcedId", "role"});
  }

  // `period`: empty for a class that stays together all day. In each period other students meet, and another
  // teacher has them.
  void WriteClasses(const SchoolRoster& school, const std::string& period, std::size_t turn) {
    const std::size_t classes = (school.students.size() + kClassSize - 1) / kClassSize;
    for (std::size_t number = 0; number < classes; ++number) {
      const std::string id =
          fmt::format("class-{}{}-{:02}", school.org, period.empty() ? "" : "-p" + period, number + 1);
      csv::Write(classes_,
                 {id, "", "", fmt::format("{} {}", period.empty() ? "Class" : "Period " + period, number + 1),
                  fmt::format("Room {}", kFirstRoom + number), school.org, period});
      if (!school.teachers.empty())
        Enroll(school, id, school.teachers[(number + turn) % school.teachers.size()], "teacher");
      for (std::size_t at = number; at < school.students.size(); at += classes)
        Enroll(school, id, school.students[at], "student");
    }
  }

  RosterFiles Take() { return {classes_.str(), enrollments_.str()}; }

 private:
  void Enroll(const SchoolRoster& school, const std::string& group, const std::string& person,
              const char* role) {
    csv::Write(enrollments_,
               {fmt::format("enrollment-{}", ++enrolled_), "", "", group, school.org, person, role});
  }

  std::ostringstream classes_, enrollments_;
  std::size_t enrolled_ = 0;
};

}  // namespace

RosterFiles WriteRosters(const std::vector<SchoolRoster>& schools) {
  RosterWriter writer;
  for (const auto& school : schools) {
    if (!school.by_period) writer.WriteClasses(school, "", 0);
    for (std::size_t period = 1; school.by_period && period <= kPeriods; ++period)
      writer.WriteClasses(school, std::to_string(period), period);
  }
  return writer.Take();
}

}  // namespace watchbell::notification::tools

// What is counted of deliveries: how fast they came, whom they did not reach, how often people are written
// to, and how the channels do. Pure, over delivery batches one by one, so that memory does not grow with
// their number.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "watchbell/notification/v1/contact_test.pb.h"
#include "watchbell/notification/v1/delivery_report.pb.h"
#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::notification {

// Urgent messages to one person in 30 days; above it people stop reading (domain.md 4, "Alert fatigue";
// design).
inline constexpr int kUrgentBudget = 6;

// Minutes to first, half, nearly all, by school and channel.
class DeliveryFigures {
 public:
  // The schools at which a recipient counts.
  using SchoolsOf = std::function<std::vector<std::string>(const std::string& person_id)>;
  void Add(const v1::DeliveryBatch& batch, const SchoolsOf& schools_of);
  // Numbers under 5 hidden, with what would tell them.
  v1::DeliveryReport Report() const;

 private:
  struct Row {
    int recipients = 0;
    std::vector<int> reached_ms;
    std::map<std::string, int> reasons;  // of those not reached: the last one
  };
  std::map<std::pair<std::string, v1::Channel>, Row> rows_;
};

// The rows of a sheet, the first with the names of the columns.
std::vector<std::vector<std::string>> SheetOf(const v1::DeliveryReport& report);

class FatigueFigures {
 public:
  void Add(const v1::Notice& notice);
  void Add(const v1::Notice& notice, const v1::DeliveryBatch& batch);
  v1::GetFatigueReportResponse Report() const;

 private:
  struct Row {
    int notices = 0;
    int drills = 0;
    std::map<std::string, int> by_person;
  };
  std::map<v1::Level, Row> rows_;
};

class ChannelFigures {
 public:
  void Add(const v1::DeliveryBatch& batch);
  v1::GetChannelHealthResponse Report() const;

 private:
  struct Row {
    int sent = 0;
    int failed = 0;
    int unreachable = 0;
    std::map<std::string, int> reasons;
    std::vector<int> sent_ms;
  };
  std::map<v1::Channel, Row> rows_;
};

}  // namespace watchbell::notification

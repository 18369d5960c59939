// Asks notification, which keeps the directory and the record of custody, on behalf of a caller.
#pragma once

#include <string>

#include "common/rpc/client.hpp"
#include "common/rpc/server.hpp"
#include "watchbell/alerting/v1/board.pb.h"
#include "watchbell/alerting/v1/reunification.pb.h"
#include "watchbell/notification/v1/group.pb.h"
#include "watchbell/notification/v1/partner.pb.h"
#include "watchbell/visitor/v1/emergency.pb.h"

namespace watchbell::alerting {

// Everybody of the school, and the classes of a period. kUnavailable when there is no answer in time.
Result<notification::v1::ListRosterResponse> AskRoster(rpc::Client& notification, const rpc::Call& call,
                                                       const std::string& school, const std::string& period);
// Whether the student may go with the adult on that day. kUnavailable when there is no answer in time: nobody
// is released then.
Result<v1::ReunionVerdict> AskCustody(rpc::Client& notification, const rpc::Call& call,
                                      const v1::Reunion& reunion, const v1::ReunionAdult& adult,
                                      const std::string& day);
// Whether an order of the front door's watch list keeps the adult from the student.
Result<bool> AskOrders(rpc::Client& visitor, const rpc::Call& call, const v1::Reunion& reunion,
                       const v1::ReunionAdult& adult);

// Whom the incident's newest notice has reached. kNotFound while there is none.
Result<v1::ReachCount> AskReach(rpc::Client& notification, const rpc::Call& call, const std::string& school,
                                const std::string& incident_id);

// Whom the school calls for a hazard, in order.
Result<notification::v1::GetCallListResponse> AskCallList(rpc::Client& notification, const rpc::Call& call,
                                                          const std::string& school,
                                                          notification::v1::Hazard hazard);
// Which visitors were inside when the incident began. kUnavailable until the front door has written it down.
Result<visitor::v1::EmergencyView> AskVisitors(rpc::Client& visitor, const rpc::Call& call,
                                               const std::string& school, const std::string& incident_id);

}  // namespace watchbell::alerting

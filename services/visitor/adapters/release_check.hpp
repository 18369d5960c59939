// Asks notification, which keeps the record of custody, whether a student may go with an adult.
#pragma once

#include <memory>
#include <string>

#include "common/rpc/client.hpp"
#include "common/rpc/server.hpp"
#include "watchbell/notification/v1/custody.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::visitor {

// On behalf of the caller. kUnavailable when there is no answer in time: nobody is released then.
Result<notification::v1::CheckReleaseResponse> AskCustody(rpc::Client& notification, const rpc::Call& call,
                                                          const v1::Visit& adult,
                                                          const std::string& student_id,
                                                          const std::string& day);

}  // namespace watchbell::visitor

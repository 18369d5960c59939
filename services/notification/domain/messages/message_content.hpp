// What the author of a message may ask for at all.
#pragma once

#include <optional>

#include "common/result/result.hpp"
#include "watchbell/notification/v1/message.pb.h"

namespace watchbell::notification {

// Nothing: it may be drafted.
std::optional<Error> WhyNoContent(const v1::MessageContent& content, v1::MessageKind kind);

}  // namespace watchbell::notification

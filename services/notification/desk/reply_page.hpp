// The page that a link in a message opens: the school's name and the buttons, in the reader's language.
#pragma once

#include <string>

#include "watchbell/notification/v1/message.pb.h"

namespace watchbell::notification {

// HTML. A question of no kind asks only whether the message was read.
std::string ReplyPage(const std::string& school_name, const std::string& language,
                      const v1::MessageQuestion& question);
// What sends a pressed button's answer.
std::string ReplyScript();

}  // namespace watchbell::notification

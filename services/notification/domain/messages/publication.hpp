// Which message anybody may read: it then stands in the feed of the district's site.
#pragma once

#include "watchbell/notification/v1/message.pb.h"

namespace watchbell::notification {

// News that every family of a school has anyway (domain.md 3.9), and that somebody agreed to: at level 2 and
// above, as the table of levels asks, or word for word from a template where that is enough. Never an
// exercise, a question, where children are (N6), an agency's visit (N13), or what goes to a part of the
// families.
bool IsPublic(const v1::Message& message);

}  // namespace watchbell::notification

// A message as it is read: prefix, language, English below it, the promise of the next word, links. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/time/local.hpp"
#include "watchbell/notification/v1/message.pb.h"

namespace watchbell::notification {

struct RenderedText {
  std::string subject;
  std::string body;
};

struct RenderFacts {
  // Whom it concerns for this reader, like "Lincoln Elementary School, Roosevelt Middle School" (N7).
  std::string schools;
  bool exercise = false;
  TimePoint sent_at;
  std::optional<TimePoint> next_update_at;
};

// In `language` with the English below (N8); a language that has no text is English alone.
RenderedText Render(const v1::MessageContent& content, const std::string& language, const RenderFacts& facts,
                    const TimeZone& zone);

// Every language that the content has, each alone: whoever sends them puts the English below.
std::vector<v1::MessageText> RenderApart(const v1::MessageContent& content, const RenderFacts& facts,
                                         const TimeZone& zone);

// Every language as it is read.
std::vector<v1::MessageText> RenderAll(const v1::MessageContent& content, const RenderFacts& facts,
                                       const TimeZone& zone);

}  // namespace watchbell::notification

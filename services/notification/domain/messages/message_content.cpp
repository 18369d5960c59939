// What the author of a message may ask for at all.
#include "services/notification/domain/messages/message_content.hpp"

#include <algorithm>

#include "common/text/plain.hpp"
#include "services/notification/domain/messages/audience.hpp"
#include "services/notification/domain/messages/message.hpp"
#include "services/notification/domain/messages/text_check.hpp"

namespace watchbell::notification {
namespace {

using v1::MessageContent;
using v1::MessageQuestion;

std::optional<Error> Wrong(std::string reason, std::string remedy, std::string field) {
  return Refuse(Code::kInvalidArgument, std::move(reason), std::move(remedy), "content." + std::move(field));
}

std::optional<Error> WhyNoQuestion(const MessageQuestion& question) {
  if (question.kind() == MessageQuestion::KIND_UNSPECIFIED)
    return Wrong("QUESTION_KIND_MISSING", "Say what is asked.", "question.kind");
  const bool poll = question.kind() == MessageQuestion::KIND_POLL;
  const int options = question.options_size();
  if (poll ? options < kOptionsMin || options > kOptionsMax : options > 0)
    return Wrong("OPTIONS_MALFORMED", "Give a poll 2 to 8 options, and nothing else any.",
                 "question.options");
  if (question.anonymous() && !poll)
    return Wrong("NOT_ANONYMOUS", "Only a poll can be anonymous: others ask who answered.",
                 "question.anonymous");
  for (const auto& option : question.options())
    if (option.empty() || !IsPlainText(option, kOptionBytesMax))
      return Wrong("OPTIONS_MALFORMED", "Give each option one line of at most 60 characters.",
                   "question.options");
  return std::nullopt;
}

std::optional<Error> WhyNoPromise(const MessageContent& content, v1::MessageKind kind) {
  const int next = content.next_update_min();
  const bool owes =
      RuleOf(content.level()).owes_next_update && kind != v1::MESSAGE_KIND_CLOSING && !IsExercise(content);
  if (next == 0 && owes) {
    return Wrong("NEXT_UPDATE_MISSING", "Say in how many minutes the next message comes: 5 to 240.",
                 "next_update_min");
  }
  if (next != 0 && (next < kNextUpdateMin || next > kNextUpdateMax || kind == v1::MESSAGE_KIND_CLOSING)) {
    return Wrong("NEXT_UPDATE_MALFORMED", "Promise 5 to 240 minutes, and nothing in a closing message.",
                 "next_update_min");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> WhyNoContent(const MessageContent& content, v1::MessageKind kind) {
  if (content.level() == v1::LEVEL_UNSPECIFIED)
    return Wrong("LEVEL_MISSING", "Say how urgent it is.", "level");
  if (IsExercise(content) == (content.audience().include_size() > 0)) {
    return Wrong("AUDIENCE_MALFORMED", "Give an audience, or a test list for an exercise, and not both.",
                 "audience");
  }
  if (IsNeighbourAdvice(content.audience()) && content.level() > v1::LEVEL_URGENT) {
    return Wrong("NEIGHBOURS_GET_ADVICE", "Neighbours are advised to secure: send it as urgent at most.",
                 "level");
  }
  if (content.texts().empty()) return Wrong("TEXT_MISSING", "Write it, or name a template.", "texts");
  // A translation that nobody reviewed is not sent when people act on it (3.9, "Approval").
  const bool translated = std::any_of(content.texts().begin(), content.texts().end(),
                                      [](const auto& text) { return text.language() != "en"; });
  if (content.level() >= v1::LEVEL_URGENT && translated && content.template_id().empty()) {
    return Wrong("TRANSLATION_UNREVIEWED",
                 "Send it in English, or make a template whose translations are reviewed.", "texts");
  }
  if (content.links_size() > kMessageLinksMax ||
      !std::all_of(content.links().begin(), content.links().end(), IsLink)) {
    return Wrong("LINK_MALFORMED", "Give at most 5 links, each with a title and an https address.", "links");
  }
  if (content.has_question())
    if (auto wrong = WhyNoQuestion(content.question())) return wrong;
  return WhyNoPromise(content, kind);
}

}  // namespace watchbell::notification

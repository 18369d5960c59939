#include "services/notification/domain/messages/message_template.hpp"

#include <algorithm>

#include "common/text/plain.hpp"
#include "services/notification/domain/messages/text_check.hpp"

namespace watchbell::notification {
namespace {

using v1::MessageTemplate;
using v1::MessageTemplateEvent;

constexpr char kEnglish[] = "en";

template <class Request>
std::optional<Error> WhyNoTemplate(const Request& request) {
  if (request.name().empty() || !IsPlainText(request.name(), kTemplateNameBytesMax))
    return Refuse(Code::kInvalidArgument, "NAME_MALFORMED", "Name it in at most 100 characters.", "name");
  if (request.level() == v1::LEVEL_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "LEVEL_MISSING", "Say how urgent it is.", "level");
  const auto findings = CheckForm({request.texts().begin(), request.texts().end()});
  if (findings.empty()) return std::nullopt;
  const auto& first = findings.front();
  return Refuse(Code::kInvalidArgument, first.reason(), first.remedy(), "texts[" + first.language() + "]");
}

bool Same(const v1::MessageText& left, const v1::MessageText& right) {
  return left.subject() == right.subject() && left.body() == right.body();
}

// A text that stays as it was keeps its review.
void SetTexts(MessageTemplate& state, const google::protobuf::RepeatedPtrField<v1::MessageText>& texts,
              const std::string& writer) {
  const auto before = state.texts();
  state.clear_texts();
  for (const auto& text : texts) {
    const auto known = std::find_if(before.begin(), before.end(), [&](const auto& old) {
      return old.text().language() == text.language() && Same(old.text(), text);
    });
    auto& added = *state.add_texts();
    if (known != before.end()) {
      added = *known;
      continue;
    }
    *added.mutable_text() = text;
    added.set_written_by(writer);
  }
}

std::optional<Error> WhyGone(const MessageTemplate& state) {
  if (state.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "template_id");
  if (state.retired())
    return Refuse(Code::kFailedPrecondition, "TEMPLATE_RETIRED", "Make a new one.", "template_id");
  return std::nullopt;
}

}  // namespace

void MessageTemplates::Evolve(MessageTemplate& state, const MessageTemplateEvent& event) {
  *state.mutable_changed_at() = event.meta().at();
  switch (event.fact_case()) {
    case MessageTemplateEvent::kMade:
      state.set_id(event.made().id());
      state.set_school(event.made().school());
      state.set_name(event.made().name());
      state.set_level(event.made().level());
      state.set_version(1);
      SetTexts(state, event.made().texts(), event.meta().actor_id());
      return;
    case MessageTemplateEvent::kChanged:
      state.set_name(event.changed().name());
      if (state.level() != event.changed().level()) state.clear_texts();  // reviewed for another level
      state.set_level(event.changed().level());
      state.set_version(state.version() + 1);
      SetTexts(state, event.changed().texts(), event.meta().actor_id());
      return;
    case MessageTemplateEvent::kReviewed:
      for (auto& text : *state.mutable_texts()) {
        if (text.text().language() != event.reviewed().language()) continue;
        text.set_reviewed_by(event.meta().actor_id());
        *text.mutable_reviewed_at() = event.meta().at();
      }
      return;
    case MessageTemplateEvent::kRetired: state.set_retired(true); return;
    case MessageTemplateEvent::FACT_NOT_SET: return;
  }
}

Indexes MessageTemplates::IndexesOf(const MessageTemplate& state) {
  if (state.retired()) return {};
  return {{"message-templates:" + state.school(), static_cast<double>(state.level())}};
}

std::optional<retention::Span> MessageTemplates::RetentionOf(const MessageTemplate& state) {
  if (!state.retired()) return std::nullopt;
  return retention::Span{"retired", FromProto(state.changed_at())};
}

Decision<MessageTemplateEvent> Make(const MessageTemplate& state, const v1::MakeTemplateRequest& request,
                                    const Context& context) {
  if (!state.id().empty()) return AlreadySo{};
  if (auto wrong = WhyNoTemplate(request)) return std::move(*wrong);
  MessageTemplateEvent event;
  auto& made = *event.mutable_made();
  made.set_id(context.id);
  made.set_school(request.school());
  made.set_name(request.name());
  made.set_level(request.level());
  *made.mutable_texts() = request.texts();
  return event;
}

Decision<MessageTemplateEvent> Change(const MessageTemplate& state, const v1::ChangeTemplateRequest& request,
                                      const Context&) {
  if (auto gone = WhyGone(state)) return std::move(*gone);
  if (auto wrong = WhyNoTemplate(request)) return std::move(*wrong);
  const bool same = state.name() == request.name() && state.level() == request.level() &&
                    std::equal(state.texts().begin(), state.texts().end(), request.texts().begin(),
                               request.texts().end(), [](const auto& old, const auto& text) {
                                 return old.text().language() == text.language() && Same(old.text(), text);
                               });
  if (same) return AlreadySo{};
  MessageTemplateEvent event;
  auto& changed = *event.mutable_changed();
  changed.set_name(request.name());
  changed.set_level(request.level());
  *changed.mutable_texts() = request.texts();
  return event;
}

Decision<MessageTemplateEvent> Review(const MessageTemplate& state, const v1::ReviewTemplateRequest& request,
                                      const Context& context) {
  if (auto gone = WhyGone(state)) return std::move(*gone);
  if (request.version() != state.version())
    return Refuse(Code::kAborted, "TEMPLATE_CHANGED", "It has changed since: read it again.", "version");
  const auto text = std::find_if(state.texts().begin(), state.texts().end(), [&](const auto& one) {
    return one.text().language() == request.language();
  });
  if (text == state.texts().end())
    return Refuse(Code::kNotFound, "LANGUAGE_MISSING", "Name a language that the template has.", "language");
  if (!text->reviewed_by().empty()) return AlreadySo{};
  if (text->written_by() == context.actor_id)
    return Refuse(Code::kPermissionDenied, "OWN_TEXT", "Somebody else than the writer must read it.",
                  "language");
  MessageTemplateEvent event;
  event.mutable_reviewed()->set_language(request.language());
  return event;
}

Decision<MessageTemplateEvent> Retire(const MessageTemplate& state, const v1::RetireTemplateRequest&,
                                      const Context&) {
  if (state.retired()) return AlreadySo{};
  if (auto gone = WhyGone(state)) return std::move(*gone);
  MessageTemplateEvent event;
  event.mutable_retired();
  return event;
}

bool IsUsed(const MessageTemplate& state, const v1::TemplateText& text) {
  return state.level() < v1::LEVEL_URGENT || !text.reviewed_by().empty();
}

std::optional<Error> Fill(const MessageTemplate& state, v1::MessageContent& content) {
  if (auto gone = WhyGone(state)) return gone;
  content.set_level(state.level());
  content.set_template_id(state.id());
  content.set_template_version(state.version());
  content.clear_texts();
  for (const auto& text : state.texts())
    if (IsUsed(state, text)) *content.add_texts() = text.text();
  const bool english = std::any_of(content.texts().begin(), content.texts().end(),
                                   [](const auto& text) { return text.language() == kEnglish; });
  if (english) return std::nullopt;
  return Refuse(Code::kFailedPrecondition, "TEMPLATE_UNREVIEWED",
                "Have its English text reviewed by somebody else than its writer.", "content.template_id");
}

}  // namespace watchbell::notification

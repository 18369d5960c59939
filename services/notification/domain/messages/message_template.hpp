// The rules of a template: written by one, each language reviewed by another, versioned. Pure.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/message.pb.h"
#include "watchbell/notification/v1/message_template.pb.h"

namespace watchbell::notification {

inline constexpr std::size_t kTemplateNameBytesMax = 400;  // 100 characters

struct MessageTemplates {
  using State = v1::MessageTemplate;
  using Event = v1::MessageTemplateEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "message-template";
  static void Evolve(State& state, const Event& event);
  // message-templates:<school>, by level, while it is not retired.
  static Indexes IndexesOf(const State& state);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};

Decision<v1::MessageTemplateEvent> Make(const v1::MessageTemplate& state,
                                        const v1::MakeTemplateRequest& request, const Context& context);
Decision<v1::MessageTemplateEvent> Change(const v1::MessageTemplate& state,
                                          const v1::ChangeTemplateRequest& request, const Context& context);
Decision<v1::MessageTemplateEvent> Review(const v1::MessageTemplate& state,
                                          const v1::ReviewTemplateRequest& request, const Context& context);
Decision<v1::MessageTemplateEvent> Retire(const v1::MessageTemplate& state,
                                          const v1::RetireTemplateRequest& request, const Context& context);

// Is this language used? English is the author's own; a translation at level 3 and 4 only when reviewed.
bool IsUsed(const v1::MessageTemplate& state, const v1::TemplateText& text);

// Puts the texts that may be used into the content, with the template's level and version. An error: it is
// retired, or its English is not reviewed at a level that needs it.
std::optional<Error> Fill(const v1::MessageTemplate& state, v1::MessageContent& content);

}  // namespace watchbell::notification

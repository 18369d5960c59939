#include "common/ledger/blind_list.hpp"
#include "common/names/names.hpp"
#include "common/record/routes.hpp"
#include "services/notification/api/message_parts.hpp"

namespace watchbell::notification {
namespace {

// Every template of the school and of the district, in every language.
constexpr int kRehearsedMax = 200;

void Rehearse(const MessageParts& parts, const v1::MessageTemplate& state, const std::string& school,
              const Context& context, v1::RehearseTemplatesResponse& response) {
  v1::Message message;
  message.set_school(school);
  auto& content = *message.mutable_content();
  content.set_level(state.level());
  if (RuleOf(state.level()).owes_next_update) content.set_next_update_min(kNextUpdateMin);
  for (const auto& text : state.texts()) *content.add_texts() = text.text();
  const auto findings =
      CheckTexts({content.texts().begin(), content.texts().end()}, parts.desk.CheckingOf(school, content));
  auto rendering = parts.desk.RenderingOf(message, context.now);
  rendering.schools = parts.desk.SchoolName(school);
  const auto rendered = RenderAll(content, rendering, parts.desk.zone());
  for (int i = 0; i < state.texts_size(); ++i) {
    const auto& text = state.texts(i);
    auto& row = *response.add_texts();
    row.set_template_id(state.id());
    row.set_name(state.name());
    row.set_language(text.text().language());
    row.set_subject(rendered[static_cast<std::size_t>(i)].subject());
    row.set_body(rendered[static_cast<std::size_t>(i)].body());
    row.set_used(IsUsed(state, text));
    for (const auto& finding : findings)
      if (finding.language() == text.text().language()) *row.add_findings() = finding;
  }
}

// Whose templates a school's messages may use.
std::vector<std::string> OwnersFor(const std::string& school) {
  const std::string district{names::kDistrict};
  return school == district ? std::vector{district} : std::vector{school, district};
}

std::string IndexOf(const std::string& owner) { return "message-templates:" + owner; }

// First the school's own, then the district's; the page token says in whose the last page ended.
Result<v1::ListTemplatesResponse> ListAll(const MessageParts& parts,
                                          const v1::ListTemplatesRequest& request) {
  auto page = ledger::ListGenerations<ledger::ListOf<v1::MessageTemplate>>(
      OwnersFor(request.school()), request.page_token(),
      [&](const std::string& owner, const std::string& token) {
        return parts.ledgers.templates.List(IndexOf(owner), request.page_size(), token, true);
      });
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListTemplatesResponse response;
  for (auto& state : page->states) *response.add_templates() = std::move(state);
  response.set_next_page_token(page->next_page_token);
  return response;
}

Result<v1::RehearseTemplatesResponse> RehearseAll(const MessageParts& parts, const rpc::Call& call,
                                                  const v1::RehearseTemplatesRequest& request) {
  v1::RehearseTemplatesResponse response;
  for (const auto& owner : OwnersFor(request.school())) {
    auto page = parts.ledgers.templates.List(IndexOf(owner), kRehearsedMax, "");
    if (!page) return tl::unexpected<Error>(page.error());
    for (const auto& state : page->states)
      Rehearse(parts, state, request.school(), {.now = call.now}, response);
  }
  return response;
}

}  // namespace

void ServeTemplates(rpc::Server& server, const MessageParts& parts) {
  const std::string service = "watchbell.notification.v1.MessageTemplateService";
  Routes<MessageTemplates> routes(server, parts.ledgers.templates, service);
  routes.Create("MakeTemplate", Make);
  routes.Change("ChangeTemplate", &v1::ChangeTemplateRequest::template_id, Change);
  routes.Change("ReviewTemplate", &v1::ReviewTemplateRequest::template_id, Review);
  routes.Change("RetireTemplate", &v1::RetireTemplateRequest::template_id, Retire);
  routes.Get("GetTemplate", &v1::GetTemplateRequest::template_id);
  server.Unary(service + ".ListTemplates",
               [&parts](const rpc::Call&, const v1::ListTemplatesRequest& request) {
                 return ListAll(parts, request);
               });
  server.Unary(service + ".RehearseTemplates",
               [&parts](const rpc::Call& call, const v1::RehearseTemplatesRequest& request) {
                 return RehearseAll(parts, call, request);
               });
}

}  // namespace watchbell::notification

// GMime reads the message; here is only what of it becomes a tip.
#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "services/threat-intake/domain/tip.hpp"
#include "services/threat-intake/inbox/inbox.hpp"
#include "services/threat-intake/inbox/utf8.hpp"

namespace watchbell::threat_intake {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

// The line that begins a signature (RFC 3676, 4.3), and what quoted-printable makes of it.
std::string WithoutSignature(const std::string& text) {
  return text.substr(0, std::min(text.find("\n-- \n"), text.find("\n--\n")));
}

tl::unexpected<Error> Unreadable(const char* remedy) {
  return Fail(Code::kInvalidArgument, "MAIL_UNREADABLE", remedy, "mail");
}

// The first part of plain text that is no attached file.
void KeepFirstText(GMimeObject* /*parent*/, GMimeObject* part, gpointer first) {
  auto*& found = *static_cast<GMimeObject**>(first);
  const char* disposition = g_mime_object_get_disposition(part);
  const bool attached =
      disposition != nullptr && std::string_view{disposition} == GMIME_DISPOSITION_ATTACHMENT;
  if (found != nullptr || attached || !GMIME_IS_TEXT_PART(part)) return;
  if (g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "plain")) found = part;
}

std::string TextOf(GMimeMessage* message) {
  GMimeObject* body = nullptr;
  g_mime_message_foreach(message, &KeepFirstText, static_cast<gpointer>(&body));
  if (body == nullptr) return {};
  char* text = g_mime_text_part_get_text(GMIME_TEXT_PART(body));
  if (text == nullptr) return {};
  std::string copy{text};
  g_free(text);
  std::erase(copy, '\r');
  return ValidUtf8(copy);
}

void NameReporter(GMimeMessage* message, v1::Tip& draft) {
  InternetAddressList* from = g_mime_message_get_from(message);
  if (from == nullptr || internet_address_list_length(from) == 0) return;
  InternetAddress* sender = internet_address_list_get_address(from, 0);
  auto& reporter = *draft.mutable_reporter();
  reporter.set_role(v1::Reporter::ROLE_OTHER);
  if (const char* name = internet_address_get_name(sender)) reporter.set_name(ValidUtf8(name));
  if (INTERNET_ADDRESS_IS_MAILBOX(sender)) {
    if (const char* address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(sender)))
      reporter.set_contact(ValidUtf8(address));
  }
}

}  // namespace

std::string ValidUtf8(std::string_view text) {
  if (text.empty()) return {};  // which may be a null pointer
  char* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  std::string copy{valid};
  g_free(valid);
  return copy;
}

Result<InboxDraft> ReadMail(std::string_view message_text, bool named) {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
  if (message_text.size() > kInboxBytesMax) return Unreadable("Send a message of at most 1 MiB.");
  const Owned<GMimeStream> stream{
      g_mime_stream_mem_new_with_buffer(message_text.data(), message_text.size())};
  const Owned<GMimeParser> parser{g_mime_parser_new_with_stream(stream.get())};
  const Owned<GMimeMessage> message{g_mime_parser_construct_message(parser.get(), nullptr)};
  if (!message) return Unreadable("Send one message as it was received, with its headers.");
  std::string text = TextOf(message.get());
  if (!named) text = WithoutSignature(text);
  if (text.find_first_not_of(" \t\n") == std::string::npos)
    return Unreadable("It holds no plain text; copy it into the form.");
  InboxDraft read;
  read.draft.set_channel(v1::Tip::CHANNEL_EMAIL);
  read.draft.set_not_fully_anonymous(!named);
  if (named) NameReporter(message.get(), read.draft);
  if (const char* subject = g_mime_message_get_subject(message.get()))
    text = ValidUtf8(subject) + "\n\n" + text;
  if (text.size() > kTextBytesMax) text = ValidUtf8(std::string_view{text}.substr(0, kTextBytesMax - 3));
  read.mark = text;
  read.draft.set_text(std::move(text));
  return read;
}

}  // namespace watchbell::threat_intake

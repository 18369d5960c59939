#include "services/notification/domain/contacts.hpp"

#include <algorithm>

#include "common/telemetry/log.hpp"
#include "services/notification/api/persons.hpp"
#include "services/notification/oneroster/fields.hpp"
#include "watchbell/notification/v1/contact_service.pb.h"

namespace watchbell::notification {
namespace {

using v1::ContactPoint;

constexpr std::string_view kCode = "contact code";
constexpr std::string_view kCodeHash = "hash of a contact code";
constexpr int kHouseholdsMax = 200;
constexpr int kHouseholdsDefault = 50;

Result<v1::Person> Add(Parts& parts, const rpc::Call& call, const v1::AddContactRequest& request) {
  std::optional<std::string> address = request.address();
  if (request.channel() == ContactPoint::CHANNEL_EMAIL) address = oneroster::ParseEmail(request.address());
  if (request.channel() == ContactPoint::CHANNEL_SMS || request.channel() == ContactPoint::CHANNEL_VOICE)
    address = oneroster::ParsePhone(request.address());
  return ChangePerson(parts, call, request, [&](const v1::Person& person, const Context&) {
    return AddContact(person, request.channel(), address.value_or(""));
  });
}

// Six digits that nobody can guess without the service's key, and the same for the same request.
std::string CodeOf(const policy::BlindIndex& keys, const std::string& request_id) {
  constexpr std::size_t kDigits = 6;
  const auto secret = keys.Newest(kCode, request_id);
  std::string code;
  for (std::size_t at = secret.find('.') + 1; at + 1 < secret.size() && code.size() < kDigits; at += 2) {
    const auto byte = std::stoi(secret.substr(at, 2), nullptr, 16);
    if (byte < 250) code.push_back(static_cast<char>('0' + byte % 10));  // every digit as often
  }
  code.resize(kDigits, '7');
  return code;
}

std::string Bound(const std::string& contact_id, const std::string& code) { return contact_id + " " + code; }

void SendThere(Parts& parts, const v1::Person& person, const ContactPoint& contact,
               const std::string& request_id, const std::string& code) {
  const auto sent = parts.courier.SendCode(contact, person.language(), code, request_id);
  if (!sent) log::Warn("contact_code_unsent", {{"why", sent.error().reason}});
}

Result<v1::Person> Send(Parts& parts, const rpc::Call& call, const v1::SendContactCodeRequest& request) {
  const auto& keys = parts.sealer.blind_index();
  const auto code = CodeOf(keys, request.request_id());
  const auto hash = keys.Newest(kCodeHash, Bound(request.contact_id(), code));
  auto person = ChangePerson(parts, call, request, [&](const v1::Person& before, const Context& context) {
    return SendCode(before, request.contact_id(), hash, context);
  });
  if (!person) return person;
  // A repeated request sends the same code under the same id, which receivers know.
  if (const auto* contact = FindContact(*person, request.contact_id()))
    SendThere(parts, *person, *contact, request.request_id(), code);
  return person;
}

Result<v1::Person> Confirm(Parts& parts, const rpc::Call& call, const v1::ConfirmContactRequest& request) {
  const auto hashes = parts.sealer.blind_index().All(kCodeHash, Bound(request.contact_id(), request.code()));
  bool matches = false;
  auto person = ChangePerson(parts, call, request, [&](const v1::Person& before, const Context& context) {
    const auto* contact = FindContact(before, request.contact_id());
    matches =
        contact != nullptr && std::find(hashes.begin(), hashes.end(), contact->code_hash()) != hashes.end();
    return ConfirmCode(before, request.contact_id(), matches, context);
  });
  if (!person) return person;
  const auto* contact = FindContact(*person, request.contact_id());
  if (contact != nullptr && !contact->code_hash().empty())
    return Fail(Code::kInvalidArgument, "CODE_WRONG", "Look at the newest message again.", "code");
  return person;
}

Result<v1::Person> Choose(Parts& parts, const rpc::Call& call, const v1::ChooseLanguageRequest& request) {
  if (!request.language().empty() && !oneroster::ParseLanguage(request.language()))
    return Fail(Code::kInvalidArgument, "LANGUAGE_MALFORMED", "Give a tag like es or pt-BR.", "language");
  return ChangePerson(parts, call, request, [&](const v1::Person& person, const Context&) {
    return ChooseLanguage(person, request.language());
  });
}

Result<v1::ListHouseholdsResponse> ListHouseholds(Parts& parts, const v1::ListHouseholdsRequest& request) {
  if (auto read = DirectoryRead(parts); !read) return tl::unexpected<Error>(read.error());
  const int size =
      request.page_size() > 0 ? std::min(request.page_size(), kHouseholdsMax) : kHouseholdsDefault;
  v1::ListHouseholdsResponse response;
  for (const auto& household : parts.directory.HouseholdsAt(request.school())) {
    if (household.id <= request.page_token()) continue;
    if (response.households_size() == size) {
      response.set_next_page_token(response.households(size - 1).id());
      break;
    }
    auto& one = *response.add_households();
    one.set_id(household.id);
    for (const auto& id : household.guardian_ids) one.add_guardian_ids(id);
    for (const auto& id : household.student_ids) one.add_student_ids(id);
  }
  return response;
}

}  // namespace

void ServeContacts(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.notification.v1.ContactService";
  server.Unary(service + ".AddContact",
               [&parts](const rpc::Call& call, const v1::AddContactRequest& request) {
                 return Add(parts, call, request);
               });
  server.Unary(service + ".RemoveContact",
               [&parts](const rpc::Call& call, const v1::RemoveContactRequest& request) {
                 return ChangePerson(parts, call, request, [&](const v1::Person& person, const Context&) {
                   return RemoveContact(person, request.contact_id());
                 });
               });
  server.Unary(service + ".SetContactPreference",
               [&parts](const rpc::Call& call, const v1::SetContactPreferenceRequest& request) {
                 return ChangePerson(parts, call, request, [&](const v1::Person& person, const Context&) {
                   return SetPreference(person, request.contact_id(), request.consent(), request.preferred());
                 });
               });
  server.Unary(service + ".RecordStop",
               [&parts](const rpc::Call& call, const v1::RecordStopRequest& request) {
                 return ChangePerson(parts, call, request, [&](const v1::Person& person, const Context&) {
                   return SetStopped(person, request.contact_id(), request.stopped());
                 });
               });
  server.Unary(service + ".SendContactCode",
               [&parts](const rpc::Call& call, const v1::SendContactCodeRequest& request) {
                 return Send(parts, call, request);
               });
  server.Unary(service + ".ConfirmContact",
               [&parts](const rpc::Call& call, const v1::ConfirmContactRequest& request) {
                 return Confirm(parts, call, request);
               });
  server.Unary(service + ".ChooseLanguage",
               [&parts](const rpc::Call& call, const v1::ChooseLanguageRequest& request) {
                 return Choose(parts, call, request);
               });
  server.Unary(service + ".CorrectHousehold",
               [&parts](const rpc::Call& call, const v1::CorrectHouseholdRequest& request) {
                 return ChangePerson(parts, call, request, [&](const v1::Person& person, const Context&) {
                   return CorrectHousehold(person, request.household_id());
                 });
               });
  server.Unary(service + ".ListHouseholds",
               [&parts](const rpc::Call&, const v1::ListHouseholdsRequest& request) {
                 return ListHouseholds(parts, request);
               });
}

}  // namespace watchbell::notification

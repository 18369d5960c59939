// The ways to reach a person: what an import brings, what the person says of them, what the carriers say.
// Pure functions; domain.md 2.4 and 3.9 N5, N12.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "common/ledger/decision.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::notification {

inline constexpr int kContactsMax = 16;               // so that the state stays within 8 kB
inline constexpr std::size_t kAddressBytesMax = 254;  // RFC 5321 4.5.3.1.3, less the brackets
// A browser's subscription: the address of its push service and two keys. At most two fit beside the others.
inline constexpr std::size_t kPushAddressBytesMax = 1'024;
// Codes that are sent to an address (design: no source fixes them).
inline constexpr int kCodesPerDayMax = 5;
inline constexpr int kWrongCodesMax = 5;
inline constexpr std::chrono::minutes kCodeAgain{1};
inline constexpr std::chrono::minutes kCodeLife{15};

// The same for whoever computes it.
std::string ContactIdOf(std::string_view person_id, v1::ContactPoint::Channel channel,
                        std::string_view address);
void AddContactPoint(v1::Person& person, v1::ContactPoint::Channel channel, const std::string& address);
// Null: the person has none with this id.
const v1::ContactPoint* FindContact(const v1::Person& person, std::string_view contact_id);

// The person after an import: as the files say, with what the files do not know of.
v1::Person Merged(const v1::Person& before, const v1::Person& imported);

// The facts about contact points, the language and the household.
void EvolveContacts(v1::Person& person, const v1::PersonEvent& event);

// Given by the person, next to those of the files.
Decision<v1::PersonEvent> AddContact(const v1::Person& person, v1::ContactPoint::Channel channel,
                                     const std::string& address);
// Only what the person gave; the files' own go with the files.
Decision<v1::PersonEvent> RemoveContact(const v1::Person& person, const std::string& contact_id);
Decision<v1::PersonEvent> SetPreference(const v1::Person& person, const std::string& contact_id,
                                        v1::ContactPoint::Consent consent, bool preferred);
// STOP or START came from the address.
Decision<v1::PersonEvent> SetStopped(const v1::Person& person, const std::string& contact_id, bool stopped);
Decision<v1::PersonEvent> SendCode(const v1::Person& person, const std::string& contact_id,
                                   const std::string& code_hash, const Context& context);
// `matches`: whether the code is the one that is out. A wrong one is a fact too: it is counted.
Decision<v1::PersonEvent> ConfirmCode(const v1::Person& person, const std::string& contact_id, bool matches,
                                      const Context& context);
// Empty: English.
Decision<v1::PersonEvent> ChooseLanguage(const v1::Person& person, const std::string& language);

}  // namespace watchbell::notification

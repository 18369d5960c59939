// What the messages of this service lead to: notices, clocks of the messages that they follow, and calls for
// help.
#pragma once

#include "services/notification/desk/message_desk.hpp"
#include "services/notification/reactions/reactions.hpp"

namespace watchbell::notification {

// A message was sent: everybody of its audience is told, and what it follows learns of it. A word is owed, or
// somebody has to agree: they are told.
std::unique_ptr<reaction::Reaction> OnMessage(const Surroundings& here, const MessageDesk& desk,
                                              MessageLedgers& ledgers);
// An alarm is over: families who were told of it are owed the last word.
std::unique_ptr<reaction::Reaction> OnIncidentEnd(const Surroundings& here, MessageLedgers& ledgers);
// Somebody answered that help is needed: those responsible are told at once.
std::unique_ptr<reaction::Reaction> OnReply(const Surroundings& here);
// The monthly test of addresses.
std::unique_ptr<reaction::Reaction> OnContactTest(const Surroundings& here);

}  // namespace watchbell::notification

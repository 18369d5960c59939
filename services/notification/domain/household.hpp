// Households: the guardians who hear one message for all their children (domain.md 3.9 N7). Computed from
// the directory, the same on every replica; corrected by a person where the files mislead.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/ledger/decision.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::notification {

using PersonById = std::map<std::string, v1::Person>;

// Guardian's id -> household's id. In this order:
//   1. what a person corrected;
//   2. the home that the files name;
//   3. the same children as guardians whose files name one home: theirs;
//   4. exactly the same children: one household. Parents who live apart are told apart by 1 or 2.
std::unordered_map<std::string, std::string> HouseholdIds(const PersonById& people);

// An empty `household_id`: as computed again.
Decision<v1::PersonEvent> CorrectHousehold(const v1::Person& person, const std::string& household_id);

}  // namespace watchbell::notification

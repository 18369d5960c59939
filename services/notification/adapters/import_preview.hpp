// What an import would change, for somebody who knows the people to judge: counts for each school, and some
// of the people themselves. Goes to the caller alone, never to a log.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "services/notification/oneroster/diff.hpp"
#include "watchbell/notification/v1/directory_service.pb.h"

namespace watchbell::notification {

inline constexpr int kSamplesMax = 5;  // of each kind of change at each school

using PeopleById = std::unordered_map<std::string_view, const v1::Person*>;

void AddSchoolChanges(const oneroster::Changes<v1::Person>& people, v1::ImportProgress& progress);
// `known`: the people as they are, to name the fields that differ.
void AddSamples(const oneroster::Changes<v1::Person>& people, const PeopleById& known,
                v1::ImportProgress& progress);

}  // namespace watchbell::notification

// What an entry says to the screening, and a hit as the person who compares reads it.
#pragma once

#include "services/visitor/domain/screening/watch_index.hpp"
#include "watchbell/visitor/v1/visit.pb.h"
#include "watchbell/visitor/v1/watchlist.pb.h"

namespace watchbell::visitor {

WatchEntry ForScreening(const v1::WatchlistEntry& entry);

// Grades, score and the reason of every term; whose entry it is, the caller adds.
v1::Match Explain(const Hit& hit);

const char* NameOf(Outcome outcome);
const char* NameOf(StateGrade grade);

// Who stands at the desk, as one text that is the same however it is spelt: normal form and birth date.
// Cut-off marks of a document do not count. Only its keyed hash is kept.
std::string PersonText(NameParts name, BirthDate born);
// Of a visit that was recorded.
std::string PersonText(const v1::Visit& visit);

}  // namespace watchbell::visitor

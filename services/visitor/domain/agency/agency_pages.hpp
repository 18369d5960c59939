// Who of a visit's two ladders is asked now, and who is asked next.
#pragma once

#include "watchbell/visitor/v1/agency_visit.pb.h"

namespace watchbell::visitor {

using PersonIds = google::protobuf::RepeatedPtrField<std::string>;

// Where a ladder begins: at the rung that it stood at when it was left.
int RungOf(const v1::AgencyVisit& visit, v1::AgencyPage::Ladder ladder);
// After the last one the first is asked again.
int NextRung(const v1::AgencyVisit& visit);
// Nobody where the school has named nobody: the notice then goes to everybody who is responsible.
PersonIds PagedAt(const v1::AgencyVisit& visit, v1::AgencyPage::Ladder ladder, int rung);
// Sets the clock of the rung that is asked now.
void StartPaging(v1::AgencyVisit& visit, v1::AgencyPage::Ladder ladder,
                 const google::protobuf::Timestamp& at);

}  // namespace watchbell::visitor

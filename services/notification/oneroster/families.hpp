// Who belongs to which school and to which child, from what all files said.
#pragma once

#include "common/csv/rows.hpp"
#include "services/notification/oneroster/users.hpp"

namespace watchbell::notification::oneroster {

// Students and staff: the schools of their rows first, in their order. Of whom the file does not name, those
// the directory knows.
void PlaceInSchools(Users& users, const Orgs& orgs);

// Districts state the link on the child, on the adult or on both. In a delta a row that lists agents says all
// of that person's links, and one without changes none. A link to nobody is left out.
void LinkFamilies(Users& users, csv::FaultList& left_out);

}  // namespace watchbell::notification::oneroster

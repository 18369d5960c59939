// `watchbell screen`: the screening engine on files, with which a district audits its lists before it uses
// them.
#pragma once

namespace watchbell::visitor {

// --pairs P.csv                       names against names; adds grade, score, match to each row
// --list L.csv --queries Q.csv        people against a list; a row for each entry that is not clear
// --stats                             with a list: sizes and speeds on standard error, one JSON line
// Reads CSV with a header (UTF-8), writes CSV to standard output. Returns the exit status: 0, 1 for a file
// that cannot be read or understood (said on standard error with line and column), or CLI11's for wrong
// flags.
int RunScreen(int argc, char** argv);

}  // namespace watchbell::visitor

// watchbell import: a district's OneRoster files into a running system, through its gateway.
#pragma once

namespace watchbell::cli {

// watchbell import FOLDER|FILE.zip --url URL --user NAME [--dry-run] [--allow-mass-removal]
// The password comes from --password-file or WATCHBELL_PASSWORD. Exit code: 0 it is done; 1 it is not, and
// standard error says why, a fault of the files a line: FILE:LINE: COLUMN PROBLEM.
int RunImport(int argc, char** argv);

}  // namespace watchbell::cli

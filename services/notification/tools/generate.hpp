// The command that writes the demo district to a folder or a zip.
#pragma once

namespace watchbell::notification::tools {

// watchbell generate-district --out DIR|FILE.zip [--seed 7 --schools 20 --students 12000 --contacts 22000
// --staff 1500] argv[0] is the command's own name. Returns the exit code.
int RunGenerate(int argc, char** argv);

}  // namespace watchbell::notification::tools

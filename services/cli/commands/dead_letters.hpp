// watchbell dead-letters: what no reaction could handle, and handing it over again.
#pragma once

namespace watchbell::cli {

// watchbell dead-letters [--nats URL] list [CONSUMER]           one JSON object a line
// watchbell dead-letters [--nats URL] replay CONSUMER EVENT_ID  or `replay CONSUMER all`
int RunDeadLetters(int argc, char** argv);

}  // namespace watchbell::cli

// What gRPC and protobuf want to say, as lines of our log instead of text in between.
#pragma once

namespace watchbell::service {

// Once, at start-up.
void TakeLibraryLogs();

}  // namespace watchbell::service

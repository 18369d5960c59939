// The floor of gRPC: a generic unary echo over loopback, with nothing of ours between.
#pragma once

#include <memory>
#include <string>

#include "tests/load/figures.hpp"

namespace watchbell::load {

class RawGrpc {
 public:
  RawGrpc();
  ~RawGrpc();

  Samples RoundTrips(int count, const std::string& payload);
  // Calls a second of `callers` threads, each with one call under way.
  double Rate(int callers, std::chrono::seconds span, const std::string& payload);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::load

// What an operator sees of the ledger.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <string>

namespace watchbell::ledger {

class Probe {
 public:
  Probe(prometheus::Registry& registry, const std::string& aggregate);
  void Recorded(double append_seconds);
  void AlreadySo() { already_so_.Increment(); }
  void Refused() { refused_.Increment(); }
  void Conflicted() { conflicts_.Increment(); }
  void Unavailable() { unavailable_.Increment(); }
  void Erased() { erased_.Increment(); }
  void ViewMissed() { view_missed_.Increment(); }

 private:
  prometheus::Counter& recorded_;
  prometheus::Counter& already_so_;
  prometheus::Counter& refused_;
  prometheus::Counter& unavailable_;
  prometheus::Counter& conflicts_;
  prometheus::Counter& erased_;
  prometheus::Counter& view_missed_;
  prometheus::Histogram& append_seconds_;
};

}  // namespace watchbell::ledger

// What a bench prints: one JSON object a line, each figure beside its floor from the same run.
#pragma once

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace watchbell::load {

using SteadyClock = std::chrono::steady_clock;

inline double MicrosSince(SteadyClock::time_point begun) {
  return std::chrono::duration<double, std::micro>(SteadyClock::now() - begun).count();
}

// A bench that cannot measure ends: a wrong figure is worse than none.
inline void Require(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error(what);
}

class Samples {
 public:
  void Add(double value) { values_.push_back(value); }
  void Add(const Samples& more) { values_.insert(values_.end(), more.values_.begin(), more.values_.end()); }
  std::size_t size() const { return values_.size(); }
  // 0.5 for the median. Of nothing: 0.
  double Quantile(double share) const;
  const std::vector<double>& values() const { return values_; }

 private:
  std::vector<double> values_;
};

void Print(const std::string& name, double value, const std::string& unit, double floor);
// Every sample, for whoever puts several runs together.
void PrintAll(const std::string& name, const Samples& samples, const std::string& unit, double floor);
// One that no raw client has.
void Print(const std::string& name, double value, const std::string& unit);

}  // namespace watchbell::load

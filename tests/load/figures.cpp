#include "tests/load/figures.hpp"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

namespace watchbell::load {
namespace {

// Three decimals are more than any run repeats.
double Rounded(double value) { return std::round(value * 1000) / 1000; }

}  // namespace

double Samples::Quantile(double share) const {
  if (values_.empty()) return 0;
  auto sorted = values_;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), sorted.begin() + at, sorted.end());
  return sorted[static_cast<std::size_t>(at)];
}

void Print(const std::string& name, double value, const std::string& unit, double floor) {
  const nlohmann::ordered_json line{{"name", name},
                                    {"value", Rounded(value)},
                                    {"unit", unit},
                                    {"floor", Rounded(floor)},
                                    {"ratio", Rounded(value / floor)}};
  std::cout << line.dump() << std::endl;
}

void PrintAll(const std::string& name, const Samples& samples, const std::string& unit, double floor) {
  const nlohmann::ordered_json line{
      {"name", name}, {"values", samples.values()}, {"unit", unit}, {"floor", Rounded(floor)}};
  std::cout << line.dump() << std::endl;
}

void Print(const std::string& name, double value, const std::string& unit) {
  const nlohmann::ordered_json line{{"name", name}, {"value", Rounded(value)}, {"unit", unit}};
  std::cout << line.dump() << std::endl;
}

}  // namespace watchbell::load

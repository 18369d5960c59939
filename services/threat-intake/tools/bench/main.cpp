// How well, and how fast, the reports about one post are found among other tips: one JSON object a line.
#include <iostream>

#include "services/threat-intake/tools/tip_burst.hpp"

namespace {

constexpr int kSeeds = 5;

}  // namespace

int main() {
  using namespace watchbell::threat_intake::tools;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const BurstAsked asked{.seed = seed};
    const auto figures = Measure(MakeBurst(asked));
    std::cout << R"({"bench":"triage_clusters","seed":)" << seed << R"(,"reports":)" << asked.reports
              << R"(,"duplicate_percent":)" << asked.duplicate_percent << R"(,"others":)" << asked.others
              << R"(,"precision":)" << figures.precision << R"(,"recall":)" << figures.recall
              << R"(,"post_recall":)" << figures.post_recall << R"(,"clusters_of_post":)"
              << figures.clusters_of_post << R"(,"ms_median":)" << figures.milliseconds_median
              << R"(,"ms_p99":)" << figures.milliseconds_p99 << "}\n";
  }
  return 0;
}

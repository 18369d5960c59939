// A made-up evening: one post that hundreds report within minutes, and the tips that come anyway. Always the
// same for a seed; each tip says what it is about, so that precision and recall can be counted.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "services/threat-intake/domain/triage/likeness.hpp"

namespace watchbell::threat_intake::tools {

struct MadeTip {
  int about = 0;  // the same number: about the same thing
  std::string school;
  std::chrono::milliseconds at{};  // since the post
  std::string text;
};

struct BurstAsked {
  std::uint64_t seed = 1;
  int reports = 400;           // about the post
  int duplicate_percent = 20;  // of them, word for word the same as an earlier one
  int others = 200;            // about other things
  std::chrono::minutes within{10};
};

// By time. The post is what most are about: number 0.
std::vector<MadeTip> MakeBurst(const BurstAsked& asked);

struct Figures {
  double precision = 0;    // of the pairs that were put together, those that belong together
  double recall = 0;       // of the pairs that belong together, those that were put together
  double post_recall = 0;  // of the reports about the post, those in its largest cluster
  int clusters_of_post = 0;
  double milliseconds_median = 0;  // to find a tip's cluster
  double milliseconds_p99 = 0;
};
// Clusters them one by one, as the service does.
Figures Measure(const std::vector<MadeTip>& tips);

}  // namespace watchbell::threat_intake::tools

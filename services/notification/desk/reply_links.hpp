// The links under messages: signed, and saying nothing of whom they are for. The code stands for one
// recipient of one batch; whoever holds the batch computes the codes of its recipients and finds whose it is.
#pragma once

#include <chrono>
#include <string>

#include "common/policy/blind_index.hpp"

namespace watchbell::notification {

inline constexpr std::chrono::hours kReplyLinkFor{7 * 24};  // design

class ReplyLinks {
 public:
  // `base`: what recipients reach the gateway by, like "https://watchbell.district.example"; empty: no links.
  ReplyLinks(const policy::BlindIndex& keys, std::string base) : keys_(keys), base_(std::move(base)) {}

  bool On() const { return !base_.empty(); }
  std::string Link(const std::string& school, const std::string& batch_id,
                   const std::string& person_id) const;
  // In the same time for every code of the right length.
  bool Is(const std::string& code, const std::string& batch_id, const std::string& person_id) const;

 private:
  const policy::BlindIndex& keys_;
  const std::string base_;
};

}  // namespace watchbell::notification

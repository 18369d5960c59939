// What the district writes down for its records desk: the notice that goes with every release, and where else
// to ask.
#pragma once

#include <string>
#include <string_view>

#include "common/result/result.hpp"
#include "watchbell/visitor/v1/records_service.pb.h"

namespace watchbell::visitor {

// Immutable, so thread-safe. Without a file: a notice in the words of 34 CFR 99.33, and no cards.
class RecordsDesk {
 public:
  RecordsDesk();
  static Result<RecordsDesk> Load(const std::string& path);
  static Result<RecordsDesk> Parse(std::string_view json);

  const v1::ListLinkCardsResponse& content() const { return content_; }

 private:
  v1::ListLinkCardsResponse content_;
};

}  // namespace watchbell::visitor

#include "services/notification/desk/deliveries.hpp"

#include <algorithm>

namespace watchbell::notification {

Result<std::vector<v1::Notice>> Deliveries::About(const std::string& about_id) const {
  std::vector<v1::Notice> notices;
  std::string page_token;
  do {
    auto page = notices_.List("about:" + about_id, view::kPageMax, page_token, true);
    if (!page) return tl::unexpected<Error>(page.error());
    for (auto& notice : page->states) notices.push_back(std::move(notice));
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return notices;
}

Result<std::vector<v1::Notice>> Deliveries::Since(const std::string& school, TimePoint since) const {
  std::vector<v1::Notice> notices;
  std::string page_token;
  do {
    auto page = notices_.List("notices:" + school, view::kPageMax, page_token, true);
    if (!page) return tl::unexpected<Error>(page.error());
    for (auto& notice : page->states) {
      if (FromProto(notice.issued_at()) < since) return notices;
      notices.push_back(std::move(notice));
    }
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return notices;
}

Result<bool> Deliveries::Each(const v1::Notice& notice, const OnBatch& on_batch) const {
  int delivered = 0;
  std::string page_token;
  do {
    auto page = batches_.List("notice:" + notice.id(), view::kPageMax, page_token);
    if (!page) return tl::unexpected<Error>(page.error());
    for (const auto& batch : page->states) {
      if (batch.delivered()) ++delivered;
      on_batch(notice, batch);
    }
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return delivered >= notice.batches();
}

Result<bool> Deliveries::EachOf(const std::vector<v1::Notice>& notices, const OnBatch& on_batch) const {
  bool complete = true;
  for (const auto& notice : notices) {
    const auto whole = Each(notice, on_batch);
    if (!whole) return whole;
    complete = complete && *whole;
  }
  return complete;
}

Result<std::optional<int>> Deliveries::FirstArrival(const v1::Notice& notice) const {
  std::optional<int> first;
  const auto walked = Each(notice, [&](const v1::Notice&, const v1::DeliveryBatch& batch) {
    for (const auto& delivery : batch.deliveries()) {
      for (const auto& attempt : delivery.attempts()) {
        const bool told =
            attempt.state() == v1::Attempt::STATE_SENT || attempt.state() == v1::Attempt::STATE_DELIVERED;
        if (told) first = std::min(first.value_or(attempt.after_ms()), attempt.after_ms());
      }
    }
  });
  if (!walked) return tl::unexpected<Error>(walked.error());
  return first;
}

}  // namespace watchbell::notification

#include "common/view/view_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "common/view/member.hpp"
#include "common/view/probe.hpp"
#include "common/view/view_script.hpp"

namespace watchbell::view {
namespace {

template <class Number>
Number NumberOf(const std::string& text) {
  Number value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void AppendEntry(std::vector<std::string>& args, const Entry& entry) {
  args.push_back(names::ViewKey(entry.key));
  args.push_back(MemberOf(entry.key));
  args.push_back(std::to_string(entry.sequence));
  args.push_back(entry.body);
  args.push_back(std::to_string(entry.projection.indexes.size()));
  for (const IndexEntry& index : entry.projection.indexes) {
    args.push_back(names::IndexKey(entry.key.service, index.index));
    args.push_back(fmt::format("{:.17g}", index.score));
  }
  args.push_back(std::to_string(entry.projection.deadlines.size()));
  for (const Deadline& deadline : entry.projection.deadlines) {
    args.push_back(deadline.what);
    args.push_back(std::to_string(ToMillis(deadline.due)));
  }
}

tl::unexpected<Error> Rebuilding() {
  return Fail(Code::kUnavailable, "VIEW_REBUILDING",
              "The list is being rebuilt; try again in a few seconds.");
}

}  // namespace

ViewStore::ViewStore(std::shared_ptr<redis::Pool> pool, std::string service, Probe* probe)
    : pool_(std::move(pool)), service_(std::move(service)), probe_(probe) {}

Result<bool> ViewStore::Run(const std::vector<Entry>& entries, std::string expected, std::uint64_t position,
                            bool caught_up) {
  std::vector<std::string> args{std::move(expected), std::to_string(position), caught_up ? "1" : "0"};
  for (const Entry& entry : entries) AppendEntry(args, entry);
  const auto reply =
      pool_->Eval(kWriteScript, {names::TimersKey(service_), names::PositionKey(service_)}, args);
  if (!reply) {
    if (probe_) probe_->Failed(entries.size());
    return tl::unexpected(reply.error());
  }
  if (reply->Integer() < 0) return false;
  const auto stored = static_cast<std::size_t>(reply->Integer());
  if (probe_) probe_->Stored(stored);
  if (probe_) probe_->Known(entries.size() - stored);
  return true;
}

Status ViewStore::Write(const std::vector<Entry>& entries) {
  const auto written = Run(entries, "", 0, false);
  if (written) return {};
  for (const Entry& entry : entries) {
    std::uint64_t missed = missed_;
    while (missed < entry.sequence && !missed_.compare_exchange_weak(missed, entry.sequence)) {
    }
  }
  return tl::unexpected(written.error());
}

Result<bool> ViewStore::WriteAndAdvance(const std::vector<Entry>& entries, std::uint64_t expected,
                                        std::uint64_t position, bool caught_up) {
  return Run(entries, std::to_string(expected), position, caught_up);
}

Result<bool> ViewStore::Advance(std::uint64_t expected, std::uint64_t position, bool caught_up) {
  return WriteAndAdvance({}, expected, position, caught_up);
}

Result<Page> ViewStore::List(const std::string& index, int page_size, const std::string& page_token,
                             bool newest_first, const Scores& scores) {
  Cursor cursor;
  if (!page_token.empty()) {
    auto parsed = ParsePageToken(page_token);
    if (!parsed) {
      return Fail(Code::kInvalidArgument, "PAGE_TOKEN_INVALID", "Start again from the first page.",
                  "page_token");
    }
    cursor = std::move(*parsed);
  }
  if (page_size <= 0) page_size = kPageDefault;
  page_size = std::min(page_size, kPageMax);
  const auto reply =
      pool_->Eval(kListScript, {names::PositionKey(service_), names::IndexKey(service_, index)},
                  {names::ViewKeyPrefix(service_), std::to_string(page_size), newest_first ? "1" : "0",
                   std::to_string(missed_.load()), cursor.score, cursor.member,
                   fmt::format("{:.17g}", scores.lowest), fmt::format("{:.17g}", scores.highest)});
  if (!reply) return tl::unexpected(reply.error());
  if (reply->IsNil()) return Rebuilding();

  constexpr std::size_t kHead = 2;
  const auto& items = reply->Items();
  Page page;
  for (std::size_t i = kHead; i + 2 < items.size(); i += 3) {
    auto key = ParseMember(service_, items[i].Text());
    if (!key) continue;
    page.bodies.push_back(
        {std::move(*key), NumberOf<std::uint64_t>(items[i + 1].Text()), items[i + 2].Text()});
  }
  if (!items.empty() && !items[0].Text().empty()) {
    page.next_page_token = ToPageToken({items[1].Text(), items[items.size() - 3].Text()});
  }
  return page;
}

Result<std::optional<std::uint64_t>> ViewStore::Position() {
  const auto reply = pool_->Run({"HGET", names::PositionKey(service_), "at"});
  if (!reply) return tl::unexpected(reply.error());
  if (reply->IsNil()) return std::nullopt;
  return NumberOf<std::uint64_t>(reply->Text());
}

Result<std::vector<DueTimer>> ViewStore::Due(TimePoint now, int max) {
  const auto millis = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch()).count();
  const auto reply = pool_->Run({"ZRANGEBYSCORE", names::TimersKey(service_), "-inf", std::to_string(millis),
                                 "WITHSCORES", "LIMIT", "0", std::to_string(max)});
  if (!reply) return tl::unexpected(reply.error());
  std::vector<DueTimer> due;
  const auto& items = reply->Items();
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    auto timer = ParseTimerMember(service_, items[i].Text());
    if (!timer) continue;
    timer->due = TimePoint{std::chrono::milliseconds{std::llround(NumberOf<double>(items[i + 1].Text()))}};
    due.push_back(std::move(*timer));
  }
  return due;
}

Status ViewStore::Forget(const DueTimer& timer) {
  const auto reply = pool_->Eval(kForgetScript, {names::TimersKey(service_)},
                                 {TimerMember(timer.key, timer.what), std::to_string(ToMillis(timer.due))});
  if (!reply) return tl::unexpected(reply.error());
  return {};
}

Status ViewStore::Drop(const names::Key& key, std::uint64_t sequence) {
  const auto reply = pool_->Eval(kDropScript, {names::TimersKey(service_), names::ViewKey(key)},
                                 {MemberOf(key), std::to_string(sequence)});
  if (!reply) return tl::unexpected(reply.error());
  return {};
}

Status ViewStore::Adopt() {
  if (rules_.empty()) return {};
  const auto reply = pool_->Eval(kAdoptScript, {names::PositionKey(service_)}, {rules_});
  if (!reply) return tl::unexpected(reply.error());
  return {};
}

}  // namespace watchbell::view

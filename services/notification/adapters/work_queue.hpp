// The work queues of batches that some replica shall deliver: urgent and routine are two streams with workers
// of their own.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "common/bus/consumer.hpp"
#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::notification {

inline constexpr char kUrgentLane[] = "urgent";
inline constexpr char kRoutineLane[] = "routine";
// Batches of which somebody may have to be told again.
inline constexpr char kAgainLane[] = "again";
// A batch that nobody has settled for so long is given to another worker.
inline constexpr std::chrono::seconds kBatchPatience{60};

Status ReconcileQueues(bus::Bus& bus, int replicas);

// So many are on their way to the stream at once: a large notice is made piece by piece.
inline constexpr std::size_t kEnqueuedAtOnce = 128;

// Returns when the stream has all `count`, which `work` makes one after the other. The same batch for the
// same purpose twice within the duplicates window is one.
Status Enqueue(bus::Bus& bus, const char* lane, int count, const std::function<v1::DeliveryWork(int)>& work,
               const std::string& purpose = {});
// Without waiting; what is lost is told in the log alone.
void EnqueueSoon(bus::Bus& bus, const char* lane, const v1::DeliveryWork& work, const std::string& purpose);

// Calls `deliver` for each batch, on `threads` threads, with how often that was; it answers when the batch is
// recorded.
std::unique_ptr<bus::Consumer> Work(
    std::shared_ptr<bus::Bus> bus, const char* lane, int threads,
    std::function<Status(const v1::DeliveryWork&, std::uint64_t attempt)> deliver);
// Likewise; `deliver` says after how long it wants to look at the batch again, or that it is done with it.
std::unique_ptr<bus::Consumer> WorkAgain(
    std::shared_ptr<bus::Bus> bus, int threads,
    std::function<std::optional<std::chrono::milliseconds>(const v1::DeliveryWork&)> deliver);

}  // namespace watchbell::notification

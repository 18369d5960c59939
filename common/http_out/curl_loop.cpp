#include "common/http_out/curl_loop.hpp"

#include <stdexcept>

#include "common/thread/thread.hpp"

namespace watchbell::http {
namespace {

constexpr int kPollMilliseconds = 1000;  // libcurl shortens it to its own next timeout

// Two types, for libcurl's own are both void.
struct CleanupEasy {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct CleanupMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

}  // namespace

struct CurlLoop::Worker {
  struct Slot {
    std::unique_ptr<CURL, CleanupEasy> handle;
    std::unique_ptr<Transfer> transfer;
  };
  std::unique_ptr<CURLM, CleanupMulti> multi;
  std::vector<Slot> slots;
  std::vector<Slot*> free;
  // Of Submit, under the mutex: this worker has a free handle and sleeps, or has been woken already.
  bool has_room = true;
  bool waking = false;
  std::thread thread;
};

void InitialiseCurl() {
  static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (once != CURLE_OK) throw std::runtime_error("libcurl cannot start");
}

CurlLoop::CurlLoop(Options options, std::function<void(CURL*)> configure) : options_(options) {
  InitialiseCurl();
  const auto connections = static_cast<long>(options_.transfers_per_thread);
  for (std::size_t i = 0; i < options_.threads; ++i) {
    auto worker = std::make_unique<Worker>();
    worker->multi.reset(curl_multi_init());
    if (!worker->multi) throw std::runtime_error("libcurl cannot start");
    curl_multi_setopt(worker->multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, connections);
    curl_multi_setopt(worker->multi.get(), CURLMOPT_MAXCONNECTS, connections);
    worker->slots.resize(options_.transfers_per_thread);
    for (auto& slot : worker->slots) {
      slot.handle.reset(curl_easy_init());
      if (!slot.handle) throw std::runtime_error("libcurl cannot start");
      curl_easy_setopt(slot.handle.get(), CURLOPT_NOSIGNAL, 1L);
      curl_easy_setopt(slot.handle.get(), CURLOPT_TCP_NODELAY, 1L);
      curl_easy_setopt(slot.handle.get(), CURLOPT_TCP_KEEPALIVE, 1L);
      curl_easy_setopt(slot.handle.get(), CURLOPT_PRIVATE, &slot);
      configure(slot.handle.get());
      worker->free.push_back(&slot);
    }
    workers_.push_back(std::move(worker));
  }
  for (auto& worker : workers_) worker->thread = std::thread([this, &worker = *worker] { Run(worker); });
}

CurlLoop::~CurlLoop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  for (auto& worker : workers_) curl_multi_wakeup(worker->multi.get());
  for (auto& worker : workers_) worker->thread.join();
  for (auto& transfer : queue_) transfer->Finish(nullptr, CURLE_ABORTED_BY_CALLBACK);
}

bool CurlLoop::Submit(std::unique_ptr<Transfer>& transfer) {
  CURLM* sleeper = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= options_.queue_max) return false;
    queue_.push_back(std::move(transfer));
    for (auto& worker : workers_) {
      if (!worker->has_room || worker->waking) continue;
      worker->waking = true;
      sleeper = worker->multi.get();
      break;
    }
  }
  if (sleeper != nullptr) curl_multi_wakeup(sleeper);
  return true;
}

void CurlLoop::Run(Worker& worker) {
  thread::NameThisThread("http_out");
  int running = 0;
  while (!stopping_) {
    StartQueued(worker);
    curl_multi_perform(worker.multi.get(), &running);
    const std::size_t free_before = worker.free.size();
    FinishEnded(worker);
    if (worker.free.size() > free_before) continue;  // there may be more in the queue
    curl_multi_poll(worker.multi.get(), nullptr, 0, kPollMilliseconds, nullptr);
  }
  Abandon(worker);
}

// A transfer that comes while we are between here and the poll wakes the poll at once: wake-ups are kept.
void CurlLoop::StartQueued(Worker& worker) {
  std::vector<Worker::Slot*> started;
  {
    const std::lock_guard lock(mutex_);
    while (!worker.free.empty() && !queue_.empty()) {
      Worker::Slot& slot = *worker.free.back();
      worker.free.pop_back();
      slot.transfer = std::move(queue_.front());
      queue_.pop_front();
      started.push_back(&slot);
    }
    worker.waking = false;
    worker.has_room = !worker.free.empty();
  }
  for (Worker::Slot* slot : started) {
    slot->transfer->Prepare(slot->handle.get());
    curl_multi_add_handle(worker.multi.get(), slot->handle.get());
  }
}

void CurlLoop::FinishEnded(Worker& worker) {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(worker.multi.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* handle = message->easy_handle;
    const CURLcode code = message->data.result;
    Worker::Slot* slot = nullptr;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &slot);
    slot->transfer->Finish(handle, code);
    curl_multi_remove_handle(worker.multi.get(), handle);
    slot->transfer.reset();
    worker.free.push_back(slot);
  }
}

void CurlLoop::Abandon(Worker& worker) {
  for (auto& slot : worker.slots) {
    if (!slot.transfer) continue;
    curl_multi_remove_handle(worker.multi.get(), slot.handle.get());
    slot.transfer->Finish(slot.handle.get(), CURLE_ABORTED_BY_CALLBACK);
    slot.transfer.reset();
  }
}

}  // namespace watchbell::http

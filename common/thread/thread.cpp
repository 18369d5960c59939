#include "common/thread/thread.hpp"

#include <pthread.h>
#include <sys/resource.h>

#include <string>

namespace watchbell::thread {

void NameThisThread(std::string_view name) {
  constexpr std::size_t kNameMax = 15;
  pthread_setname_np(pthread_self(), std::string{name.substr(0, kNameMax)}.c_str());
}

void LowerThisThread(StepBack by) {
  if (by != StepBack::kNot) setpriority(PRIO_PROCESS, 0, static_cast<int>(by));
}

}  // namespace watchbell::thread

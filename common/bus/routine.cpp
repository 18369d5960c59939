#include "common/bus/routine.hpp"

#include <sys/resource.h>

namespace watchbell::bus {
namespace {

constexpr int kRoutineNice = 10;

}  // namespace

void MakeThisThreadRoutine() { setpriority(PRIO_PROCESS, 0, kRoutineNice); }

}  // namespace watchbell::bus

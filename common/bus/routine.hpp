// What may wait leaves the processor to what carries an alarm.
#pragma once

#include <future>

namespace watchbell::bus {

// This thread, and the threads that it starts from now on, get a tenth of the processor while others want it.
// There is no way back: the system lets nobody raise a thread again.
void MakeThisThreadRoutine();

// What `start` answers; the threads that it starts are routine.
template <class Start>
auto StartRoutine(Start start) {
  return std::async(std::launch::async,
                    [&start] {
                      MakeThisThreadRoutine();
                      return start();
                    })
      .get();
}

}  // namespace watchbell::bus

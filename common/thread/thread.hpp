// What a thread is called and how much of the processor it gets: what may wait leaves it to what carries an
// alarm.
#pragma once

#include <future>
#include <string_view>

namespace watchbell::thread {

// The first 15 characters of it show in `top -H`.
void NameThisThread(std::string_view name);

// By how much a thread steps back, as the system's niceness. What is first in an alarm never does: the press,
// the call to the police, the first few who hear of it.
enum class StepBack {
  kNot = 0,
  kForAlarms = 5,   // the rest of an alarm: a third of the processor while the first of another wants it
  kForUrgent = 10,  // everything else: a tenth
};

// This thread, and the threads that it starts from now on. There is no way back: the system lets nobody raise
// a thread again.
void LowerThisThread(StepBack by);

// What `start` answers; the threads that it starts are lowered.
template <class Start>
auto StartLowered(StepBack by, Start start) {
  return std::async(std::launch::async,
                    [by, &start] {
                      LowerThisThread(by);
                      return start();
                    })
      .get();
}

}  // namespace watchbell::thread

// What may wait leaves the processor to what carries an alarm.
#pragma once

namespace watchbell::bus {

// This thread, and the threads that it starts from now on, get a tenth of the processor while others want it.
// There is no way back: the system lets nobody raise a thread again.
void MakeThisThreadRoutine();

}  // namespace watchbell::bus

// Which thread goes first where there are fewer cores than work: pictures before training, training before jobs. A
// frame takes little, but with all cores training it would wait for the end of a training thread's time slice.
#include "shared.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// Linux keeps this by thread, and hands it down to those that the thread starts.
void live_yield(int nice) {
    int own = getpriority(PRIO_PROCESS, 0);
    setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), own + nice);
}
#else
void live_yield(int nice) {
    (void)nice;
}
#endif

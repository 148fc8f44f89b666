// Time that never runs backwards, for rates and pauses; never for results.
#ifndef HOURGLASS_CLOCK_H
#define HOURGLASS_CLOCK_H

/// Seconds since an arbitrary moment.
double clock_seconds(void);

/// CPU seconds used by the calling thread.
double clock_thread_seconds(void);

/// Sleeps for about that many seconds; returns early only if interrupted.
void clock_sleep(double seconds);

#endif

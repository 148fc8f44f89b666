// Makes one allocation or one step of a save fail. The test program is linked with --wrap for each of these functions,
// so that calls in this project's code come here; jansson's come through json_set_alloc_funcs.
#ifndef HOURGLASS_FAULTS_H
#define HOURGLASS_FAULTS_H

#include <stdbool.h>

/// Lets the call of number `call` (from 0) fail, once, and counts from now on. -1: none fails.
void faults_start(long call);

/// Stops counting; the number of calls seen. `failed` (may be NULL) says whether one was made to fail.
long faults_stop(bool *failed);

/// Calls of fsync before the last rename, and after it, since faults_start.
void faults_syncs(int *before, int *after);

/// Sends jansson's allocations through here too.
void faults_watch_jansson(void);

#endif

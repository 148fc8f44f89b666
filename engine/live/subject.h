// A snapshot made ready for use. On the observer's thread.
#ifndef HOURGLASS_SUBJECT_H
#define HOURGLASS_SUBJECT_H

#include "evaluate.h"
#include "snapshot.h"

enum { OBSERVER_ROWS = 16 };

typedef struct Subject {
    Snapshot *snapshot; // NULL before the first
    Net net;
    Pass pass;
    ImageSource source; // the test images as this run sees them
} Subject;

/// Makes a snapshot ready, taking over the caller's reference. The net is built anew only where the run is another one.
bool subject_take(Subject *subject, Snapshot *snapshot);
void subject_finish(Subject *subject);

#endif

// Lines of steps. A restart begins one, and so does a change of the weights that no step made; going back to a kept
// state is going back to its line. So what was made of one line is never taken for a part of another.
#ifndef HOURGLASS_LINEAGE_H
#define HOURGLASS_LINEAGE_H

#include <stdint.h>

enum { LINEAGE_FORKS = 32 };

/// The run was on this line up to this step.
typedef struct Fork {
    uint64_t line, step;
} Fork;

/// The line that a state belongs to, and those it has come by.
typedef struct Lineage {
    uint64_t line; // from 1, each number once in a session
    int forks;
    Fork fork[LINEAGE_FORKS]; // oldest first; where there is no more room the oldest goes
} Lineage;

/// A line from the start.
Lineage lineage_begin(uint64_t line);

/// Goes over to another line at this step; what was made before it on the old one is the new one's past.
void lineage_fork(Lineage *lineage, uint64_t step, uint64_t line);

#endif

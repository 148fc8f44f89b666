// What was done to a run beside training it, and when: a short list that goes with the run, onto disk too.
#ifndef HOURGLASS_RUN_MARKS_H
#define HOURGLASS_RUN_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RUN_MARKS = 32, RUN_MARKS_TEXT = 1536 };

typedef enum RunMarkKind { RUN_MARK_RESAMPLE, RUN_MARK_KINDS } RunMarkKind;

typedef struct RunMark {
    uint64_t step; // after which it was done
    RunMarkKind kind;
    int units; // of the code that it was done to, at least 1
} RunMark;

/// Oldest first; steps never descend.
typedef struct RunMarks {
    int count;
    RunMark mark[RUN_MARKS];
} RunMarks;

/// Adds one. Those of later steps go, since the run has gone back; where there is no more room the oldest does.
void run_marks_add(RunMarks *marks, RunMark mark);

/// "1200 resample 3, 5000 resample 1"; empty without marks. RUN_MARKS_TEXT bytes hold the longest.
void run_marks_write(const RunMarks *marks, char *text, size_t size);

/// Reads what run_marks_write made; false, with the marks as they were, for anything else.
bool run_marks_read(const char *text, RunMarks *marks);

#endif

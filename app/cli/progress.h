// The progress bar of headless training, on stderr and only where that is a terminal.
#ifndef HOURGLASS_PROGRESS_H
#define HOURGLASS_PROGRESS_H

#include "evaluate.h"
#include "session.h"

typedef struct Progress {
    bool terminal, color;
    double drawn;           // when the bar was last drawn, clock_seconds
    double seconds, images; // of training since the last evaluation
    uint64_t total;         // steps to make
    double test;            // newest test loss, nats per image; negative before the first
} Progress;

Progress progress_start(uint64_t total_steps);

/// After a chunk of training: `done` steps of all, made in `seconds`.
void progress_update(Progress *progress, const Session *session, uint64_t done, int steps, double seconds);

/// A line on stdout after an evaluation, and the bar gone from stderr.
void progress_evaluation(Progress *progress, const Session *session, const Evaluation *evaluation);

/// Clears the bar.
void progress_clear(const Progress *progress);

#endif

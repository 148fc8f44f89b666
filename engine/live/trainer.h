// What the trainer thread owns, and how its files divide the work: trainer.c makes steps, trainer_commands.c carries
// out what is asked, trainer_report.c publishes. Only they include this.
#ifndef HOURGLASS_TRAINER_H
#define HOURGLASS_TRAINER_H

#include "runs.h"
#include "shared.h"

enum { TRAINER_MAX_CHUNK = 512 };

typedef struct Trainer {
    Live *live;
    Runs runs;
    Run *current;     // NULL before the first model and data set
    Dataset *data;    // in use, or NULL
    FittedPca *pca;   // of `data`, or NULL
    int pca_asked;    // components asked for of `data`
    ModelSpec wanted; // the model asked for
    bool has_wanted, running;
    long long left;         // steps to make before pausing; negative: no end
    int chunk;              // steps of about CHUNK_SECONDS
    int jobs;               // under way
    int progress;           // last published, percent, or -1
    double rate, published; // images a second; when status was last published
    uint64_t commands, serial;
    LiveMessage message[LIVE_MESSAGES];
    StepMetrics metrics[TRAINER_MAX_CHUNK];
} Trainer;

/// Adds a sentence for the user to the status.
void trainer_say(Trainer *trainer, bool problem, const char *format, ...) __attribute__((format(printf, 3, 4)));

/// Puts the status where the interface finds it, and wakes the interface.
void trainer_publish_status(Trainer *trainer);

/// A new snapshot for the observer, if it has taken the last one or if this one must not be missed.
void trainer_publish_snapshot(Trainer *trainer, bool must);

/// Stops making steps and publishes where the run stands.
void trainer_pause(Trainer *trainer);

/// Carries out a command, or takes over what a job has brought.
void trainer_take_note(Trainer *trainer, Note *note);

#endif

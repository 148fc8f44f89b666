// The running program without its window: a trainer, an observer and a jobs thread behind one handle. All calls are
// made by one thread, the interface's; none of them waits but live_destroy.
#ifndef HOURGLASS_LIVE_H
#define HOURGLASS_LIVE_H

#include "command.h"
#include "views.h"

typedef struct Live Live;

typedef struct LiveDesc {
    int threads;                 // of the training team; 0: team_default_size
    void (*wake)(void *context); // called from any thread when something new can be read; may be NULL
    void *context;
} LiveDesc;

enum { LIVE_MESSAGES = 8 };

/// A sentence for the user. Serials count up from 1, so that each is shown once.
typedef struct LiveMessage {
    uint64_t serial;
    bool problem;
    char text[512];
} LiveMessage;

/// Where the trainer stands.
typedef struct LiveStatus {
    uint64_t run, generation; // run 0: no model yet
    ModelSpec spec;
    RunSettings settings;
    RunCounters counters;
    StepMetrics metrics;
    Series series;
    char data_title[128];
    int train_images, test_images, threads;
    uint64_t epoch_steps;
    bool running, can_undo, loading;    // loading: a job is under way
    double images_per_second;           // of the last second or so of training
    uint64_t commands;                  // commands carried out so far
    LiveMessage message[LIVE_MESSAGES]; // the newest ones, in a ring by serial
} LiveStatus;

/// Starts the threads. Nothing trains before a COMMAND_DATA, a COMMAND_MODEL and a COMMAND_RUN.
Live *live_create(const LiveDesc *desc, Error *error);

/// Stops training and jobs, waits for the threads and frees everything. Takes NULL.
void live_destroy(Live *live);

/// Sends a command. False, with the reason, if it makes no sense or the queue is full.
bool live_send(Live *live, const LiveCommand *command, Error *error);

/// Says what the visible views need.
void live_request(Live *live, const ViewRequest *request);

/// The latest status and views; each stays valid until the next call of the same function.
const LiveStatus *live_status(Live *live);
const Views *live_views(Live *live);

#endif

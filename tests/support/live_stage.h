// A running program without its window, in a small world of its own: commands in, and what comes of them awaited.
#ifndef HOURGLASS_TESTS_LIVE_STAGE_H
#define HOURGLASS_TESTS_LIVE_STAGE_H

#include "live.h"
#include "small_world.h"
#include "test.h"

#include <pthread.h>

/// In seconds. Waits stop as soon as what is waited for is there; only a hang runs into this.
#define LIVE_STAGE_PATIENCE 60.0

typedef struct LiveStage {
    SmallWorld world;
    Live *live;
    pthread_mutex_t mutex;
    pthread_cond_t woken;
    unsigned long wakes, seen;
} LiveStage;

// All of these fail the cmocka test where what they are to do cannot be done.

void live_stage_init(LiveStage *stage, int threads);
void live_stage_finish(LiveStage *stage);

/// Another program in the same world. The one before must be destroyed.
void live_stage_open(LiveStage *stage, int threads);

void live_stage_send(LiveStage *stage, LiveCommand command);
void live_stage_send_text(LiveStage *stage, CommandKind kind, const char *text);

/// The world's file of this model.
void live_stage_send_model(LiveStage *stage, const ModelSpec *spec);

/// Another model, written as the file ID.ini.
void live_stage_describe(LiveStage *stage, ModelSpec *spec, const char *id, const char *text);

/// Opens the world's images and a model, and waits for the run.
void live_stage_begin(LiveStage *stage, const ModelSpec *spec);

/// Waits until the test says yes; it is given `value`. What it returns is valid until the next call.
typedef bool (*StatusTest)(const LiveStatus *status, double value);
const LiveStatus *live_stage_status(LiveStage *stage, StatusTest test, double value);
typedef bool (*ViewsTest)(const Views *views, double value);
const Views *live_stage_views(LiveStage *stage, ViewsTest test, double value);

/// Such tests that many need: a run (value: any), at least so many steps, so many commands carried out and paused or
/// not, the message of that serial number, quality of that step.
bool has_run(const LiveStatus *status, double value);
bool at_step(const LiveStatus *status, double step);
bool has_paused(const LiveStatus *status, double commands);
bool has_done(const LiveStatus *status, double commands);
bool has_message(const LiveStatus *status, double serial);
bool shows_step(const Views *views, double step);
bool has_quality_at(const Views *views, double step);

/// Reconstructions of images 0, 3, the last and 7, quality, and 30 images of codes.
ViewRequest all_views(void);

#endif

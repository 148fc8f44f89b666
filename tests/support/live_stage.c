#include "live_stage.h"

#include "clock.h"

static void wake(void *context) {
    LiveStage *stage = context;
    pthread_mutex_lock(&stage->mutex);
    stage->wakes++;
    pthread_cond_signal(&stage->woken);
    pthread_mutex_unlock(&stage->mutex);
}

void live_stage_open(LiveStage *stage, int threads) {
    LiveDesc desc = {.threads = threads, .wake = wake, .context = stage};
    Error error = {0};
    stage->live = live_create(&desc, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
}

void live_stage_init(LiveStage *stage, int threads) {
    *stage = (LiveStage){0};
    small_world_init(&stage->world);
    pthread_mutex_init(&stage->mutex, NULL);
    pthread_cond_init(&stage->woken, NULL);
    live_stage_open(stage, threads);
}

void live_stage_finish(LiveStage *stage) {
    live_destroy(stage->live);
    pthread_cond_destroy(&stage->woken);
    pthread_mutex_destroy(&stage->mutex);
    small_world_finish(&stage->world);
}

void live_stage_send(LiveStage *stage, LiveCommand command) {
    Error error = {0};
    if (!live_send(stage->live, &command, &error))
        fail_msg("%s", error.text);
}

void live_stage_send_text(LiveStage *stage, CommandKind kind, const char *text) {
    LiveCommand command = {.kind = kind};
    snprintf(command.text, sizeof command.text, "%s", text);
    live_stage_send(stage, command);
}

void live_stage_send_model(LiveStage *stage, const ModelSpec *spec) {
    char name[80], path[512];
    snprintf(name, sizeof name, "%s.ini", spec->id);
    snprintf(path, sizeof path, "%s", scratch_path(&stage->world.scratch, name));
    live_stage_send_text(stage, COMMAND_MODEL, path);
}

// Sleeps until the callback has been called since the last time, as the window's event loop does.
static void wait_for_wake(LiveStage *stage, double until) {
    struct timespec limit;
    clock_gettime(CLOCK_REALTIME, &limit);
    limit.tv_sec += 5;
    pthread_mutex_lock(&stage->mutex);
    while (stage->wakes == stage->seen && pthread_cond_timedwait(&stage->woken, &stage->mutex, &limit) == 0) {
    }
    stage->seen = stage->wakes;
    pthread_mutex_unlock(&stage->mutex);
    if (clock_seconds() > until)
        fail_msg("nothing came for %g seconds", LIVE_STAGE_PATIENCE);
}

const LiveStatus *live_stage_status(LiveStage *stage, StatusTest test, double value) {
    double until = clock_seconds() + LIVE_STAGE_PATIENCE;
    for (;;) {
        const LiveStatus *status = live_status(stage->live);
        if (test(status, value))
            return status;
        wait_for_wake(stage, until);
    }
}

const Views *live_stage_views(LiveStage *stage, ViewsTest test, double value) {
    double until = clock_seconds() + LIVE_STAGE_PATIENCE;
    for (;;) {
        const Views *views = live_views(stage->live);
        if (test(views, value))
            return views;
        wait_for_wake(stage, until);
    }
}

bool has_run(const LiveStatus *status, double value) {
    (void)value;
    return status->run > 0;
}

bool at_step(const LiveStatus *status, double step) {
    return (double)status->step >= step;
}

bool has_paused(const LiveStatus *status, double commands) {
    return !status->running && (double)status->commands >= commands;
}

bool has_done(const LiveStatus *status, double commands) {
    return (double)status->commands >= commands;
}

bool has_message(const LiveStatus *status, double serial) {
    return status->message[((int)serial - 1) % LIVE_MESSAGES].serial == (uint64_t)serial;
}

bool shows_step(const Views *views, double step) {
    return views->reconstruction.images > 0 && (double)views->reconstruction.tag.step >= step;
}

bool has_quality_at(const Views *views, double step) {
    return views->quality.tag.run > 0 && (double)views->quality.tag.step == step;
}

void live_stage_begin(LiveStage *stage, const ModelSpec *spec) {
    live_stage_send_text(stage, COMMAND_DATA, stage->world.scratch.folder);
    live_stage_send_model(stage, spec);
    live_stage_status(stage, has_run, 0);
}

ViewRequest all_views(void) {
    ViewRequest request = {.images = 4, .index = {0, 3, SMALL_TEST - 1, 7}, .quality = true, .code_images = 30};
    return request;
}

void live_stage_describe(LiveStage *stage, ModelSpec *spec, const char *id, const char *text) {
    char name[80];
    Error error = {0};
    if (!spec_parse(text, id, spec, &error))
        fail_msg("%s", error.text);
    snprintf(name, sizeof name, "%s.ini", id);
    scratch_write(&stage->world.scratch, name, text, strlen(text));
}

// A run as a checkpoint, and back. On the thread that owns the session, between steps.
#include "session.h"

#include <stdlib.h>
#include <string.h>

Checkpoint session_checkpoint(const Session *session, bool full, double *history) {
    const Net *net = &session->net;
    Checkpoint checkpoint = {.spec = session->spec,
                             .image = net->image,
                             .settings = session->settings,
                             .counters = session->counters,
                             .parameter_count = net->parameter_count,
                             .parameters = net->parameters};
    if (!full)
        return checkpoint;
    checkpoint.m = session->m;
    checkpoint.v = session->v;
    checkpoint.marks = session->marks;
    _Static_assert((int)SERIES_COLUMNS == (int)HISTORY_COLUMNS, "a point of the series is a row of the history");
    const Series *series = &session->series;
    memcpy(history, series->value, sizeof series->value);
    checkpoint.history = history;
    checkpoint.history_points = series->points;
    checkpoint.history_stride = series->stride;
    checkpoint.history_pending = series->pending;
    checkpoint.history_reconstruction = series->sum[1];
    checkpoint.history_penalty = series->sum[2];
    return checkpoint;
}

Checkpoint *session_copy(const Session *session, Error *error) {
    Checkpoint *copy = malloc(sizeof *copy);
    if (!copy) {
        error_memory(error, "a copy of the run");
        return NULL;
    }
    Arena arena = {0};
    size_t count = session->net.parameter_count;
    double *history = arena_take(&arena, 1, sizeof session->series.value);
    RunState state = {.parameters = arena_take(&arena, count, sizeof(real))};
    state.m = arena_take(&arena, count, sizeof(real));
    state.v = arena_take(&arena, count, sizeof(real));
    if (arena.failed) {
        arena_finish(&arena);
        free(copy);
        error_memory(error, "a copy of the run");
        return NULL;
    }
    session_keep(session, &state);
    *copy = session_checkpoint(session, true, history);
    copy->parameters = state.parameters;
    copy->m = state.m;
    copy->v = state.v;
    copy->arena = arena;
    return copy;
}

static void restore_series(Series *series, const Checkpoint *checkpoint) {
    *series = (Series){.stride = checkpoint->history_stride, .pending = checkpoint->history_pending};
    series->points = checkpoint->history_points < SERIES_POINTS ? checkpoint->history_points : SERIES_POINTS;
    series->sum[1] = checkpoint->history_reconstruction;
    series->sum[2] = checkpoint->history_penalty;
    if (series->points > 0)
        memcpy(series->value, checkpoint->history, (size_t)series->points * sizeof series->value[0]);
}

bool session_restore(Session *session, const Checkpoint *checkpoint, Error *error) {
    Net *net = &session->net;
    if (checkpoint->parameter_count != net->parameter_count || !shape_equal(checkpoint->image, net->image))
        return error_set(error, "the checkpoint was made for images of %s; the data set has %s",
                         shape_text(checkpoint->image).text, shape_text(net->image).text);
    session_restart(session);
    RunState state = {.parameters = checkpoint->parameters, // zero moments, unless the file has them
                      .m = session->m,
                      .v = session->v,
                      .lineage = session->lineage};
    if (checkpoint->m) {
        state.m = checkpoint->m;
        state.v = checkpoint->v;
        state.counters = checkpoint->counters;
        restore_series(&session->series, checkpoint);
        session->marks = checkpoint->marks;
    }
    session_go_to(session, &state);
    return true;
}

// Making and changing a run; session_checkpoint.c saves and restores it. On the thread that owns the session, between
// steps.
#include "session.h"

#include <string.h>

RunSettings session_defaults(void) {
    return (RunSettings){.data = "fashion-mnist", .batch = 128, .optimizer = OPTIMIZER_ADAM, .rate = 1e-3, .seed = 1};
}

uint64_t session_epoch_steps(const Session *session) {
    return (uint64_t)(session->kept.count / session->settings.batch);
}

static bool batch_fits(const Dataset *data, int images, int batch, Error *error) {
    if (batch >= 1 && batch <= images)
        return true;
    return error_set(error, "a batch of %d does not fit the %d training images of %s%s", batch, images, data->title,
                     images < data->train.count ? " that are not left out" : "");
}

// What depends on the batch size. The old parts stay until the new ones are there.
static bool make_batch(Session *session, int batch, Error *error) {
    Pass pass;
    if (!pass_init(&pass, &session->net, batch, session->threads, true, error) ||
        !pass_hand_on_blocks(&pass, &session->net, error))
        return false;
    bool corrupts = !corruption_is_none(&session->spec.corruption);
    Arena arena = {0};
    double *reconstruction = arena_take(&arena, (size_t)batch, sizeof *reconstruction);
    double *penalty = arena_take(&arena, (size_t)batch, sizeof *penalty);
    bool ok =
        arena.failed ? error_memory(error, "a batch") : !corrupts || pass_part_target(&pass, &session->net, error);
    if (!ok) {
        arena_finish(&arena);
        pass_finish(&pass);
        return false;
    }
    pass_finish(&session->pass);
    arena_finish(&session->batch_arena);
    session->pass = pass;
    session->batch_arena = arena;
    session->reconstruction = reconstruction;
    session->penalty = penalty;
    return true;
}

static bool make_state(Session *session, Error *error) {
    size_t count = session->net.parameter_count;
    Arena *arena = &session->arena;
    session->m = arena_take(arena, count, sizeof(real));
    session->v = arena_take(arena, count, sizeof(real));
    for (int i = 0; i < 2; i++) {
        session->safe[i].parameters = arena_take(arena, count, sizeof(real));
        session->safe[i].m = arena_take(arena, count, sizeof(real));
        session->safe[i].v = arena_take(arena, count, sizeof(real));
    }
    return !arena->failed || error_memory(error, "a run");
}

bool session_init(Session *session, const ModelSpec *spec, const Dataset *data, const RunSettings *settings,
                  int threads, Error *error) {
    *session = (Session){.spec = *spec, .settings = *settings, .threads = threads};
    Shape image = {data->train.channels, data->train.height, data->train.width};
    char file[sizeof spec->id + 4];
    snprintf(file, sizeof file, "%s.ini", spec->id);
    if (!kept_images_choose(&session->kept, data, &settings->left_out, error))
        return false;
    if (!batch_fits(data, session->kept.count, settings->batch, error) ||
        !spec_build(spec, file, image, &session->net, error)) {
        kept_images_finish(&session->kept);
        return false;
    }
    session->data = dataset_retain(data);
    snprintf(session->settings.data, sizeof session->settings.data, "%s", data->id);
    if (!make_state(session, error) || !make_batch(session, settings->batch, error)) {
        session_finish(session);
        return false;
    }
    session_restart(session);
    return true;
}

void session_finish(Session *session) {
    pass_finish(&session->pass);
    net_finish(&session->net);
    arena_finish(&session->arena);
    arena_finish(&session->batch_arena);
    kept_images_finish(&session->kept);
    dataset_release(session->data);
    *session = (Session){0};
}

// Where less than a batch is left of the epoch, the next one begins, as it does after a step: the batch may have grown,
// or the data set may be a smaller one, since the counters were kept.
static void settle_position(Session *session) {
    RunCounters *at = &session->counters;
    uint64_t images = (uint64_t)session->kept.count, batch = (uint64_t)session->settings.batch;
    if (at->position <= images && images - at->position >= batch)
        return;
    at->position = 0;
    at->epoch++;
}

static void clear_moments(Session *session) {
    memset(session->m, 0, session->net.parameter_count * sizeof(real));
    memset(session->v, 0, session->net.parameter_count * sizeof(real));
    session->counters.updates = 0;
}

void session_restart(Session *session) {
    net_initialise(&session->net, session->settings.initialisation, session->settings.seed);
    session->counters = (RunCounters){0};
    session->lineage = lineage_begin(++session->lines);
    session->last = (StepMetrics){0};
    session->series = (Series){0};
    session->marks = (RunMarks){0};
    session->good = -1;
    clear_moments(session);
}

bool session_change(Session *session, const RunSettings *settings, Error *error) {
    const RunSettings *old = &session->settings;
    if (settings->batch != old->batch && (!batch_fits(session->data, session->kept.count, settings->batch, error) ||
                                          !make_batch(session, settings->batch, error)))
        return false;
    if (settings->optimizer != old->optimizer)
        clear_moments(session);
    session->settings.batch = settings->batch;
    settle_position(session);
    session->settings.optimizer = settings->optimizer;
    session->settings.rate = settings->rate;
    session->settings.momentum = settings->momentum;
    session->settings.no_shuffle = settings->no_shuffle;
    session->settings.no_sampling = settings->no_sampling;
    return true;
}

bool session_corrupt(Session *session, const Corruption *corruption, Error *error) {
    if (!corruption_is_none(corruption) && !pass_part_target(&session->pass, &session->net, error))
        return false;
    session->spec.corruption = *corruption;
    return true;
}

bool session_leave_out(Session *session, const ClassSet *left_out, Error *error) {
    int images = kept_images_count(session->data, left_out);
    if ((images > 0 && !batch_fits(session->data, images, session->settings.batch, error)) ||
        !kept_images_choose(&session->kept, session->data, left_out, error))
        return false;
    session->settings.left_out = *left_out;
    return true;
}

void session_keep(const Session *session, RunState *state) {
    size_t bytes = session->net.parameter_count * sizeof(real);
    memcpy(state->parameters, session->net.parameters, bytes);
    memcpy(state->m, session->m, bytes);
    memcpy(state->v, session->v, bytes);
    state->counters = session->counters;
    state->lineage = session->lineage;
}

void session_go_to(Session *session, const RunState *state) {
    size_t bytes = session->net.parameter_count * sizeof(real);
    memcpy(session->net.parameters, state->parameters, bytes);
    memmove(session->m, state->m, bytes); // may be the session's own
    memmove(session->v, state->v, bytes);
    session->counters = state->counters;
    session->lineage = state->lineage;
    settle_position(session);
    session->last = (StepMetrics){.step = state->counters.step, .epoch = session->counters.epoch};
    atomic_store(&session->broken, false);
    Team solo = team_solo();
    net_prepare(&session->net, &solo);
    session->good = -1;
}

void session_fork(Session *session) {
    lineage_fork(&session->lineage, session->counters.step, ++session->lines);
    session->good = -1;
}

// The training step: two barriers at any depth of a dense net. Each member carries rows of the batch forward and back
// on its own; barrier; all members take tiles of the weights' gradients, each updated while it is in the cache;
// barrier. A penalty on the code's mean over the batch needs a third one, between forward and back.
#include "session.h"

#include <math.h>
#include <string.h>

// Rows a member takes at a time: enough for the products to run well, few enough to share a batch evenly.
// Twice as many where the weights do not fit the cache, since they pass by for every portion of rows.
enum { ROWS_AT_A_TIME = 32, ROWS_AT_LEAST = 8, SAFE_EVERY = 100, WEIGHTS_IN_CACHE = 256 * 1024 };

static int rows_at_a_time(const Net *net, int batch, int members) {
    if (net->partial_count)
        return net_chunk_rows(batch);
    int portions = net->parameter_count > WEIGHTS_IN_CACHE ? 1 : 2, most = ROWS_AT_A_TIME * 2 / portions;
    int share = (batch + portions * members - 1) / (portions * members);
    return share > most ? most : share < ROWS_AT_LEAST ? ROWS_AT_LEAST : share;
}

// The images of an epoch lie all over the memory: each is asked for some rows before its turn.
enum { ROWS_AHEAD = 4, CACHE_LINE = 64 };

static int image_of(const Session *s, const RunCounters *at, Random order, int row) {
    uint32_t index = (uint32_t)at->position + (uint32_t)row;
    if (!s->settings.no_shuffle)
        index = random_permute(order, (uint32_t)s->kept.count, index);
    return kept_image(&s->kept, (int)index);
}

static const uint8_t *ask_for(const Images *images, int image, size_t size) {
    const uint8_t *pixels = images_pixels(images, image);
    for (size_t i = 0; i < size + CACHE_LINE; i += CACHE_LINE)
        __builtin_prefetch(pixels + (i < size ? i : size - 1));
    return pixels;
}

// The images of some rows, and what the net gets to see of them. Each step corrupts with a part of the stream of its
// own, each row with a part of that.
static void gather(const Session *s, const RunCounters *at, int first, int count) {
    const Images *images = &s->data->train;
    size_t size = (size_t)images_size(images);
    bool parted = s->pass.target != s->pass.activation[0];
    Random noise = random_split(random_stream(s->settings.seed, RANDOM_CORRUPTION), at->step);
    Random order = random_split(random_stream(s->settings.seed, RANDOM_ORDER), at->epoch);
    const uint8_t *pixels[ROWS_AHEAD] = {0};
    for (int row = first - ROWS_AHEAD; row < first + count; row++) {
        const uint8_t **place = &pixels[(row - first + ROWS_AHEAD) % ROWS_AHEAD], *now = *place;
        if (row + ROWS_AHEAD < first + count)
            *place = ask_for(images, image_of(s, at, order, row + ROWS_AHEAD), size);
        if (row < first)
            continue;
        real *target = s->pass.target + (size_t)row * size;
        kernels()->from_bytes(now, target, size);
        if (parted)
            corrupt(&s->spec.corruption, random_split(noise, (uint64_t)row), images->channels, images->height,
                    images->width, target, s->pass.activation[0] + (size_t)row * size);
    }
}

// A step's own part of the streams, so that a resumed run draws as one that never stopped.
static LayerNoise noise_of(const Session *s, const RunCounters *at) {
    return (LayerNoise){.dropping = true,
                        .sampling = !s->settings.no_sampling,
                        .random = random_split(random_stream(s->settings.seed, RANDOM_SAMPLING), at->step)};
}

static void carry_rows(Session *s, Team *team, const RunCounters *at, const Objective *objective) {
    int batch = s->settings.batch, step = rows_at_a_time(&s->net, batch, team->size), rank = team->rank;
    s->pass.member[rank].noise = noise_of(s, at);
    s->pass.member[rank].whole = objective->kl > 0;
    int parts = (batch + step - 1) / step;
    for (int part = team_take(team, parts); part < parts; part = team_take(team, parts)) {
        int first = part * step, count = batch - first < step ? batch - first : step;
        gather(s, at, first, count);
        net_forward(&s->net, &s->pass, 0, s->net.layers, first, count, rank);
        loss_reconstruction(&s->net, &s->pass, objective, first, count, batch, s->reconstruction);
        if (objective->kl <= 0)
            loss_backward(&s->net, &s->pass, objective, first, count, batch, rank, s->penalty);
    }
    if (objective->kl <= 0)
        return;
    team_barrier(team);
    loss_sparsity(&s->net, &s->pass, objective, batch, rank);
    for (int part = team_take(team, parts); part < parts; part = team_take(team, parts)) {
        int first = part * step, count = batch - first < step ? batch - first : step;
        loss_backward(&s->net, &s->pass, objective, first, count, batch, rank, s->penalty);
    }
}

// Every member adds up all rows in the same order, so that all come to the same verdict without another barrier.
static StepMetrics add_up(const Session *s, const RunCounters *at) {
    StepMetrics metrics = {.step = at->step + 1, .epoch = at->epoch};
    for (int n = 0; n < s->settings.batch; n++) {
        metrics.reconstruction += s->reconstruction[n];
        metrics.penalty += s->penalty[n];
    }
    metrics.reconstruction /= s->settings.batch;
    metrics.penalty /= s->settings.batch;
    metrics.loss = metrics.reconstruction + metrics.penalty;
    return metrics;
}

typedef struct Updating {
    Session *session;
    OptimizerSettings settings;
    Update update;
} Updating;

static void update_part(void *context, const LayerTile *part, const real *gradient) {
    const Updating *u = context;
    Session *s = u->session;
    if (!optimizer_apply(&u->settings, &u->update, part, s->net.parameters, gradient, s->m, s->v))
        atomic_store(&s->broken, true);
}

static void update_tiles(Session *s, Team *team, const RunCounters *at) {
    Updating updating = {
        .session = s,
        .settings = {s->settings.optimizer, s->settings.rate, s->settings.momentum, s->spec.penalty.weight_decay}};
    updating.update = optimizer_update(&updating.settings, at->updates + 1);
    GradientSink sink = {.take = update_part,
                         .context = &updating,
                         .needed = {s->net.parameters, s->m, s->v},
                         .derived = s->net.prepared};
    for (int item = team_take(team, s->net.tiles); item < s->net.tiles; item = team_take(team, s->net.tiles)) {
        net_gradient_parts(&s->net, &s->pass, s->settings.batch, item, team->rank, &sink);
        int number = item;
        const Layer *layer = net_tile(&s->net, &number);
        layer->config.type->prepare(layer, s->net.parameters, s->net.prepared, number, false);
    }
}

static void advance(const Session *s, RunCounters *at) {
    uint64_t batch = (uint64_t)s->settings.batch;
    at->step++;
    at->updates++;
    at->position += batch;
    if (at->position + batch > (uint64_t)s->kept.count) {
        at->position = 0;
        at->epoch++;
    }
}

// A member's share of a copy of the state before this step, into the place that is not known to be good. Nobody writes
// to the state while rows are carried.
static void keep_share(Session *s, const Team *team, const RunCounters *at, int place) {
    RunState *safe = &s->safe[place];
    size_t count = s->net.parameter_count;
    size_t first = count * (size_t)team->rank / (size_t)team->size;
    size_t bytes = (count * (size_t)(team->rank + 1) / (size_t)team->size - first) * sizeof(real);
    memcpy(safe->parameters + first, s->net.parameters + first, bytes);
    memcpy(safe->m + first, s->m + first, bytes);
    memcpy(safe->v + first, s->v + first, bytes);
    if (team->rank == 0) {
        safe->counters = *at;
        safe->lineage = s->lineage;
    }
}

// One step, by all members. False if the loss or a weight is not finite.
static bool one_step(Session *s, Team *team, RunCounters *at, int *good, StepMetrics *metrics) {
    Objective objective = spec_objective(&s->spec, at->step + 1);
    bool keep = *good < 0 || at->step % SAFE_EVERY == 0;
    int place = *good == 0 ? 1 : 0;
    if (keep)
        keep_share(s, team, at, place);
    carry_rows(s, team, at, &objective);
    team_barrier(team);
    *metrics = add_up(s, at);
    if (!isfinite(metrics->loss))
        return false;
    if (keep)
        *good = place;
    update_tiles(s, team, at);
    team_barrier(team);
    if (atomic_load(&s->broken))
        return false;
    advance(s, at);
    return true;
}

int session_steps(Session *session, Team *team, int steps, StepMetrics *metrics) {
    RunCounters at = session->counters;
    int good = session->good, made = 0;
    StepMetrics mine = session->last;
    team_barrier(team); // all have read the counters before rank 0 writes them
    while (made < steps && one_step(session, team, &at, &good, &mine)) {
        if (team->rank == 0)
            metrics[made] = mine;
        made++;
    }
    if (team->rank == 0) {
        session->counters = at;
        session->good = good;
        for (int i = 0; i < made; i++)
            series_add(&session->series, metrics[i].step, metrics[i].reconstruction, metrics[i].penalty);
        session->last = made < steps || made == 0 ? mine : metrics[made - 1];
    }
    team_barrier(team);
    return made;
}

typedef struct Job {
    Session *session;
    StepMetrics *metrics;
    int steps, made;
} Job;

static void run_job(Team *team, void *context) {
    Job *job = context;
    int made = session_steps(job->session, team, job->steps, job->metrics);
    if (team->rank == 0)
        job->made = made;
}

int session_run(Session *session, int steps, StepMetrics *metrics) {
    Job job = {.session = session, .steps = steps, .metrics = metrics};
    team_run(session->threads, run_job, &job);
    return job.made;
}

void session_recover(Session *session, Error *error) {
    uint64_t failed = session->counters.step + 1;
    const char *what = atomic_load(&session->broken) ? "A weight" : "The loss";
    const RunState *safe = &session->safe[session->good < 0 ? 0 : session->good];
    int good = session->good;
    session_go_to(session, safe);
    session->good = good; // the state is still there
    series_rewind(&session->series, safe->counters.step);
    error_set(error,
              "%s became infinite or undefined at step %llu. Training is back at step %llu; "
              "lower the learning rate (now %g) and go on.",
              what, (unsigned long long)failed, (unsigned long long)safe->counters.step, session->settings.rate);
}

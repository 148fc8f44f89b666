// Resampling dead units of a run. Losses and activity are taken from the run's weights as they are, on a fixed part of
// the training images, by all members of the team; the few units themselves are then worked out by one.
#include "resampling.h"

#include "evaluate.h"
#include "resample.h"
#include "text.h"

enum { ROWS = 32 };

// A member of the team works with a pass of its own, so that the run's stays as it is.
typedef struct Job {
    const Net *net;
    ImageSource source;
    LossKind loss;
    const int *index; // (looked) evenly spread; NULL while losses are taken
    Resampling *resampling;
    Pass *pass;      // (threads)
    uint32_t *fires; // (threads, units) images that each unit is active for
} Job;

static void count_active(const real *code, int images, int units, uint32_t *fires) {
    for (int i = 0; i < images; i++)
        for (int u = 0; u < units; u++) {
            real value = code[(size_t)i * (size_t)units + (size_t)u];
            fires[u] += value > SCORE_ACTIVE || value < -SCORE_ACTIVE;
        }
}

static void look_for_activity(Team *team, void *context) {
    Job *job = context;
    const Resampling *r = job->resampling;
    const Pass *pass = &job->pass[team->rank];
    int parts = (r->looked + ROWS - 1) / ROWS;
    for (int part = team_take(team, parts); part < parts; part = team_take(team, parts)) {
        int first = part * ROWS;
        int count = r->looked - first < ROWS ? r->looked - first : ROWS;
        score_encode(job->net, pass, &job->source, job->index + first, count);
        count_active(net_code(job->net, pass), count, r->units, job->fires + (size_t)team->rank * (size_t)r->units);
    }
}

static void take_losses(Team *team, void *context) {
    Job *job = context;
    const Resampling *r = job->resampling;
    const Pass *pass = &job->pass[team->rank];
    int parts = (r->starts + ROWS - 1) / ROWS;
    for (int part = team_take(team, parts); part < parts; part = team_take(team, parts)) {
        int first = part * ROWS;
        int count = r->starts - first < ROWS ? r->starts - first : ROWS;
        Score scores[ROWS];
        score_forward(job->net, pass, &job->source, r->index + first, 0, 0, count, 0);
        score_rows(job->net, pass, job->loss, 0, count, scores, NULL);
        for (int i = 0; i < count; i++)
            r->losses[first + i] = job->loss == LOSS_BCE ? scores[i].bce : scores[i].squared_error;
    }
}

static bool make_passes(Job *job, const Session *session, Arena *arena, Error *error) {
    bool corrupts = !corruption_is_none(&session->spec.corruption);
    job->pass = arena_take(arena, (size_t)session->threads, sizeof *job->pass);
    job->fires = arena_take(arena, (size_t)session->threads * (size_t)job->resampling->units, sizeof *job->fires);
    if (arena->failed)
        return error_memory(error, "resampling");
    bool ok = true;
    for (int t = 0; t < session->threads && ok; t++)
        ok = pass_init(&job->pass[t], job->net, ROWS, 1, false, error) &&
             (!corrupts || pass_part_target(&job->pass[t], job->net, error));
    return ok;
}

static int *spread(Arena *arena, const KeptImages *kept, int wish, int *count) {
    *count = wish < kept->count ? wish : kept->count;
    int *index = arena_take(arena, (size_t)*count, sizeof *index);
    for (int i = 0; index && i < *count; i++)
        index[i] = kept_image(kept, kernels_part(kept->count, *count, i));
    return index;
}

// Dead units among those asked for, and why there are none if so.
static bool list_dead(Resampling *r, uint32_t *fires, int threads, int unit, Error *error) {
    for (int t = 1; t < threads; t++)
        for (int u = 0; u < r->units; u++)
            fires[u] += fires[(size_t)t * (size_t)r->units + (size_t)u];
    for (int u = 0; u < r->units; u++)
        if (fires[u] == 0 && (unit == RESAMPLING_ALL || u == unit))
            r->dead[r->found++] = u;
    if (r->found > 0)
        return true;
    char total[TEXT_GROUPED], count[TEXT_GROUPED];
    text_grouped(r->looked, total);
    if (unit == RESAMPLING_ALL)
        return error_set(error, "No unit is dead: each of the %d is active for some of %s training images", r->units,
                         total);
    return error_set(error, "Unit %d is alive: it is active for %s of %s training images", unit,
                     text_grouped(fires[unit], count), total);
}

static bool check(const Session *session, int unit, Error *error) {
    int units = shape_size(session->net.code);
    return resample_possible(&session->net, error) &&
           ((unit >= RESAMPLING_ALL && unit < units) ||
            error_set(error, "There is no unit %d to resample; the code has %d", unit, units));
}

bool resampling_find(Resampling *resampling, const Session *session, int unit, Error *error) {
    *resampling = (Resampling){.units = shape_size(session->net.code)};
    if (!check(session, unit, error))
        return false;
    Resampling *r = resampling;
    Arena arena = {0};
    Job job = {.net = &session->net,
               .source = evaluation_source(&session->spec, &session->data->train),
               .loss = session->spec.loss,
               .resampling = r};
    job.index = spread(&arena, &session->kept, RESAMPLING_ACTIVITY, &r->looked);
    r->index = spread(&r->arena, &session->kept, RESAMPLING_STARTS, &r->starts);
    r->losses = arena_take(&r->arena, (size_t)r->starts, sizeof *r->losses);
    r->dead = arena_take(&r->arena, (size_t)r->units, sizeof *r->dead);
    r->image = arena_take(&r->arena, (size_t)r->units, sizeof *r->image);
    bool ok =
        r->arena.failed || arena.failed ? error_memory(error, "resampling") : make_passes(&job, session, &arena, error);
    if (ok)
        team_run(session->threads, look_for_activity, &job);
    ok = ok && list_dead(r, job.fires, session->threads, unit, error);
    if (ok)
        team_run(session->threads, take_losses, &job);
    for (int t = 0; job.pass && t < session->threads; t++)
        pass_finish(&job.pass[t]);
    arena_finish(&arena);
    return ok;
}

// One image at a time goes through a pass of its own, so that the run's stays as it is.
static bool resample(Resampling *r, Session *session, Error *error) {
    Pass pass = {0};
    Random random = random_stream(session->settings.seed, RANDOM_RESAMPLE);
    ResampleDesc desc = {.source = evaluation_source(&session->spec, &session->data->train),
                         .loss = session->spec.loss,
                         .index = r->index,
                         .losses = r->losses,
                         .images = r->starts,
                         .units = r->dead,
                         .count = r->found,
                         .random = random_split(random, session->counters.resamplings)};
    bool ok = pass_init(&pass, &session->net, 1, 1, true, error) &&
              (corruption_is_none(&session->spec.corruption) || pass_part_target(&pass, &session->net, error)) &&
              resample_units(&session->net, &pass, &desc, session->m, session->v, r->image, error);
    pass_finish(&pass);
    return ok;
}

bool resampling_apply(Resampling *resampling, Session *session, Error *error) {
    if (!resample(resampling, session, error))
        return false;
    Team solo = team_solo();
    net_prepare(&session->net, &solo);
    for (int i = 0; i < resampling->found; i++)
        resampling->resampled += resampling->image[i] >= 0;
    session->counters.resamplings++;
    run_marks_add(&session->marks, (RunMark){session->counters.step, RUN_MARK_RESAMPLE, resampling->resampled});
    session_fork(session);
    return true;
}

void resampling_finish(Resampling *resampling) {
    arena_finish(&resampling->arena);
    *resampling = (Resampling){0};
}

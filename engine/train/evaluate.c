// Evaluation on a team of its own parallel region. Called between training chunks and by commands.
#include "evaluate.h"

#include <string.h>

enum { ROWS = 64 };

typedef struct Job {
    const Net *net;
    const Images *images;
    LossKind loss;
    float *codes;    // (N, Z) or NULL
    Score *scores;   // (N) or NULL
    uint32_t *fires; // (threads, units)
    Pass pass;       // ROWS rows for each thread
} Job;

static void copy_codes(const Job *job, int first, int row, int count) {
    size_t units = (size_t)shape_size(job->net->code);
    memcpy(job->codes + (size_t)first * units, net_code(job->net, &job->pass) + (size_t)row * units,
           (size_t)count * units * sizeof(float));
}

static void work(Team *team, void *context) {
    Job *job = context;
    int row = team->rank * ROWS, total = job->images->count;
    for (int first = team_take(team) * ROWS; first < total; first = team_take(team) * ROWS) {
        int count = total - first < ROWS ? total - first : ROWS;
        score_forward(job->net, &job->pass, job->images, NULL, first, row, count, team->rank);
        if (job->codes)
            copy_codes(job, first, row, count);
        if (job->scores)
            score_rows(job->net, &job->pass, job->loss, row, count, job->scores + first,
                       job->fires + (size_t)team->rank * (size_t)shape_size(job->net->code));
    }
}

bool encode(const Net *net, const Images *images, int threads, float *codes, Error *error) {
    Job job = {.net = net, .images = images, .codes = codes};
    if (!pass_init(&job.pass, net, ROWS * threads, threads, false, error))
        return false;
    team_run(threads, work, &job);
    pass_finish(&job.pass);
    return true;
}

static void summarise(const Job *job, int threads, double variance, Evaluation *evaluation) {
    int units = shape_size(job->net->code);
    for (int t = 1; t < threads; t++)
        for (int u = 0; u < units; u++)
            job->fires[u] += job->fires[t * units + u];
    evaluation->quality = quality_of(job->scores, job->images->count, images_size(job->images), variance);
    evaluation->code = code_statistics(job->fires, units, job->images->count);
}

bool evaluate(const Net *net, LossKind loss, const Images *images, int threads, Evaluation *evaluation, Error *error) {
    Job job = {.net = net, .images = images, .loss = loss};
    Arena arena = {0};
    double variance = 0;
    job.scores = arena_take(&arena, (size_t)images->count, sizeof *job.scores);
    job.fires = arena_take(&arena, (size_t)threads * (size_t)shape_size(net->code), sizeof *job.fires);
    bool ok = arena.failed ? error_memory(error, "an evaluation")
                           : images_variance(images, &variance, error) &&
                                 pass_init(&job.pass, net, ROWS * threads, threads, false, error);
    if (ok) {
        team_run(threads, work, &job);
        summarise(&job, threads, variance, evaluation);
    }
    pass_finish(&job.pass);
    arena_finish(&arena);
    return ok;
}

// Evaluation on a team of its own parallel region. Called between training chunks and by commands.
#include "evaluate.h"

#include <string.h>

enum { ROWS = 64 };

typedef struct Job {
    const Net *net;
    const ImageSource *source;
    const Objective *objective;
    float *codes;    // (N, Z) or NULL
    Score *scores;   // (N) or NULL
    uint32_t *fires; // (threads, units) or NULL
    double *sums;    // (slices of ROWS images, units) of the code, or NULL; added up in order, whoever made them
    Pass pass;       // ROWS rows for each thread
} Job;

static void copy_codes(const Job *job, int first, int row, int count) {
    size_t units = (size_t)shape_size(job->net->code);
    memcpy(job->codes + (size_t)first * units, net_code(job->net, &job->pass) + (size_t)row * units,
           (size_t)count * units * sizeof(float));
}

static void work(Team *team, void *context) {
    Job *job = context;
    int row = team->rank * ROWS, total = job->source->images->count;
    size_t units = (size_t)shape_size(job->net->code);
    int parts = (total + ROWS - 1) / ROWS;
    for (int part = team_take(team, parts); part < parts; part = team_take(team, parts)) {
        int first = part * ROWS;
        int count = total - first < ROWS ? total - first : ROWS;
        score_forward(job->net, &job->pass, job->source, NULL, first, row, count, team->rank);
        if (job->codes)
            copy_codes(job, first, row, count);
        if (job->scores)
            score_rows(job->net, &job->pass, job->objective->loss, row, count, job->scores + first,
                       job->fires ? job->fires + (size_t)team->rank * units : NULL);
        if (job->sums)
            score_add_code(job->net, &job->pass, row, count, job->sums + (size_t)(first / ROWS) * units);
    }
}

bool encode(const Net *net, const Images *images, int threads, float *codes, Error *error) {
    ImageSource source = {.images = images};
    Job job = {.net = net, .source = &source, .codes = codes};
    if (!pass_init(&job.pass, net, ROWS * threads, threads, false, error))
        return false;
    team_run(threads, work, &job);
    pass_finish(&job.pass);
    return true;
}

static int slices(const Images *images) {
    return (images->count + ROWS - 1) / ROWS;
}

static double sparsity_of(const Job *job) {
    int units = shape_size(job->net->code);
    for (int s = 1; s < slices(job->source->images); s++)
        for (int u = 0; u < units; u++)
            job->sums[u] += job->sums[(size_t)s * (size_t)units + (size_t)u];
    return quality_sparsity(job->sums, units, job->source->images->count, job->objective->rho);
}

static void summarise(const Job *job, int threads, double variance, Evaluation *evaluation) {
    int units = shape_size(job->net->code);
    for (int t = 1; t < threads; t++)
        for (int u = 0; u < units; u++)
            job->fires[u] += job->fires[t * units + u];
    const Images *images = job->source->images;
    evaluation->quality = quality_of(job->scores, images->count, images_size(images), variance);
    if (job->sums)
        evaluation->quality.sparsity = sparsity_of(job);
    evaluation->code = code_statistics(job->fires, units, images->count);
}

ImageSource evaluation_source(const ModelSpec *spec, const Images *images) {
    return (ImageSource){.images = images, .corruption = spec->corruption, .random = random_stream(0, RANDOM_OBSERVE)};
}

bool evaluate(const Net *net, const Objective *objective, const ImageSource *source, int threads,
              Evaluation *evaluation, Error *error) {
    const Images *images = source->images;
    bool corrupts = !corruption_is_none(&source->corruption);
    Job job = {.net = net, .source = source, .objective = objective};
    size_t units = (size_t)shape_size(net->code);
    Arena arena = {0};
    double variance = 0;
    job.scores = arena_take(&arena, (size_t)images->count, sizeof *job.scores);
    job.fires = arena_take(&arena, (size_t)threads * units, sizeof *job.fires);
    if (objective->kl > 0)
        job.sums = arena_take(&arena, (size_t)slices(images) * units, sizeof *job.sums);
    bool ok = arena.failed ? error_memory(error, "an evaluation")
                           : images_variance(images, &variance, error) &&
                                 pass_init(&job.pass, net, ROWS * threads, threads, false, error) &&
                                 (!corrupts || pass_part_target(&job.pass, net, error));
    if (ok) {
        team_run(threads, work, &job);
        summarise(&job, threads, variance, evaluation);
    }
    pass_finish(&job.pass);
    arena_finish(&arena);
    return ok;
}

bool evaluate_images(const Net *net, LossKind loss, const ImageSource *source, int threads, Score *scores,
                     Error *error) {
    bool corrupts = !corruption_is_none(&source->corruption);
    Objective objective = {.loss = loss};
    Job job = {.net = net, .source = source, .objective = &objective, .scores = scores};
    bool ok = pass_init(&job.pass, net, ROWS * threads, threads, false, error) &&
              (!corrupts || pass_part_target(&job.pass, net, error));
    if (ok)
        team_run(threads, work, &job);
    pass_finish(&job.pass);
    return ok;
}

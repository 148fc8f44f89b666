// Times of work that repeats, and the peak that `hourglass bench` measures everything against. On the main thread, with
// teams of its own.
#include "bench.h"

#include "clock.h"

#include <math.h>

// Shorter ones are lost in the clock and in the opening of a team, longer ones are seldom left alone by other programs.
#define STRETCH 0.005
#define PEAK_SECONDS 0.2 // at most
enum { PEAK_ROUNDS = 100000, REPETITIONS_MAX = 1 << 24 };

typedef struct Stretch {
    BenchWork *work;
    void *context;
    int repetitions;
    double begin[TEAM_MAX]; // of each member
    double seconds;
} Stretch;

// With more members than cores some have done their part before others begin.
static double earliest(const double *begin, int members) {
    double first = begin[0];
    for (int i = 1; i < members; i++)
        first = begin[i] < first ? begin[i] : first;
    return first;
}

static void run_stretch(Team *team, void *context) {
    Stretch *stretch = context;
    team_barrier(team);
    stretch->begin[team->rank] = clock_seconds();
    for (int i = 0; i < stretch->repetitions; i++) {
        stretch->work(team, stretch->context);
        team_barrier(team);
    }
    if (team->rank == 0)
        stretch->seconds = clock_seconds() - earliest(stretch->begin, team->size);
}

double bench_best(int threads, double seconds, BenchWork *work, void *context) {
    Stretch stretch = {.work = work, .context = context, .repetitions = 1};
    double begin = clock_seconds(), best = INFINITY;
    do {
        team_run(threads, run_stretch, &stretch);
        double one = stretch.seconds / stretch.repetitions;
        best = one < best ? one : best;
        if (stretch.seconds < STRETCH / 2 && stretch.repetitions < REPETITIONS_MAX)
            stretch.repetitions *= 2;
    } while (clock_seconds() - begin < seconds);
    return best;
}

typedef struct Peak {
    double flops[TEAM_MAX];
    int size;
} Peak;

static void multiply_add(Team *team, void *context) {
    Peak *peak = context;
    real sink = (real)0.5;
    peak->flops[team->rank] = kernels()->peak(PEAK_ROUNDS, &sink);
    if (team->rank == 0)
        peak->size = team->size;
}

double bench_peak(int threads, double seconds) {
    Peak peak = {.size = 0};
    double flops = 0, one = bench_best(threads, seconds < PEAK_SECONDS ? seconds : PEAK_SECONDS, multiply_add, &peak);
    for (int i = 0; i < peak.size; i++)
        flops += peak.flops[i];
    return flops / one;
}

double bench_residual(const real *found, const real *expected, size_t count) {
    double worst = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        double difference = fabs((double)found[i] - (double)expected[i]);
        worst = difference <= worst ? worst : difference; // NaN stays
        squares += (double)expected[i] * (double)expected[i];
    }
    return squares > 0 ? worst / sqrt(squares / (double)count) : worst;
}

void bench_fill(real *values, size_t count, uint64_t stream) {
    Random random = random_stream(stream, RANDOM_OBSERVE);
    for (size_t i = 0; i < count; i++)
        values[i] = (real)(2 * random_uniform(random, i) - 1);
}

void bench_use(const char *kernels) {
    kernels_choose(kernels);
}

const char *bench_use_reference(void) {
    const char *name = kernels()->name;
    kernels_choose("reference");
    return name;
}

// What the measurements of `hourglass bench` share: their options, the processor's peak, and work timed over short
// stretches.
#ifndef HOURGLASS_BENCH_H
#define HOURGLASS_BENCH_H

#include "cli.h"
#include "session.h"

enum { BENCH_LISTED = 16 };

typedef struct BenchOptions {
    char *models[BENCH_LISTED];
    int threads[BENCH_LISTED];
    int model_count, thread_counts;
    const char *data;
    const char *shapes; // "128x64x784,…" of --gemm, or NULL: those of the models
    int batch;
    double seconds; // for each figure
    bool products, memory, json;
} BenchOptions;

/// The measurements. Each prints a line a figure and returns an exit status; what went wrong has been told.
int bench_models(const BenchOptions *options);
int bench_products(const BenchOptions *options);
int bench_memory(const BenchOptions *options);

/// The convolutions of all models named, after the matrix products.
int bench_convolutions(const BenchOptions *options);

/// Steps `session` until `seconds` are over, in five stretches after one to warm up, and gives the median of their
/// images a second. False with an error if training diverged.
bool bench_training(Session *session, double seconds, double *images, Error *error);

/// Work for a team. Every member calls it the same number of times, with a barrier after each.
typedef void BenchWork(Team *team, void *context);

/// Seconds that one repetition takes on `threads` threads at its best: of many stretches of a few milliseconds, so that
/// a neighbour who comes and goes does not count. They go on for `seconds`, and there is at least one.
double bench_best(int threads, double seconds, BenchWork *work, void *context);

/// Floating-point operations a second that the kernels in use can reach at all: multiply-adds on registers alone, timed
/// for `seconds`, or less if that is enough.
double bench_peak(int threads, double seconds);

/// The larger of the peaks before and after what is measured between two calls, since the clock rate comes and goes.
static inline double bench_larger(double before, double after) {
    return before > after ? before : after;
}

/// How far `found` is from `expected` (count): the largest difference over the root mean square of what is expected.
double bench_residual(const real *found, const real *expected, size_t count);

/// Random numbers from -1 to 1, the same for the same `stream`.
void bench_fill(real *values, size_t count, uint64_t stream);

/// Makes the reference kernels those in use and returns the name to go back with. No team may be running.
const char *bench_use_reference(void);
void bench_use(const char *kernels);

#endif

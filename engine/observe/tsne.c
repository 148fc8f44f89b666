// The descent of t-SNE: forces, steps with momentum and gains. Called by the jobs thread in small portions.
#include "tsne.h"

#include "kernels.h"
#include "tsne_start.h"

#include <math.h>
#include <string.h>

#define EXAGGERATION 12.0
#define START_SPREAD 1e-4 // standard deviation of the first component to begin with
#define JITTER 1e-6       // parts points that begin in one place
#define WARM_JITTER 1e-3
#define NORM_SETTLED 1e-7

enum { EXAGGERATED = 250, CHECK = 50 };

// scikit-learn's rate is at least 50, with which few points fly about for long.
static double learning_rate(int count) {
    double wish = count / EXAGGERATION / 4, least = count / 4.0;
    return wish > 50 ? wish : least < 50 ? least : 50;
}

static bool take_memory(Tsne *t, Error *error) {
    float **const arrays[] = {&t->x,      &t->y,      &t->step_x, &t->step_y, &t->gain_x,
                              &t->gain_y, &t->push_x, &t->push_y, &t->pull_x, &t->pull_y};
    for (int i = 0; i < 10; i++)
        *arrays[i] = arena_take(&t->arena, (size_t)t->count, sizeof(float));
    return !t->arena.failed || error_memory(error, "t-SNE");
}

static void take_start(Tsne *t, const float *start) {
    for (int i = 0; i < t->count; i++) {
        t->x[i] = isfinite(start[2 * i]) ? start[2 * i] : 0;
        t->y[i] = isfinite(start[2 * i + 1]) ? start[2 * i + 1] : 0;
    }
    t->begun = true;
}

static void jitter(Tsne *t, double amount) {
    Random random = random_stream(t->seed, RANDOM_OBSERVE);
    for (int i = 0; i < t->count; i++) {
        double pair[2];
        random_normal_pair(random, (uint64_t)i, pair);
        t->x[i] += (float)(amount * pair[0]);
        t->y[i] += (float)(amount * pair[1]);
        t->gain_x[i] = t->gain_y[i] = 1;
    }
}

bool tsne_begin(Tsne *t, const float *codes, int count, int units, const TsneOptions *options, Error *error) {
    TsneOptions o = options ? *options : (TsneOptions){0};
    int iterations = o.iterations > 0 ? o.iterations : 1000, quarter = iterations / 4;
    *t = (Tsne){.count = count, .iterations = iterations, .rate = learning_rate(count), .seed = o.seed};
    Random random = random_split(random_stream(o.seed, RANDOM_OBSERVE), 1);
    float theta = o.theta < 0 ? 0 : o.theta > 0 ? o.theta : 0.5f;
    if (!take_memory(t, error) || !tsne_push_init(&t->push, count, theta, error) ||
        !tsne_affinity_begin(&t->affinity, codes, count, units, o.perplexity > 0 ? o.perplexity : 30, random, error)) {
        tsne_finish(t);
        return false;
    }
    if (o.start)
        take_start(t, o.start);
    else
        t->exaggerated = quarter < EXAGGERATED ? quarter : EXAGGERATED;
    jitter(t, o.start ? WARM_JITTER : JITTER);
    return true;
}

static void start(Tsne *t) {
    tsne_start(t->affinity.codes, t->count, t->affinity.units, START_SPREAD, t->pull_x, t->pull_y);
    for (int i = 0; i < t->count; i++) {
        t->x[i] += t->pull_x[i];
        t->y[i] += t->pull_y[i];
    }
    t->begun = true;
}

static void find_forces(Tsne *t) {
    t->z = tsne_push_find(&t->push, t->x, t->y, t->push_x, t->push_y);
    kernels()->attract(&(Attraction){.points = t->count,
                                     .x = t->x,
                                     .y = t->y,
                                     .begin = t->affinity.begin,
                                     .neighbour = t->affinity.neighbour,
                                     .affinity = t->affinity.joint,
                                     .pull_x = t->pull_x,
                                     .pull_y = t->pull_y});
}

typedef struct Descent {
    float pull, push, momentum, rate; // slope = pull·attraction - push·repulsion
} Descent;

// One coordinate of all points: the slope (equation 8) by the gain, into a step. Returns Σ slope².
static double descend(const Descent *d, int count, const float *pull, const float *push, float *gain, float *step,
                      float *place) {
    double norm = 0, mean = 0;
    for (int i = 0; i < count; i++) {
        float slope = d->pull * pull[i] - d->push * push[i];
        float wish = slope * step[i] < 0 ? gain[i] + 0.2f : gain[i] * 0.8f;
        gain[i] = wish > 0.01f ? wish : 0.01f;
        step[i] = d->momentum * step[i] - d->rate * gain[i] * slope;
        place[i] += step[i];
        norm += (double)slope * (double)slope;
        mean += (double)place[i];
    }
    float centre = (float)(mean / count);
    for (int i = 0; i < count; i++)
        place[i] -= centre;
    return norm;
}

static void iterate(Tsne *t) {
    bool exaggerated = t->iteration < t->exaggerated;
    find_forces(t);
    Descent d = {.pull = exaggerated ? (float)(4 * EXAGGERATION) : 4.0f,
                 .push = (float)(4 / t->z),
                 .momentum = exaggerated ? 0.5f : 0.8f,
                 .rate = (float)t->rate};
    double norm = descend(&d, t->count, t->pull_x, t->push_x, t->gain_x, t->step_x, t->x);
    norm += descend(&d, t->count, t->pull_y, t->push_y, t->gain_y, t->step_y, t->y);
    t->gradient = sqrt(norm);
    t->iteration++;
    // What exaggeration has moved is no momentum of what follows.
    if (t->iteration == t->exaggerated)
        for (int i = 0; i < t->count; i++) {
            t->step_x[i] = t->step_y[i] = 0;
            t->gain_x[i] = t->gain_y[i] = 1;
        }
    bool still = t->iteration > t->exaggerated && t->iteration % CHECK == 0 && t->gradient < NORM_SETTLED;
    t->settled = t->iteration >= t->iterations || still;
}

bool tsne_some(Tsne *t, int steps) {
    for (int i = 0; i < steps && !t->settled; i++) {
        if (t->affinity.done < t->count)
            tsne_affinity_some(&t->affinity);
        else if (!t->begun)
            start(t);
        else
            iterate(t);
    }
    return !t->settled;
}

bool tsne_has_map(const Tsne *t) {
    return t->iteration > 0;
}

// The affinities take about as long as 60 iterations.
double tsne_progress(const Tsne *t) {
    double first = 60.0 * t->affinity.done / t->count;
    return t->settled ? 1 : (first + t->iteration) / (60.0 + t->iterations);
}

void tsne_map(const Tsne *t, float *positions) {
    for (int i = 0; i < t->count; i++) {
        positions[2 * i] = t->x[i];
        positions[2 * i + 1] = t->y[i];
    }
}

double tsne_divergence(Tsne *t) {
    double z = tsne_push_find(&t->push, t->x, t->y, t->push_x, t->push_y), sum = 0;
    for (int i = 0; i < t->count; i++)
        for (int k = t->affinity.begin[i]; k < t->affinity.begin[i + 1]; k++) {
            int j = t->affinity.neighbour[k];
            double dx = (double)(t->x[i] - t->x[j]), dy = (double)(t->y[i] - t->y[j]), p = (double)t->affinity.joint[k];
            if (p > 0)
                sum += p * log(p * z * (1 + dx * dx + dy * dy));
        }
    return sum;
}

void tsne_finish(Tsne *t) {
    tsne_affinity_finish(&t->affinity);
    tsne_push_finish(&t->push);
    arena_finish(&t->arena);
    *t = (Tsne){0};
}

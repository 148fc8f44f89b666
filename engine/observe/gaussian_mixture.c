// Fitting a mixture of Gaussians. Pure functions; called by the observer, a round at a time.
#include "gaussian_mixture.h"

#include <math.h>
#include <string.h>

#define TWO_PI 6.283185307179586

bool gaussian_mixture_init(GaussianMixture *m, int components, int size, double floor, Arena *arena, Error *error) {
    size_t count = (size_t)components, values = count * (size_t)size;
    *m = (GaussianMixture){.components = components, .size = size, .floor = floor};
    m->weight = arena_take(arena, count, sizeof *m->weight);
    m->mean = arena_take(arena, values + 1, sizeof *m->mean);
    m->variance = arena_take(arena, values + 1, sizeof *m->variance);
    m->means = arena_take(arena, values + 1, sizeof *m->means);
    m->inverse = arena_take(arena, values + 1, sizeof *m->inverse);
    return !arena->failed || error_memory(error, "a mixture of Gaussians");
}

static const real *point_of(const GaussianMixture *m, const real *points, int row) {
    return points + (size_t)row * (size_t)m->size;
}

static double square_to(const GaussianMixture *m, const real *point, int component) {
    const double *mean = m->mean + (size_t)component * (size_t)m->size;
    double sum = 0;
    for (int i = 0; i < m->size; i++)
        sum += ((double)point[i] - mean[i]) * ((double)point[i] - mean[i]);
    return sum;
}

static void set_mean(GaussianMixture *m, int component, const real *point) {
    for (int i = 0; i < m->size; i++)
        m->mean[component * m->size + i] = (double)point[i];
}

// Each further mean is a point, drawn with a chance that grows with the squared distance to the nearest mean so far.
// That distance is kept where the point's first responsibility will be.
static void start_apart(GaussianMixture *m, const real *points, int rows, Random random, double *responsibility) {
    int stride = m->components;
    set_mean(m, 0, point_of(m, points, (int)(random_uniform(random, 0) * rows)));
    for (int k = 1; k < m->components; k++) {
        double sum = 0;
        for (int n = 0; n < rows; n++) {
            double square = square_to(m, point_of(m, points, n), k - 1), *nearest = &responsibility[n * stride];
            *nearest = k == 1 || square < *nearest ? square : *nearest;
            sum += *nearest;
        }
        double left = random_uniform(random, (uint64_t)k) * sum;
        int chosen = 0;
        while (chosen < rows - 1 && left >= responsibility[chosen * stride])
            left -= responsibility[chosen++ * stride];
        set_mean(m, k, point_of(m, points, chosen));
    }
}

// Gives each point to the nearest mean; false if nothing has changed.
static bool deal(const GaussianMixture *m, const real *points, int rows, double *responsibility) {
    bool changed = false;
    for (int n = 0; n < rows; n++) {
        double *row = responsibility + (size_t)n * (size_t)m->components, least = INFINITY;
        int nearest = 0;
        for (int k = 0; k < m->components; k++) {
            double square = m->weight[k] > 0 ? square_to(m, point_of(m, points, n), k) : INFINITY;
            nearest = square < least ? k : nearest;
            least = square < least ? square : least;
        }
        changed |= row[nearest] != 1;
        memset(row, 0, (size_t)m->components * sizeof *row);
        row[nearest] = 1;
    }
    return changed;
}

void gaussian_mixture_start(GaussianMixture *m, const real *points, int rows, Random random, int rounds,
                            double *responsibility) {
    for (int k = 0; k < m->components; k++)
        m->weight[k] = 1;
    start_apart(m, points, rows, random, responsibility);
    memset(responsibility, 0, (size_t)rows * (size_t)m->components * sizeof *responsibility);
    for (int round = 0; round < rounds && deal(m, points, rows, responsibility); round++)
        gaussian_mixture_maximise(m, points, rows, responsibility);
}

// A share below this changes no mean in the digits that are shown.
#define NO_SHARE 1e-12

static void add_moments(GaussianMixture *m, const real *point, const double *share) {
    for (int k = 0; k < m->components; k++) {
        double *mean = m->mean + (size_t)k * (size_t)m->size, *variance = m->variance + (size_t)k * (size_t)m->size;
        if (share[k] < NO_SHARE)
            continue;
        m->weight[k] += share[k];
        for (int i = 0; i < m->size; i++) {
            double value = (double)point[i], part = share[k] * value;
            mean[i] += part;
            variance[i] += part * value;
        }
    }
}

void gaussian_mixture_maximise(GaussianMixture *m, const real *points, int rows, const double *responsibility) {
    size_t values = (size_t)m->components * (size_t)m->size;
    memset(m->weight, 0, (size_t)m->components * sizeof *m->weight);
    memset(m->mean, 0, values * sizeof *m->mean);
    memset(m->variance, 0, values * sizeof *m->variance);
    for (int n = 0; n < rows; n++)
        add_moments(m, point_of(m, points, n), responsibility + (size_t)n * (size_t)m->components);
    for (int k = 0; k < m->components; k++) {
        double part = m->weight[k] > 0 ? 1 / m->weight[k] : 0;
        for (int i = 0; i < m->size; i++) {
            double *mean = &m->mean[k * m->size + i], *variance = &m->variance[k * m->size + i];
            *mean *= part;
            *variance = fmax(*variance * part - *mean * *mean, 0) + m->floor;
        }
        m->weight[k] /= rows;
    }
}

// Of each component what does not depend on the point: log weight and the logarithm of the density at the mean. Means
// and variances are laid out so that the components lie side by side, and the compiler makes vectors of them.
static void prepare(GaussianMixture *m, double height[MIXTURE_COMPONENTS]) {
    for (int k = 0; k < m->components; k++) {
        height[k] = m->weight[k] > 0 ? log(m->weight[k]) : -INFINITY;
        for (int i = 0; i < m->size; i++) {
            int from = k * m->size + i, to = i * m->components + k;
            m->means[to] = m->mean[from];
            m->inverse[to] = m->weight[k] > 0 ? 1 / m->variance[from] : 0;
            height[k] -= m->weight[k] > 0 ? 0.5 * log(TWO_PI * m->variance[from]) : 0;
        }
    }
}

static void find_squares(const GaussianMixture *m, const real *point, double *squares) {
    int count = m->components;
    memset(squares, 0, (size_t)count * sizeof *squares);
    for (int i = 0; i < m->size; i++) {
        const double *mean = m->means + (size_t)i * (size_t)count, *inverse = m->inverse + (size_t)i * (size_t)count;
        double value = (double)point[i];
        for (int k = 0; k < count; k++)
            squares[k] += (value - mean[k]) * (value - mean[k]) * inverse[k];
    }
}

double gaussian_mixture_expect(GaussianMixture *m, const real *points, int rows, double *responsibility) {
    double height[MIXTURE_COMPONENTS], total = 0;
    prepare(m, height);
    for (int n = 0; n < rows; n++) {
        double *share = responsibility + (size_t)n * (size_t)m->components, most = -INFINITY;
        find_squares(m, point_of(m, points, n), share);
        for (int k = 0; k < m->components; k++) {
            share[k] = height[k] - 0.5 * share[k];
            most = fmax(most, share[k]);
        }
        double sum = share[0] = exp(share[0] - most);
        for (int k = 1; k < m->components; k++)
            sum += share[k] = exp(share[k] - most);
        for (int k = 0; k < m->components; k++)
            share[k] /= sum;
        total += most + log(sum);
    }
    return rows > 0 ? total / rows : 0;
}

// Exhaustive search in blocks: products by the kernels, so that ten thousand points against ten thousand take a second.
// Called on the jobs thread.
#include "neighbours.h"

#include "kernels.h"

#include <string.h>

// CANDIDATES: more than are wanted, since single precision may swap those that are equally near but for rounding.
enum { BLOCK = 1024, CANDIDATES = 24 };

typedef struct Candidates {
    int count;
    float score[CANDIDATES]; // ½·|x|² - x·y, ascending
    int index[CANDIDATES];
} Candidates;

bool neighbours_init(Neighbours *nearest, const float *train, int count, int size, Error *error) {
    *nearest = (Neighbours){.train = train, .count = count, .size = size};
    nearest->half_norms = arena_take(&nearest->arena, (size_t)count, sizeof(float));
    nearest->products = arena_take(&nearest->arena, (size_t)NEIGHBOURS_ROWS * BLOCK, sizeof(float));
    nearest->scratch = arena_take(&nearest->arena, kernels_scratch(size), sizeof(float));
    if (nearest->arena.failed)
        return error_memory(error, "nearest neighbours");
    for (int n = 0; n < count; n++) {
        const float *point = train + (size_t)n * (size_t)size;
        double sum = 0;
        for (int i = 0; i < size; i++)
            sum += (double)point[i] * (double)point[i];
        nearest->half_norms[n] = (float)(sum / 2);
    }
    return true;
}

void neighbours_finish(Neighbours *nearest) {
    arena_finish(&nearest->arena);
}

// products (rows, count) of test points with training points first … first+count-1.
static void multiply(const Neighbours *nearest, const float *test, int rows, int first, int count) {
    Team solo = team_solo();
    Gemm gemm = {.m = rows,
                 .n = count,
                 .k = nearest->size,
                 .a = test,
                 .a_row = nearest->size,
                 .a_column = 1,
                 .b = nearest->train + (size_t)first * (size_t)nearest->size,
                 .b_row = 1,
                 .b_column = nearest->size,
                 .c = nearest->products,
                 .c_row = BLOCK,
                 .scratch = nearest->scratch};
    kernels()->gemm(&solo, &gemm);
}

// Of equal scores the one that came first stays in front.
static void insert(Candidates *c, float score, int index) {
    if (c->count == CANDIDATES && !(score < c->score[CANDIDATES - 1]))
        return;
    int at = c->count < CANDIDATES ? c->count++ : CANDIDATES - 1;
    for (; at > 0 && score < c->score[at - 1]; at--) {
        c->score[at] = c->score[at - 1];
        c->index[at] = c->index[at - 1];
    }
    c->score[at] = score;
    c->index[at] = index;
}

static void add_block(const Neighbours *nearest, const float *products, int first, int count, Candidates *c) {
    for (int j = 0; j < count; j++) {
        float score = nearest->half_norms[first + j] - products[j];
        if (c->count < CANDIDATES || score < c->score[CANDIDATES - 1])
            insert(c, score, first + j);
    }
}

static double distance(const Neighbours *nearest, int index, const float *test) {
    const float *point = nearest->train + (size_t)index * (size_t)nearest->size;
    double sum = 0;
    for (int i = 0; i < nearest->size; i++) {
        double difference = (double)point[i] - (double)test[i];
        sum += difference * difference;
    }
    return sum;
}

static void order(const Neighbours *nearest, const Candidates *c, const float *test, int *neighbours) {
    double near[NEIGHBOURS_MOST];
    int count = 0;
    for (int i = 0; i < c->count; i++) {
        double from = distance(nearest, c->index[i], test);
        int at = count < NEIGHBOURS_MOST ? count++ : NEIGHBOURS_MOST;
        for (; at > 0 && (from < near[at - 1] || (from == near[at - 1] && c->index[i] < neighbours[at - 1])); at--)
            if (at < NEIGHBOURS_MOST) {
                near[at] = near[at - 1];
                neighbours[at] = neighbours[at - 1];
            }
        if (at < NEIGHBOURS_MOST) {
            near[at] = from;
            neighbours[at] = c->index[i];
        }
    }
    for (int i = count; i < NEIGHBOURS_MOST; i++)
        neighbours[i] = -1;
}

void neighbours_find(const Neighbours *nearest, const float *test, int count, int *neighbours) {
    Candidates candidates[NEIGHBOURS_ROWS];
    for (int i = 0; i < count; i++)
        candidates[i].count = 0;
    for (int first = 0; first < nearest->count; first += BLOCK) {
        int columns = nearest->count - first < BLOCK ? nearest->count - first : BLOCK;
        multiply(nearest, test, count, first, columns);
        for (int i = 0; i < count; i++)
            add_block(nearest, nearest->products + (size_t)i * BLOCK, first, columns, &candidates[i]);
    }
    for (int i = 0; i < count; i++)
        order(nearest, &candidates[i], test + (size_t)i * (size_t)nearest->size, neighbours + (size_t)i * NEIGHBOURS_MOST);
}

int neighbours_vote(const int *neighbours, int k, const uint8_t *labels) {
    int votes[256] = {0}, best = -1;
    for (int i = 0; i < k && neighbours[i] >= 0; i++) {
        int class = labels[neighbours[i]];
        votes[class]++;
        if (best < 0 || votes[class] > votes[best] || (votes[class] == votes[best] && class < best))
            best = class;
    }
    return best;
}

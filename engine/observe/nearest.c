// Distances, and the list of the nearest. Pure functions; called by the observer.
#include "nearest.h"

#include <stdbool.h>
#include <stddef.h>

static bool is_before(const Nearest *n, int place, int index, double square) {
    return n->square[place] < square || (n->square[place] == square && n->index[place] < index);
}

void nearest_add(Nearest *n, int index, double square) {
    bool number = square >= 0;
    int place = n->count;
    while (place > 0 && !is_before(n, place - 1, index, square))
        place--;
    if (!number || place >= n->wanted)
        return;
    n->count += n->count < n->wanted;
    for (int i = n->count - 1; i > place; i--) {
        n->index[i] = n->index[i - 1];
        n->square[i] = n->square[i - 1];
    }
    n->index[place] = index;
    n->square[place] = square;
}

// Plain, so that the compiler makes vectors of it: whole numbers may be added in any order.
uint32_t nearest_bytes(const uint8_t *a, const uint8_t *b, int size) {
    uint32_t sum = 0;
    for (int i = 0; i < size; i++) {
        int difference = (int)a[i] - (int)b[i];
        sum += (uint32_t)(difference * difference);
    }
    return sum;
}

// Four sums at a time, since the compiler may not change the order of one.
double nearest_reals(const real *a, const real *b, int units) {
    enum { LANES = 4 };
    double sum[LANES] = {0};
    int whole = units / LANES * LANES;
    for (int u = 0; u < whole; u += LANES)
        for (int i = 0; i < LANES; i++) {
            double difference = (double)a[u + i] - (double)b[u + i];
            sum[i] += difference * difference;
        }
    for (int u = whole; u < units; u++)
        sum[0] += ((double)a[u] - (double)b[u]) * ((double)a[u] - (double)b[u]);
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

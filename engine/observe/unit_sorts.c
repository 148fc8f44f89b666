// Merge sort of indices: stable, and unlike qsort it never allocates. Pure functions, on any thread.
#include "unit_sorts.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef struct Order {
    UnitSort sort;
    const UnitFigures *figures;
    const float *keys;
} Order;

// Whether the first of two keys must stand before the second.
static bool larger(float a, float b) {
    return isnan(b) ? !isnan(a) : a > b;
}

static bool before(const Order *order, int a, int b) {
    if (order->sort == UNIT_SORT_KEY)
        return larger(order->keys[a], order->keys[b]);
    const UnitFigures *x = &order->figures[a], *y = &order->figures[b];
    if (order->sort == UNIT_SORT_FREQUENCY)
        return larger(x->frequency, y->frequency);
    if (order->sort == UNIT_SORT_CLASS && x->favourite != y->favourite)
        return y->favourite < 0 || (x->favourite >= 0 && x->favourite < y->favourite);
    return larger(x->selectivity, y->selectivity);
}

// Merges from[first … middle-1] and from[middle … end-1] into to[first … end-1]; of equals the left one goes first.
static void merge(const Order *order, const int *from, int *to, int first, int middle, int end) {
    int left = first, right = middle;
    for (int i = first; i < end; i++) {
        bool take_right = left >= middle || (right < end && before(order, from[right], from[left]));
        to[i] = take_right ? from[right++] : from[left++];
    }
}

static void sort_indices(const Order *by, int count, int *order, int *scratch) {
    int *from = order, *to = scratch;
    for (long long width = 1; width < count; width *= 2) {
        for (long long first = 0; first < count; first += 2 * width) {
            long long middle = first + width < count ? first + width : count;
            long long end = middle + width < count ? middle + width : count;
            merge(by, from, to, (int)first, (int)middle, (int)end);
        }
        int *other = from;
        from = to;
        to = other;
    }
    if (from != order)
        memcpy(order, from, (size_t)count * sizeof *order);
}

void unit_sorts_order(UnitSort sort, const UnitFigures *figures, const float *keys, int units, int *order,
                      int *scratch) {
    for (int u = 0; u < units; u++)
        order[u] = u;
    if (sort != UNIT_SORT_INDEX)
        sort_indices(&(Order){sort, figures, keys}, units, order, scratch);
}

void unit_sorts_indices(const float *keys, int count, int *order, int *scratch) {
    unit_sorts_order(UNIT_SORT_KEY, NULL, keys, count, order, scratch);
}

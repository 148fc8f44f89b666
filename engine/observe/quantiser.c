// Quantised codes. Pure functions; called by the observer.
#include "quantiser.h"

#include <math.h>
#include <stddef.h>

void quantiser_ranges(const float *codes, int count, int units, float *low, float *high) {
    for (int u = 0; u < units; u++) {
        low[u] = INFINITY;
        high[u] = -INFINITY;
    }
    for (int n = 0; n < count; n++)
        for (int u = 0; u < units; u++) {
            float value = codes[(size_t)n * (size_t)units + (size_t)u];
            if (!isfinite(value))
                continue;
            low[u] = fminf(low[u], value);
            high[u] = fmaxf(high[u], value);
        }
    for (int u = 0; u < units; u++)
        if (low[u] > high[u])
            low[u] = high[u] = 0;
}

uint8_t quantiser_cell(float value, float low, float high) {
    double place = ((double)value - (double)low) / ((double)high - (double)low) * QUANTISER_CELLS;
    if (!(high > low) || !(place > 0)) // also for NaN
        return 0;
    return place >= QUANTISER_CELLS ? QUANTISER_CELLS - 1 : (uint8_t)place;
}

float quantiser_value(uint8_t cell, int bits, float low, float high) {
    if (!(high > low))
        return low;
    double width = ((double)high - (double)low) / (1 << bits);
    return (float)((double)low + ((cell >> (QUANTISER_BITS - bits)) + 0.5) * width);
}

double quantiser_entropy(const uint32_t *counts, int bits) {
    int share = 1 << (QUANTISER_BITS - bits);
    double total = 0, sum = 0;
    for (int i = 0; i < QUANTISER_CELLS; i++)
        total += counts[i];
    for (int first = 0; first < QUANTISER_CELLS; first += share) {
        double count = 0;
        for (int i = first; i < first + share; i++)
            count += counts[i];
        if (count > 0)
            sum -= count / total * log2(count / total);
    }
    return sum;
}

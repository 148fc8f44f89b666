// Histograms that widen as values come. Pure functions, called wherever activations are counted.
#include "histogram.h"

#include <math.h>
#include <string.h>

// Merges bins into bins of `width`, the old width times a power of two.
static void widen(Histogram *h, double width) {
    uint32_t merged[HISTOGRAM_BINS] = {0};
    double times = width / h->width, first = floor(h->first / times);
    for (int i = 0; i < HISTOGRAM_BINS; i++)
        merged[(int)(floor((h->first + i) / times) - first)] += h->bin[i];
    memcpy(h->bin, merged, sizeof merged);
    h->first = first;
    h->width = width;
}

// Moves all bins up so that `first` becomes the first one. No bin in use falls off the end.
static void move(Histogram *h, double first) {
    int by = (int)(h->first - first);
    memmove(h->bin + by, h->bin, (size_t)(HISTOGRAM_BINS - by) * sizeof *h->bin);
    memset(h->bin, 0, (size_t)by * sizeof *h->bin);
    h->first = first;
}

// Makes room for a value outside the bins there are.
static void make_room(Histogram *h, float value) {
    double least = (double)fminf(h->least, value), most = (double)fmaxf(h->most, value), width = h->width;
    while (floor(most / width) - floor(least / width) >= HISTOGRAM_BINS)
        width *= 2;
    if (width > h->width)
        widen(h, width);
    if (floor(least / width) < h->first)
        move(h, floor(least / width));
}

bool histogram_add_many(Histogram *histogram, float value, uint32_t times) {
    Histogram *h = histogram;
    if (!isfinite(value) || times == 0)
        return false;
    if (h->count == 0) {
        *h = (Histogram){.width = ldexp(1, HISTOGRAM_FINEST), .least = value, .most = value};
        h->first = floor((double)value / h->width);
    }
    double place = floor((double)value / h->width) - h->first;
    if (!(place >= 0 && place < HISTOGRAM_BINS)) {
        make_room(h, value);
        place = floor((double)value / h->width) - h->first;
    }
    h->least = fminf(h->least, value);
    h->most = fmaxf(h->most, value);
    h->bin[(int)place] += times;
    h->count += times;
    return true;
}

bool histogram_add(Histogram *histogram, float value) {
    return histogram_add_many(histogram, value, 1);
}

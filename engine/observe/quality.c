// Sums over scores. Pure functions, called by the observer and by evaluations.
#include "quality.h"

#include <math.h>

Quality quality_of(const Score *scores, int count, int pixels, double variance) {
    Quality quality = {.images = count};
    if (count == 0)
        return quality;
    for (int i = 0; i < count; i++) {
        quality.mse += (double)scores[i].squared_error;
        quality.bce += (double)scores[i].bce;
        quality.l1 += (double)scores[i].l1;
        quality.l0 += scores[i].l0;
    }
    quality.mse /= (double)count * pixels;
    quality.bce /= count;
    quality.l1 /= count;
    quality.l0 /= count;
    quality.psnr = quality.mse > 0 ? -10 * log10(quality.mse) : INFINITY;
    quality.explained_variance = variance > 0 ? 1 - quality.mse / variance : 0;
    return quality;
}

double images_variance(const Images *images) {
    int size = images_size(images);
    double sum = 0;
    for (int p = 0; p < size; p++) {
        uint64_t total = 0, squares = 0;
        for (int n = 0; n < images->count; n++) {
            uint64_t value = images->pixels[(size_t)n * (size_t)size + (size_t)p];
            total += value;
            squares += value * value;
        }
        double mean = (double)total / images->count;
        sum += (double)squares / images->count - mean * mean;
    }
    return sum / size / (255.0 * 255.0);
}

CodeStatistics code_statistics(const uint32_t *fires, int units, int images) {
    CodeStatistics result = {.units = units, .images = images};
    double active = 0;
    for (int u = 0; u < units && images > 0; u++) {
        double share = (double)fires[u] / images;
        result.dead += fires[u] == 0;
        result.ultra_rare += fires[u] > 0 && share < 1e-3;
        result.dense += share > 0.1;
        active += share;
    }
    result.lifetime_sparsity = images > 0 ? 1 - active / units : 0;
    return result;
}

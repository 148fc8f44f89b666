// Sums over scores. Pure functions, called by the observer and by evaluations.
#include "quality.h"

#include <math.h>
#include <stdlib.h>

Quality quality_of(const Score *scores, int count, int pixels, double variance) {
    Quality quality = {.images = count};
    if (count == 0)
        return quality;
    for (int i = 0; i < count; i++) {
        quality.mse += (double)scores[i].squared_error;
        quality.input_mse += (double)scores[i].input_error;
        quality.bce += (double)scores[i].bce;
        quality.l1 += (double)scores[i].l1;
        quality.kl += (double)scores[i].kl;
        quality.l0 += scores[i].l0;
    }
    quality.mse /= (double)count * pixels;
    quality.input_mse /= (double)count * pixels;
    quality.bce /= count;
    quality.l1 /= count;
    quality.kl /= count;
    quality.l0 /= count;
    quality.psnr = quality.mse > 0 ? -10 * log10(quality.mse) : INFINITY;
    quality.explained_variance = variance > 0 ? 1 - quality.mse / variance : 0;
    return quality;
}

double quality_sparsity(const double *sums, int units, int images, double rho) {
    double sum = 0;
    for (int u = 0; u < units && images > 0; u++)
        sum += loss_coin_kl(rho, sums[u] / images, NULL);
    return sum;
}

double quality_penalty(const Quality *quality, const Objective *objective) {
    return objective->l1 * quality->l1 + objective->beta * quality->kl + objective->kl * quality->sparsity;
}

bool images_variance(const Images *images, double *variance, Error *error) {
    size_t size = (size_t)images_size(images);
    uint64_t *total = calloc(2 * size, sizeof *total);
    if (!total)
        return error_memory(error, "the variance of a set of images");
    uint64_t *squares = total + size;
    for (int n = 0; n < images->count; n++) {
        const uint8_t *pixels = images_pixels(images, n);
        for (size_t p = 0; p < size; p++) {
            total[p] += pixels[p];
            squares[p] += (uint64_t)pixels[p] * pixels[p];
        }
    }
    double sum = 0;
    for (size_t p = 0; p < size; p++) {
        double mean = (double)total[p] / images->count;
        sum += (double)squares[p] / images->count - mean * mean;
    }
    free(total);
    *variance = sum / (double)size / (255.0 * 255.0);
    return true;
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

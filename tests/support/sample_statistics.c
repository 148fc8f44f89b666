// Integer patterns and divisions only, no function of libm.
#include "sample_statistics.h"

// The bin of a log10 histogram of four bins a decade, by comparison with its edges in images of 10 000.
static int bin_of(int fires) {
    static const int edges[FREQUENCY_BINS] = {1, 2, 4, 6, 10, 18, 32, 57, 100, 178, 317, 563, 1000, 1779, 3163, 5624};
    int bin = 0;
    while (bin + 1 < FREQUENCY_BINS && fires >= edges[bin + 1])
        bin++;
    return bin;
}

static UnitFigures figures_of(int unit, int fires, int images, bool gaussian) {
    int strength = 20 + sample_noise(unit, 31, 80), share = fires * 100 / images;
    UnitFigures figures = {.favourite = -1, .sparseness = 1};
    if (fires == 0)
        return figures;
    figures.frequency = (float)fires / (float)images;
    figures.mean = (float)(strength * share) / 6400;
    figures.deviation = (float)(40 + sample_noise(unit, 32, 200)) / 256;
    figures.most = (float)strength / 16;
    figures.active_mean = (float)strength / 64;
    figures.treves_rolls = (float)(share + 1) / 128;
    figures.sparseness = 1 - figures.treves_rolls;
    figures.selectivity = (float)sample_noise(unit, 33, 100) / 100;
    figures.favourite = sample_noise(unit, 34, SAMPLE_SHAPES);
    if (gaussian)
        figures.kl = unit % 4 == 3 ? (float)sample_noise(unit, 35, 16) / 1024 : (float)strength / 32;
    figures.coin_kl = (float)sample_noise(unit, 36, 64) / 1024;
    return figures;
}

void sample_statistics_fill(CodeStatisticsView *view, UnitFigures *figures, const int *fires, int units, int images,
                            bool gaussian) {
    UnitSummary *all = &view->summary;
    *view = (CodeStatisticsView){.tag = sample_tag(),
                                 .version = view->version + 1,
                                 .scored = images,
                                 .images = images,
                                 .running = sample_tag(),
                                 .counted = images,
                                 .sparseness = 0.8125,
                                 .figures = {.figures = figures, .size = (size_t)units * sizeof *figures}};
    *all = (UnitSummary){.units = units, .images = images, .hoyer = 0.71875, .hoyer_images = images, .silent = 3};
    for (int u = 0; u < units; u++) {
        figures[u] = figures_of(u, fires[u], images, gaussian);
        all->l0 += (double)fires[u] / images;
        all->dead += fires[u] == 0;
        all->ultra_rare += fires[u] > 0 && 1000 * fires[u] < images;
        all->dense += 10 * fires[u] > images;
        all->informative += fires[u] > 0 && (!gaussian || u % 4 != 3);
        if (fires[u] > 0)
            all->rarities[bin_of(fires[u] * (10000 / images))]++;
    }
}

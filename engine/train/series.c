// Metric series of fixed length. Owned by the session, on the trainer's thread.
#include "series.h"

static void halve(Series *series) {
    series->points /= 2;
    for (int i = 0; i < series->points; i++) {
        series->value[i][0] = series->value[2 * i + 1][0];
        for (int c = 1; c < SERIES_COLUMNS; c++)
            series->value[i][c] = (series->value[2 * i][c] + series->value[2 * i + 1][c]) / 2;
    }
    series->stride *= 2;
}

void series_add(Series *series, uint64_t step, double reconstruction, double penalty) {
    if (series->stride == 0)
        series->stride = 1;
    series->sum[1] += reconstruction;
    series->sum[2] += penalty;
    if (++series->pending < series->stride)
        return;
    if (series->points == SERIES_POINTS) {
        halve(series); // what was gathered is half a point of the new stride
        return;
    }
    double *point = series->value[series->points++];
    point[0] = (double)step;
    for (int c = 1; c < SERIES_COLUMNS; c++) {
        point[c] = series->sum[c] / (double)series->pending;
        series->sum[c] = 0;
    }
    series->pending = 0;
}

void series_rewind(Series *series, uint64_t step) {
    while (series->points > 0 && series->value[series->points - 1][0] > (double)step)
        series->points--;
    series->pending = 0;
    series->sum[1] = series->sum[2] = 0;
}

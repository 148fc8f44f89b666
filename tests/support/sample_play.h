// Memory for the playground of the samples; see sample_play_fill in sample_views.h.
#ifndef HOURGLASS_TESTS_SAMPLE_PLAY_H
#define HOURGLASS_TESTS_SAMPLE_PLAY_H

#include "live.h"

enum { SAMPLE_PLAY_PIXELS = 28 * 28, SAMPLE_PLAY_UNITS = 256 };

typedef struct SamplePlay {
    uint8_t traversal[PLAY_STRIP * SAMPLE_PLAY_PIXELS], strip[PLAY_STRIP * SAMPLE_PLAY_PIXELS]; // (images, H, W)
    uint8_t algebra[4 * SAMPLE_PLAY_PIXELS], samples[PLAY_SAMPLES * SAMPLE_PLAY_PIXELS];        // (images, H, W)
    uint8_t by_code[PLAY_NEAREST * SAMPLE_PLAY_PIXELS], by_pixels[PLAY_NEAREST * SAMPLE_PLAY_PIXELS];
    float code[SAMPLE_PLAY_UNITS], applied[SAMPLE_PLAY_UNITS], axis[PLAY_AXES], share[PLAY_AXES];
    float mean[SAMPLE_PLAY_UNITS], spread[SAMPLE_PLAY_UNITS], low[SAMPLE_PLAY_UNITS], high[SAMPLE_PLAY_UNITS];
} SamplePlay;

#endif

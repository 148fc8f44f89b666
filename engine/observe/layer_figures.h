// Where one image's activations of a layer lie and what range they have, as plain numbers, so that whatever shows them
// can include this alone.
#ifndef HOURGLASS_LAYER_FIGURES_H
#define HOURGLASS_LAYER_FIGURES_H

#include <stddef.h>

typedef struct LayerFigures {
    int channels, height, width; // (C, H, W); a dense layer has (units, 1, 1)
    size_t offset;               // of its first value among all layers' values
    float least, most;           // of the finite values; 0 and 0 if there is none
    int undefined;               // values that were infinite or no number, and are stored as 0
} LayerFigures;

#endif

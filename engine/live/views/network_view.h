// The pinned image on its way through the net.
#ifndef HOURGLASS_NETWORK_VIEW_H
#define HOURGLASS_NETWORK_VIEW_H

#include "figures.h"
#include "layer_figures.h"
#include "view_array.h"

enum { VIEW_PLACES = 65, VIEW_WINDOW_VALUES = 1 << 18 }; // the image and 64 layers; most values of one layer

/// Channels, or units of a dense layer; as many as there are from `first` on.
typedef struct NetworkWindow {
    int first, count;
} NetworkWindow;

/// The activations that are wanted: place 0 is the image as the net sees it, l + 1 the output of layer l.
typedef struct NetworkRequest {
    bool wanted;
    NetworkWindow window[VIEW_PLACES]; // at most VIEW_WINDOW_VALUES values each, but one channel at least
} NetworkRequest;

/// What one place of the net makes of the pinned image.
typedef struct NetworkLayer {
    LayerFigures all;  // of all its channels; offset: where the values here begin
    NetworkWindow has; // the channels whose values are here
    size_t range;      // where the first one's range lies in `ranges`
} NetworkLayer;

/// The pinned image on its way through the net, with what is done to the code.
typedef struct NetworkView {
    ViewTag tag;
    uint64_t version;
    int places;                      // the net's layers and the image; NetworkRequest says which is which
    NetworkLayer layer[VIEW_PLACES]; // the first has the image's shape, and so has the last: it is the image given back
    bool corrupts;                   // the first is not the image
    Score score;
    int image, label;         // as in PinnedView
    uint64_t own;             //
    ViewArray values, ranges; // floats: of each place its window (channels, H, W); of each channel (least, most)
} NetworkView;

#endif

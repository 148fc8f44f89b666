// The weights of one layer as pictures, what layers of pictures answer, and a kernel that slides over its input.
#ifndef HOURGLASS_FILTERS_VIEW_H
#define HOURGLASS_FILTERS_VIEW_H

#include "figures.h"
#include "sliding.h"
#include "view_array.h"

enum {
    VIEW_MAX_FILTERS = 256,
    VIEW_FILTER_VALUES = 1 << 20,
    VIEW_MAPS = 64,
    VIEW_MAP_LAYERS = 24,
    VIEW_WEIGHT_LAYERS = 64
};

/// What is shown of a layer's weights, and in which order.
typedef enum FilterShow { FILTER_WEIGHTS, FILTER_CHANGE, FILTER_GRADIENT, FILTER_SHOWS } FilterShow;
typedef enum FilterSort { FILTER_BY_INDEX, FILTER_BY_NORM, FILTER_BY_ACTIVITY, FILTER_SORTS } FilterSort;

typedef struct FilterRequest {
    bool wanted;
    int weights; // which layer's: place in FiltersView.layer; the first where there is none
    FilterShow show;
    FilterSort sort;
    int first, count; // rows in that order; at most VIEW_MAX_FILTERS beside the image, and VIEW_FILTER_VALUES values
    int first_column, columns; // of slices and tiles
    int layer;                 // whose feature maps are wanted; place of the layer in MapsView.layer
    bool slides;               // a kernel of that layer over the pinned image
    int slide;                 // out channel
} FilterRequest;

/// A layer that has weights.
typedef struct WeightLayer {
    char text[128]; // "dense 64 relu"
    bool decoder;
    int in, out; // channels or units
} WeightLayer;

/// One row of the weights.
typedef struct FilterUnit {
    int number;     // of the unit or channel
    float norm;     // of what is shown of all its weights
    float activity; // mean activation; no number while it is not known
} FilterUnit;

/// Weights of one layer as rows of pictures; see filters.h.
typedef struct FiltersView {
    ViewTag tag;
    uint64_t version;
    int layers, chosen;
    WeightLayer layer[VIEW_WEIGHT_LAYERS];
    FilterKind kind;
    bool gaussian;                           // rows are means, after them log-variances
    int total, first, count;                 // rows that the layer has; those here
    int columns, first_column, column_count; // of slices, tiles and a matrix; else 1
    int row_share, column_share;             // of a matrix: a value is the largest of so many rows and columns
    int channels, height, width;             // of one picture
    int card_layer;                          // of UnitRequest: whose units or channels the rows are
    bool slides;                             // its kernels slide over its input
    FilterShow shown;                        // what `shown_values` are, and the norms are of
    bool ready;                              // they are there
    uint64_t seed;                           // that the start was drawn from
    ViewTag gradient_tag;                    // of the gradient shown
    int gradient_done, gradient_images;      // of the one under way
    FilterSort sort;                         // the order here: by index until activities are known
    ViewTag activity_tag;                    // of the activities
    int activity_done, activity_images;      // test images of those under way
    float weight_limit, shown_limit;         // largest |value| of all rows
    ViewArray weights, shown_values;         // floats (count, column_count, C, H, W); of weights alone, the first
    ViewArray units;                         // FilterUnit (count)
} FiltersView;

/// A layer that computes pictures.
typedef struct MapLayer {
    char text[128];
    int channels, height, width;
    int index; // in the net
} MapLayer;

/// What such a layer answers on the pinned image.
typedef struct MapsView {
    ViewTag tag;
    uint64_t version;
    int layers, chosen; // none: a net without such layers, of which nothing else is shown
    MapLayer layer[VIEW_MAP_LAYERS];
    int image;        // of PinnedView
    uint64_t own;     //
    bool changed;     // what is done to units of the code shows in them
    int shown;        // maps here, of layer[chosen].channels
    float low, high;  // the range of those shown, with 0
    ViewArray values; // floats (shown, H, W)
} MapsView;

/// A kernel of the layer of FiltersView, and what it slides over.
typedef struct SlidingView {
    ViewTag tag;
    uint64_t version;
    bool shown;
    char layer[128];         // its line
    int place, channel;      // place in FiltersView.layer; out channel
    char activation[16];     // "relu"; "": linear
    Sliding sliding;         // but for its pointers
    int image;               // of PinnedView
    uint64_t own;            //
    bool first;              // the input is the image as the net sees it
    float low, high;         // range of the input, with 0
    float out_low, out_high; // of the output
    float weight_limit;
    ViewArray input, weights, output; // floats (C, H, W), (C, K, K), (OH, OW)
} SlidingView;

#endif

// What the observer shows: plain structs, each tagged with the run, generation and step it was computed from.
#ifndef HOURGLASS_VIEWS_H
#define HOURGLASS_VIEWS_H

#include "figures.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VIEW_MAX_IMAGES = 64, VIEW_CODE_IMAGES = 200, VIEW_CURVE = 512 };
enum { VIEW_FILM = 64, VIEW_MOMENTS = 512 };
enum { VIEW_MAX_FILTERS = 256, VIEW_FILTER_VALUES = 1 << 20, VIEW_MAPS = 64, VIEW_MAP_LAYERS = 24 };

/// The layer that sees the image, and the one that gives it back.
typedef enum FilterSide { FILTERS_ENCODER, FILTERS_DECODER, FILTER_SIDES } FilterSide;

typedef struct FilterRequest {
    bool wanted;
    FilterSide side;  // the other one where this has no pictures
    int first, count; // filters; at most VIEW_MAX_FILTERS, and VIEW_FILTER_VALUES values
    bool change;      // since the start of the run
    int image, layer; // test image whose feature maps are wanted; place of the layer in MapsView.layer
} FilterRequest;

/// What the visible views need. Sent whenever it changes; the latest counts.
typedef struct ViewRequest {
    int images;                 // reconstructions wanted, 0 to VIEW_MAX_IMAGES
    int index[VIEW_MAX_IMAGES]; // test images
    bool quality;               // statistics over the whole test set
    int pinned;                 // test image that every view looks at
    bool past;                  // all views show the moment at or before `step` instead of the newest
    uint64_t step;
    int film;        // frames wanted of the pinned image over the run, 0 to VIEW_FILM
    int code_images; // test images whose codes are wanted, 0 to VIEW_CODE_IMAGES, sorted by class
    FilterRequest filters;
} ViewRequest;

typedef struct ViewTag {
    uint64_t run, generation, step;
} ViewTag;

typedef struct ReconstructionView {
    ViewTag tag;                 // run 0: nothing yet
    int channels, height, width; // of an image
    int images;
    int index[VIEW_MAX_IMAGES];
    int label[VIEW_MAX_IMAGES]; // -1 without labels
    Score score[VIEW_MAX_IMAGES];
    bool corrupts;                  // what the net sees is not the image
    uint8_t *input, *seen, *output; // (images, C, H, W): the image, what the net sees of it, what it gives back;
                                    // the view's own memory
    size_t capacity;                // bytes each has room for
} ReconstructionView;

/// Codes of some test images, sorted by class.
typedef struct CodeView {
    ViewTag tag; // run 0: nothing yet
    int units, images;
    int index[VIEW_CODE_IMAGES];
    int label[VIEW_CODE_IMAGES]; // -1 without labels
    float *codes;                // (images, units); the view's own memory
    size_t capacity;             // floats it has room for
} CodeView;

/// Weights of one layer as pictures.
typedef struct FiltersView {
    ViewTag tag; // run 0: nothing yet
    bool has[FILTER_SIDES];
    FilterSide side; // that is shown; none where kind is FILTERS_NONE
    FilterKind kind;
    char layer[128];                         // "dense 64 relu"
    int total, first, count;                 // filters that the layer has; those here
    int channels, height, width;             // of a filter
    bool changed;                            // `change` is filled in
    uint64_t seed;                           // that the start was drawn from
    float weight_limit, change_limit;        // largest |value| of all the layer's filters
    float *weights, *change;                 // (count, C, H, W); the view's own memory
    size_t weight_capacity, change_capacity; // floats each has room for
} FiltersView;

/// A layer that computes pictures.
typedef struct MapLayer {
    char text[128];
    int channels, height, width;
} MapLayer;

/// What such a layer answers on one test image.
typedef struct MapsView {
    ViewTag tag;                 // run 0: nothing yet
    int channels, height, width; // of the image
    int layers, chosen;          // none: a net without such layers, of which nothing else is shown
    MapLayer layer[VIEW_MAP_LAYERS];
    int image, label; // test image; -1 without labels
    int shown;        // maps here, of layer[chosen].channels
    float low, high;  // the range of those shown, with 0
    uint8_t *input;   // (C, H, W); the view's own memory, as the next
    float *values;    // (shown, H, W)
    size_t input_capacity, value_capacity;
} MapsView;

/// The test loss at one step, nats per image (squared error per image for MSE models).
typedef struct TestPoint {
    double step, reconstruction, penalty;
} TestPoint;

typedef struct QualityView {
    ViewTag tag; // of the last complete evaluation; run 0: none yet
    Quality quality;
    CodeStatistics code;
    float *frequency;   // (units) share of test images for which each unit is active; the view's own memory
    size_t capacity;    // floats it has room for
    ViewTag running;    // the evaluation under way
    int scored, images; // how far it is: "n of 10 000, step s"
    TestPoint curve[VIEW_CURVE];
    int points; // of the run of `tag` since its start; when there is no more room every second one goes
} QualityView;

/// The moments of the run that can be shown again, and the pinned image as some of them give it back.
typedef struct HistoryView {
    ViewTag tag; // of the newest snapshot; run 0: nothing yet
    int moments;
    uint64_t step[VIEW_MOMENTS];
    size_t bytes, budget;        // memory that the moments of all runs take, and may take
    int channels, height, width; // of a frame
    int frames;
    int moment[VIEW_FILM]; // of each frame
    bool ready[VIEW_FILM];
    uint8_t *film; // (frames, C, H, W); the view's own memory
    size_t capacity;
} HistoryView;

typedef struct Views {
    ReconstructionView reconstruction;
    CodeView code;
    QualityView quality;
    HistoryView history;
    FiltersView filters;
    MapsView maps;
} Views;

#endif

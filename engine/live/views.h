// What the observer shows: plain structs, each tagged with the run, generation and step it was computed from.
#ifndef HOURGLASS_VIEWS_H
#define HOURGLASS_VIEWS_H

#include "anomaly_figures.h"
#include "class_set.h"
#include "figures.h"
#include "intervention.h"
#include "layer_figures.h"
#include "sliding.h"
#include "unit_card.h"
#include "unit_correlation.h"
#include "unit_figures.h"
#include "unit_pictures.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VIEW_MAX_IMAGES = 64, VIEW_CODE_IMAGES = 200, VIEW_CURVE = 512 };
enum { VIEW_FILM = 64, VIEW_MOMENTS = 512 };
enum { VIEW_PICTURE = 128 * 128 * 3 }; // most bytes of an image of the user's own
enum {
    VIEW_MAX_FILTERS = 256,
    VIEW_FILTER_VALUES = 1 << 20,
    VIEW_MAPS = 64,
    VIEW_MAP_LAYERS = 24,
    VIEW_WEIGHT_LAYERS = 64
};

/// Memory of a view's own; see view_memory.h.
typedef struct ViewArray {
    union {
        void *at; // NULL where there is nothing
        uint8_t *bytes;
        float *floats;
        UnitFigures *figures;
    };
    size_t size, capacity; // bytes in use; there is room for
} ViewArray;

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

/// The image that every view looks at: one of the test set, or one of the user's own.
typedef struct PinnedRequest {
    int image;                   // test image, also where the user's own one is of another shape than the data
    uint64_t own;                // 0: none; a number that is new with each picture
    int channels, height, width; // of the user's own
    uint8_t pixels[VIEW_PICTURE];
} PinnedRequest;

/// Test images chosen from all of them: those from place `first` on of an order.
typedef struct ChoiceRequest {
    bool wanted;
    ImageOrder order; // by index until there are errors of the run on screen
    int label;        // class, -1: all
    int first, count; // at most VIEW_MAX_IMAGES
    int components;   // of PCA beside them; 0: none
} ChoiceRequest;

/// A unit whose card is wanted.
typedef struct UnitRequest {
    bool wanted;
    int layer; // place in the net, LAYER_CODE: the code
    int unit;  // or channel
} UnitRequest;

enum { LAYER_CODE = -1 };

/// What an image's anomaly score is: its squared reconstruction error, or for a Gaussian code −ELBO.
typedef enum AnomalyScore { ANOMALY_ERROR, ANOMALY_BOUND, ANOMALY_SCORES } AnomalyScore;

/// How the classes that the run leaves out stand out among the test images.
typedef struct AnomalyRequest {
    bool wanted;
    AnomalyScore order; // of the images with the highest scores; the error where there is no other
    int images;         // of them that are wanted, at most VIEW_MAX_IMAGES
    int components;     // of PCA beside it; 0: none
} AnomalyRequest;

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

/// What the visible views need. Sent whenever it changes; the latest counts. It is set to zero bytes before it is
/// filled in, so that two of them can be compared as memory.
typedef struct ViewRequest {
    int images;                 // reconstructions wanted, 0 to VIEW_MAX_IMAGES
    int index[VIEW_MAX_IMAGES]; // test images
    bool quality;               // statistics over the whole test set
    bool past;                  // all views show the moment at or before `step` instead of the newest
    uint64_t step;
    int film;             // frames wanted of the pinned image over the run, 0 to VIEW_FILM
    int code_images;      // test images whose codes are wanted, 0 to VIEW_CODE_IMAGES, sorted by class
    bool code_statistics; // of each code unit over the whole test set
    FilterRequest filters;
    UnitRequest unit;
    NetworkRequest network;
    Interventions interventions; // what is done to the code in all that is shown; the run and the curves never see it
    PinnedRequest pinned;
    ChoiceRequest choice;
    AnomalyRequest anomaly;
    size_t history_bytes; // memory that the moments of all runs may take; 0: as much as is usual
} ViewRequest;

typedef struct ViewTag {
    uint64_t run, generation, step;
} ViewTag;

// Each view begins with its tag, whose run is 0 while there is nothing yet, and a version that grows whenever anything
// in it changes.

/// The image that every view looks at, and what the net makes of it.
typedef struct PinnedView {
    ViewTag tag;
    uint64_t version;
    uint64_t own;                // the user's own picture that it is, or 0
    int image, label;            // test image, -1 for one of the user's own; -1 without labels
    int channels, height, width; //
    bool corrupts;               // what the net sees is not the image
    Score score;
    bool changed;            // units of the code are clamped, scaled or ablated: `output` and `score` are with that
    Score plain_score;       // the same without it
    ViewArray input, seen;   // bytes (C, H, W): the image, what the net sees of it
    ViewArray output, plain; // bytes (C, H, W): what it gives back; the same without changed units
} PinnedView;

typedef struct ReconstructionView {
    ViewTag tag;
    uint64_t version;
    int channels, height, width; // of an image
    int images;
    int index[VIEW_MAX_IMAGES];
    int label[VIEW_MAX_IMAGES]; // -1 without labels
    Score score[VIEW_MAX_IMAGES];
    bool corrupts;                 // what the net sees is not the image
    ViewArray input, seen, output; // bytes (images, C, H, W): the image, what the net sees of it, what it gives back
} ReconstructionView;

/// The test images that were asked for, and what the net on screen makes of them. The order is taken anew only when all
/// errors of another step are known, and while training runs at most every two seconds, so that it can be looked at.
typedef struct ChoiceView {
    ReconstructionView shown;          // its tag and version are those of all this
    ImageOrder order;                  // as asked for
    int label;                         //
    int first, total;                  // place of the first one here in the order, and how many there are
    ViewTag scored;                    // whose errors the order follows; run 0: none, the images lie as in the file
    int components;                    // of PCA, as asked for
    bool fitted;                       // there are so many
    bool ready[VIEW_MAX_IMAGES];       // PCA's image is there
    double pca_error[VIEW_MAX_IMAGES]; // Σ (y - x)² over its pixels, y not clipped
    ViewArray pca;                     // bytes (images, C, H, W)
} ChoiceView;

/// Codes of some test images, sorted by class.
typedef struct CodeView {
    ViewTag tag;
    uint64_t version;
    int units, images;
    int index[VIEW_CODE_IMAGES];
    int label[VIEW_CODE_IMAGES]; // -1 without labels
    ViewArray codes;             // floats (images, units)
} CodeView;

/// Each code unit over the test images, as the encoder gives them, whatever the user does to units. Complete, but for
/// the first statistics of a run, which are shown while they are being made.
typedef struct CodeStatisticsView {
    ViewTag tag;
    uint64_t version;
    int scored, images; // those here are of so many of the test images
    ViewTag running;    // those being made, and of how many images they are by now
    int counted;
    double sparseness; // mean of the figure over units that are active at all (Treves and Rolls 1991)
    UnitSummary summary;
    ViewArray figures; // UnitFigures (summary.units)
} CodeStatisticsView;

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

/// The test loss at one step, nats per image (squared error per image for MSE models), and how sparse the code is.
typedef struct TestPoint {
    double step, reconstruction, penalty;
    double l0; // mean number of active units
    int dead;  // units never active
} TestPoint;

typedef struct QualityView {
    ViewTag tag; // of the last complete evaluation
    uint64_t version;
    Quality quality;
    CodeStatistics code;
    ViewArray frequency; // floats (units): share of test images for which each unit is active
    ViewTag running;     // the evaluation under way
    int scored, images;  // how far it is: "n of 10 000, step s"
    TestPoint curve[VIEW_CURVE];
    bool has_changed;   // units are clamped, scaled or ablated, and with that:
    Quality changed;    // of the same step and images as `quality`, in which nothing is changed
    int changed_scored; // how far that is, of `images`
    int points;         // of the run of `tag` since its start; when there is no more room every second one goes
} QualityView;

/// The moments of the run that can be shown again, and the pinned image as some of them give it back.
typedef struct HistoryView {
    ViewTag tag; // of the newest snapshot
    uint64_t version;
    ViewTag shown; // of the one that the views show
    int moments;
    uint64_t step[VIEW_MOMENTS];
    size_t bytes, budget;        // memory that the moments of all runs take, and may take
    int channels, height, width; // of a frame
    int image;                   // of PinnedView, that the film is of
    uint64_t own;                //
    int frames;
    int moment[VIEW_FILM]; // of each frame
    bool ready[VIEW_FILM];
    ViewArray film; // bytes (frames, C, H, W)
} HistoryView;

enum { VIEW_CLASSES = 256 };

/// One unit of a layer. Its pictures and its value come at once; what the test images say when all are through.
typedef struct UnitView {
    ViewTag tag; // of what comes at once
    uint64_t version;
    int layer, unit; // as asked for
    int units;       // that the layer has, channels of a layer of pictures; 0: there is no such unit, nor what follows
    bool code;       // a unit of the code: it has an atom and can be changed
    bool map;        // a channel: its activation on an image is the largest value of its map
    char text[128];  // of the layer: "dense 256 relu"
    bool pinned;     // `value` is the activation on the pinned image, without changed units; it may be no number
    float value;
    int channels, height, width; // of an image, and of the pictures of the unit
    UnitAtomKind atom_kind;
    float atom_value; // that the unit goes to, for a change of the image
    int filter_channels, filter_height, filter_width;
    ViewTag raised;               // the step at which `ascent` was made; run 0: there is none
    float raised_from, raised_to; // the unit on the start and on `ascent`, before its activation function
    ViewArray atom, filter;       // floats (C, H, W): what it draws, what it sees; empty where there is no such picture
    ViewArray ascent;             // floats (C, H, W) in 0–1
    ViewTag running;              // the pass over the test images under way
    int scored, images;           // how far it is: "n of 10 000, step s"
    ViewTag counted;              // of the last complete one, and all that follows; run 0: there is none yet
    float active_value;           // that stands for the unit where it is active; 0 if it never is
    int active, undefined;        // images for which it is active; for which it is no number
    UnitImages strongest, spread;
    int strongest_label[UNIT_CARD_IMAGES], spread_label[UNIT_CARD_IMAGES]; // -1 without labels
    ViewArray pictures; // bytes (strongest.count + spread.count, C, H, W): those images
    Histogram histogram;
    int classes; // 0 without labels
    float class_mean[VIEW_CLASSES];
    int class_images[VIEW_CLASSES];
    CorrelatedUnits correlated;
} UnitView;

/// The classes left out of the run as anomalies: how well scores tell the test images of these classes from the others,
/// and the images with the highest scores as the net on screen gives them back.
typedef struct AnomalyView {
    ViewTag tag; // of the scores; run 0: none
    uint64_t version;
    ClassSet left_out;            // of that run; if empty, there is nothing else here
    bool bound;                   // there is a −ELBO: the reconstruction loss, nats (squared error for MSE models), at
                                  // the mean of the code + KL(code ‖ N(0, 1))
    Roc roc[ANOMALY_SCORES];      //
    Spread spread[ANOMALY_SCORES];
    int components;               // of PCA as asked for
    int fitted;                   // of the PCA that `pca` is of, with the same classes left out; 0: not there yet
    bool failed;                  // there can be none
    Roc pca;                      // its squared error as the score
    AnomalyScore order;           // of the images
    float score[VIEW_MAX_IMAGES]; // of each of them, of the step of `tag`
    ReconstructionView highest;   // the images; with a tag of its own
} AnomalyView;

typedef struct Views {
    PinnedView pinned;
    ReconstructionView reconstruction;
    CodeView code;
    CodeStatisticsView code_statistics;
    QualityView quality;
    HistoryView history;
    FiltersView filters;
    MapsView maps;
    UnitView unit;
    SlidingView sliding;
    NetworkView network;
    ChoiceView choice;
    AnomalyView anomaly;
} Views;

#endif

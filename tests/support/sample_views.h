// A run as the engine would report it, made up from integers, so that it is the same on every processor: what golden
// pictures are drawn from. Ten kinds of simple shapes stand for the test images.
#ifndef HOURGLASS_TESTS_SAMPLE_VIEWS_H
#define HOURGLASS_TESTS_SAMPLE_VIEWS_H

#include "live.h"
#include "sample_play.h"

enum { SAMPLE_SIDE = 28, SAMPLE_PIXELS = SAMPLE_SIDE * SAMPLE_SIDE, SAMPLE_UNITS = 256, SAMPLE_SHAPES = 10 };
enum { SAMPLE_FILTERS = 64, SAMPLE_MAPS = 16, SAMPLE_ROWS = 1568 };
enum { SAMPLE_NETWORK = 1 << 14, SAMPLE_CHANNELS = 1 << 11 }; // of all layers: values, channels

typedef struct SampleViews {
    LiveStatus status;
    Views views;                                                                             // points into what follows
    uint8_t input[VIEW_MAX_IMAGES * SAMPLE_PIXELS], output[VIEW_MAX_IMAGES * SAMPLE_PIXELS]; // (images, H, W)
    uint8_t chosen_input[VIEW_MAX_IMAGES * SAMPLE_PIXELS], chosen_output[VIEW_MAX_IMAGES * SAMPLE_PIXELS];
    uint8_t chosen_pca[VIEW_MAX_IMAGES * SAMPLE_PIXELS]; // (images, H, W)
    float codes[VIEW_CODE_IMAGES * SAMPLE_UNITS];        // (images, units)
    float frequency[SAMPLE_UNITS];
    UnitFigures figures[SAMPLE_UNITS];
    uint8_t film[VIEW_FILM * SAMPLE_PIXELS];                                               // (frames, H, W)
    float weights[SAMPLE_FILTERS * SAMPLE_PIXELS], change[SAMPLE_FILTERS * SAMPLE_PIXELS]; // (filters, H, W)
    float maps[SAMPLE_MAPS * 14 * 14];                                                     // (channels, H, W)
    float unit_atom[SAMPLE_PIXELS], unit_filter[SAMPLE_PIXELS];
    uint8_t unit_pictures[2 * UNIT_CARD_IMAGES * SAMPLE_PIXELS];
    FilterUnit rows[SAMPLE_ROWS];                                                    // of the weights
    float slid[SAMPLE_PIXELS];                                                       // under a sliding kernel
    float network[SAMPLE_NETWORK], ranges[2 * SAMPLE_CHANNELS];                      // of NetworkView
    uint8_t corrupted[12 * SAMPLE_PIXELS];                                           // (images, H, W)
    uint8_t quantised[COMPRESSION_IMAGES * COMPRESSION_STEPS * SAMPLE_PIXELS];       // (images, steps, H, W)
    int confusion[FEATURE_SPACES * FEATURE_METHODS * SAMPLE_SHAPES * SAMPLE_SHAPES]; // of FeaturesView
    int map_index[LATENT_IMAGES], map_label[LATENT_IMAGES];
    float map_position[2 * LATENT_IMAGES], map_value[LATENT_IMAGES];
    uint8_t map_pictures[LATENT_PICTURES * SAMPLE_PIXELS], map_grid[LATENT_SIDE * LATENT_SIDE * SAMPLE_PIXELS];
    SamplePlay play;
} SampleViews;

typedef enum SampleState {
    SAMPLE_LOADING, // no run yet
    SAMPLE_FRESH,   // a run at step 0, of which the observer has not shown anything
    SAMPLE_TRAINED, // a sparse model some epochs on, training
} SampleState;

/// Whose network it is: of the same layers as the built-in model of that name.
typedef enum SampleModel {
    SAMPLE_VANILLA,
    SAMPLE_SPARSE,
    SAMPLE_CONVOLUTIONAL,
    SAMPLE_VARIATIONAL,
    SAMPLE_MODELS
} SampleModel;

void sample_views_init(SampleViews *sample, SampleState state, SampleModel model);

/// For sample_views_init: the images of the view Reconstructions, once there are reconstructions.
void sample_choice_fill(SampleViews *sample);
/// The same for the playground, once there are codes too.
void sample_play_fill(SampleViews *sample);

/// Code units that such a model has; at most SAMPLE_UNITS.
int sample_units(SampleModel model);

/// A number from 0 to `below` - 1 that only looks random, the same on every processor.
int sample_noise(int index, int purpose, int below);

/// The tag that all views of a trained sample have.
ViewTag sample_tag(void);

#endif

// One unit of a layer, and what the test images say of it.
#ifndef HOURGLASS_UNIT_VIEW_H
#define HOURGLASS_UNIT_VIEW_H

#include "unit_card.h"
#include "unit_correlation.h"
#include "unit_pictures.h"
#include "view_array.h"

enum { LAYER_CODE = -1 };

enum { VIEW_CLASSES = 256 };

/// A unit whose card is wanted.
typedef struct UnitRequest {
    bool wanted;
    int layer; // place in the net, LAYER_CODE: the code
    int unit;  // or channel
} UnitRequest;

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

#endif

// The latent map: test images in the plane, where their codes lie, and what is decoded from points of it.
#ifndef HOURGLASS_LATENT_VIEW_H
#define HOURGLASS_LATENT_VIEW_H

#include "figures.h"
#include "view_array.h"

#include <stdbool.h>

enum { LATENT_IMAGES = 10000, LATENT_PICTURES = 512, LATENT_SIDE = 24, LATENT_STRIP = 16, LATENT_BLEND = 8 };

/// What spans the plane. A code of one unit lies along x, with the squared error of its reconstruction as y; one of two
/// units lies as it is where PCA is asked for. Both are LATENT_UNITS.
typedef enum LatentAxes { LATENT_PCA, LATENT_UNITS, LATENT_TSNE, LATENT_AXES } LatentAxes;
typedef enum LatentColor { LATENT_CLASS, LATENT_ERROR, LATENT_FACTOR, LATENT_ACTIVATION, LATENT_COLORS } LatentColor;

typedef struct LatentPoint {
    float x, y; // in the map's own coordinates
} LatentPoint;

/// A part of the plane; y grows upwards.
typedef struct LatentWindow {
    float left, bottom, width, height;
} LatentWindow;

typedef struct LatentRequest {
    bool wanted;
    int images; // points: test images spread evenly over the set, at most LATENT_IMAGES
    LatentAxes axes;
    int unit[2];       // of LATENT_UNITS
    uint64_t embed;    // t-SNE is computed anew with each new number; 0: not asked for
    bool embed_cancel; // what is under way is given up
    LatentColor color;
    int color_index;              // which factor, or which unit
    int pictures;                 // points whose images are wanted, as thumbnails
    int picture[LATENT_PICTURES]; // test images
    bool hovers;                  //
    int hovered;                  // test image under the pointer
    bool decodes;                 //
    LatentPoint at;               // the point to decode
    uint64_t asked;               // number of that wish, which comes back with the answer
    int strip;                    // images from `from` to `to`, at most LATENT_STRIP; 0: none
    LatentPoint from, to;         //
    int columns, rows;            // of the grid of decodes over `window`, each at most LATENT_SIDE; 0: none
    LatentWindow window;          //
} LatentRequest;

/// The points. All of one step: a map that is being computed is not shown before it is complete. From one to the next
/// PCA and t-SNE are turned and mirrored so that points move as little as can be (see procrustes.h).
typedef struct LatentMapView {
    ViewTag tag;
    uint64_t version;
    bool exact;         // false while points move: they may be off in the fourth digit
    LatentAxes axes;    // of the positions here
    int unit[2];        //
    int units;          // that the code has
    bool gaussian;      // the code is: positions are means, and `low` is of the prior N(0, 1)
    int images, total;  // points here; test images that there are
    ViewArray index;    // ints (images): test image of each point
    ViewArray label;    // ints (images): -1 without labels
    ViewArray position; // LatentPoint (images) as floats (images, 2)
    LatentColor color;  // of `value`; LATENT_CLASS: there is none (yet: errors come from ViewRequest.quality)
    ViewTag valued;     // step of `value`: errors are those of the last evaluation of all test images
    int color_index;
    int factors; // true ones that the data has: names in LatentMapView.factor
    char factor[8][24];
    ViewArray value;  // floats (images); error: squared error per image; activation, factor: as they are
    float low, high;  // least and most of them
    float share[2];   // of linear axes: parts of the codes' variance along x and y, PCA's as they are turned here
    float turned;     // of PCA: degrees from x to the first component, 0 to 90; not 0 where the map was turned
    LatentWindow box; // that holds all points, not of zero size
    // of t-SNE:
    uint64_t embed;    // the wish that positions answer or began to answer
    bool embedding;    // it is being computed
    float progress;    // 0 to 1
    ViewTag embed_tag; // of the codes it was computed from: they stay while training goes on
    float divergence;  // KL(P || Q), nats
} LatentMapView;

/// Test images as thumbnails.
typedef struct LatentPicturesView {
    ViewTag tag; // run and generation alone matter: these are images of the data
    uint64_t version;
    int images, channels, height, width;
    int index[LATENT_PICTURES];
    ViewArray pictures; // bytes (images, C, H, W)
} LatentPicturesView;

/// The test image under the pointer.
typedef struct LatentHoverView {
    ViewTag tag;
    uint64_t version;
    int index, label; // -1: none; -1 without labels
    int channels, height, width;
    Score score;
    ViewArray input, output; // bytes (C, H, W)
    LatentPoint mean;        // where it lies
    bool spreads;            // a Gaussian code on linear axes: an ellipse of one standard deviation
    LatentPoint axis[2];     // its half axes, from the mean
} LatentHoverView;

/// A point of the plane, decoded.
typedef struct LatentDecodeView {
    ViewTag tag;
    uint64_t version;
    uint64_t asked; // the wish that it answers
    double made;    // seconds on clock_seconds()
    LatentAxes axes;
    LatentPoint at;
    bool clipped;    // to the range of the code's activation
    int blend;       // of t-SNE: of so many codes; else 0
    int near, label; // the nearest test image in the plane, its class
    int channels, height, width;
    ViewArray output, nearest; // bytes (C, H, W): what the point decodes to; the nearest real image
    ViewArray code;            // floats (units): what was decoded
} LatentDecodeView;

/// From one point to another, each decoded.
typedef struct LatentStripView {
    ViewTag tag;
    uint64_t version;
    int images, channels, height, width;
    bool spherical; // else straight
    LatentPoint from, to;
    ViewArray output; // bytes (images, C, H, W)
} LatentStripView;

/// A grid of points, each decoded: the middles of the cells of `window`, row by row from the top.
typedef struct LatentGridView {
    ViewTag tag;
    uint64_t version;
    int columns, rows, channels, height, width;
    LatentAxes axes;
    LatentWindow window;
    ViewArray output; // bytes (rows · columns, C, H, W)
} LatentGridView;

#endif

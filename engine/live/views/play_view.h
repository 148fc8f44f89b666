// The playground: an image of the user's on its way through the net, and codes changed by hand.
#ifndef HOURGLASS_PLAY_VIEW_H
#define HOURGLASS_PLAY_VIEW_H

#include "figures.h"
#include "view_array.h"

#include <stdbool.h>

enum { PLAY_CHANGES = 64, PLAY_STRIP = 16, PLAY_SAMPLES = 32, PLAY_NEAREST = 8, PLAY_OPERANDS = 3, PLAY_AXES = 32 };
enum { PLAY_PINNED = -1, PLAY_NONE = -2 };

/// A unit of the code, or an axis of PCA of the codes, set by hand.
typedef struct PlayChange {
    int unit;    // or axis
    float value; // the unit's value; of an axis: standard deviations from the image's own place
} PlayChange;

/// Where new codes are drawn from. The prior is that of a Gaussian code; the others are fitted to the codes of test
/// images.
typedef enum PlaySource { PLAY_PRIOR, PLAY_GAUSSIAN, PLAY_MIXTURE, PLAY_SOURCES } PlaySource;

/// The image is the pinned one: drawn, taken from the test set, or from a file.
typedef struct PlayRequest {
    bool wanted;
    double gaussian, salt_pepper, mask, square; // laid on the image before it is encoded; as in COMMAND_GAUSSIAN …
    uint64_t corruption_seed;
    bool axes; // bars are axes of PCA, else units
    int changes;
    PlayChange change[PLAY_CHANGES];
    uint64_t asked;             // number of this wish, which comes back with the answer
    int traversal;              // images of one unit or axis from -3σ to 3σ, at most PLAY_STRIP; 0: none
    int traversed;              // unit or axis
    int strip;                  // images from operand 0 to operand 1, at most PLAY_STRIP; 0: none
    int operand[PLAY_OPERANDS]; // test images, PLAY_PINNED or PLAY_NONE: a, b, c of the strip and of a - b + c
    bool algebra;               // a - b + c, in codes
    int samples;                // new images, at most PLAY_SAMPLES; 0: none
    PlaySource source;
    uint64_t sample_seed;
    double temperature; // standard deviations are multiplied by it
    int nearest;        // training images nearest to the image, at most PLAY_NEAREST; 0: none
} PlayRequest;

/// The image, its code, and the reconstruction with what was changed by hand.
typedef struct PlayView {
    ViewTag tag;
    uint64_t version;
    uint64_t asked;
    uint64_t rows_asked; // the wish that all rows of images answer; 0 while one is not made yet
    double made;         // seconds on clock_seconds()
    int image, label;    // as in PinnedView
    uint64_t own;
    int channels, height, width, units;
    bool corrupts, changed;
    Score score;             // of the output against the clean image
    ViewArray input, seen;   // bytes (C, H, W): the image, and as it is encoded
    ViewArray output;        // bytes (C, H, W): with what was changed
    ViewArray code, applied; // floats (units): the encoder's; as decoded
    ViewArray axis;          // floats (axes): place of `code` along the axes, in standard deviations
    bool known;              // the codes of test images are: `mean`, `spread`, `low`, `high`, and the axes
    ViewTag scored_tag;      // of those codes: while training runs they may be some steps older than `tag`
    int scored;              // test images that these are of
    int axes;                // of PCA, the largest first, at most PLAY_AXES; 0 while they are not known
    ViewArray mean, spread;  // floats (units): mean and standard deviation of the codes
    ViewArray low, high;     // floats (units): the range that a unit can be dragged over
    ViewArray axis_share;    // floats (axes): part of the variance
    float least, most;       // of the activation; -INFINITY, INFINITY where it has no bound
} PlayView;

/// A row of decoded images.
typedef struct PlayImagesView {
    ViewTag tag;
    uint64_t version;
    int images, channels, height, width;
    int unit;                  // of a traversal: unit or axis
    bool axis;                 //
    bool spherical;            // of a strip
    bool ready[PLAY_OPERANDS]; // of algebra: which operands there are; image 3 is the result
    PlaySource source;         // of samples; that of Gaussian for a prior that the code does not have
    int components;            // of a mixture
    double temperature;
    // Of each image: of a traversal the unit's value, or standard deviations along the axis; of a strip the part of the
    // way from a (0) to b (1).
    float place[PLAY_SAMPLES];
    ViewArray output; // bytes (images, C, H, W); of algebra a, b, c as they are encoded, then what a - b + c decodes to
} PlayImagesView;

/// Training images near to the image as it is encoded, nearest first; in code (of this step), and in pixels.
typedef struct PlayNearestView {
    ViewTag tag;
    uint64_t version;
    int image;
    uint64_t own;
    // Training images looked at so far; until they are all, those shown are the nearest so far. Pixels take little
    // time. In code the total is fewer than there are where encoding all would take too long.
    int pixels_searched, pixels_total; // in pixels
    int searched, total;               // in code
    int images;                        // of each kind, as many as have been found of either
    int channels, height, width;
    int by_code[PLAY_NEAREST], by_pixels[PLAY_NEAREST];              // training images
    int code_label[PLAY_NEAREST], pixel_label[PLAY_NEAREST];         // -1 without labels
    float code_distance[PLAY_NEAREST], pixel_distance[PLAY_NEAREST]; // Euclidean, of pixels as 0–1
    ViewArray code_pictures, pixel_pictures;                         // bytes (images, C, H, W)
} PlayNearestView;

#endif

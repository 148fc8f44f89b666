// Test images and what the net makes of them: chosen one by one, or from an order of all.
#ifndef HOURGLASS_RECONSTRUCTION_VIEW_H
#define HOURGLASS_RECONSTRUCTION_VIEW_H

#include "figures.h"
#include "view_array.h"

enum { VIEW_MAX_IMAGES = 64 };

/// Test images chosen from all of them: those from place `first` on of an order.
typedef struct ChoiceRequest {
    bool wanted;
    ImageOrder order; // by index until there are errors of the run on screen
    int label;        // class, -1: all
    int first, count; // at most VIEW_MAX_IMAGES
    int components;   // of PCA beside them; 0: none
} ChoiceRequest;

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

#endif

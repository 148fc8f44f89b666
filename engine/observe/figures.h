// Plain numbers about images and models, without the types they are computed from, so that whatever shows them can
// include this alone.
#ifndef HOURGLASS_FIGURES_H
#define HOURGLASS_FIGURES_H

/// One image's scores.
typedef struct Score {
    float bce;           // nats: -Σ t·log y + (1-t)·log(1-y) over pixels, y clamped to [1e-7, 1-1e-7] for MSE models
    float squared_error; // Σ (y - t)² over pixels
    float input_error;   // the same of the corrupted input; 0 where nothing is corrupted
    float l1;            // Σ |code|
    float kl;            // nats: KL of a Gaussian code from N(0, 1); 0 for other codes
    int l0;              // units with |code| > SCORE_ACTIVE
} Score;

/// How good a model is over a set of images.
typedef struct Quality {
    int images;                // how many were scored
    double mse;                // mean squared error a pixel
    double bce;                // nats an image
    double psnr;               // dB, of the mean MSE; infinite for a perfect copy
    double input_mse;          // of the corrupted input, a pixel; 0 where nothing is corrupted
    double explained_variance; // 1 - MSE / mean pixel variance
    double l1;                 // mean Σ|code|
    double kl;                 // mean KL of a Gaussian code from N(0, 1), nats; 0 for other codes
    double sparsity; // Σ_j KL(ρ ‖ mean of code unit j over the images), nats, if the model weighs it; else 0
    double l0;       // mean number of active units
} Quality;

/// Statistics of the code over a set of images.
typedef struct CodeStatistics {
    int units, images;
    int dead;                 // units never active
    int ultra_rare;           // active, but for fewer than one image in a thousand
    int dense;                // active for more than one image in ten
    double lifetime_sparsity; // 1 - mean share of images for which a unit is active
} CodeStatistics;

/// In which order test images are looked at: the worst reconstructed first, the best, by class, as they lie in the
/// file.
typedef enum ImageOrder { ORDER_WORST, ORDER_BEST, ORDER_CLASS, ORDER_INDEX } ImageOrder;

/// What the weights of a layer are as pictures: beside the image pictures of its kind, deeper in the net matrices.
typedef enum FilterKind {
    FILTERS_NONE,
    FILTERS_KERNELS, // of a convolution beside the image, one a channel on its other side
    FILTERS_ROWS,    // of a dense layer that sees the image, one a unit
    FILTERS_MEANS,   // the same, the rows of a Gaussian code's means
    FILTERS_COLUMNS, // of a dense layer that gives the image, one a unit before it
    FILTERS_SLICES,  // of an inner convolution, a kernel for each pair of an out and an in channel
    FILTERS_TILES,   // of a dense layer behind pictures, a tile for each pair of a unit and a channel
    FILTERS_MATRIX   // of an inner dense layer, a weight for each pair of an out and an in unit
} FilterKind;

#endif

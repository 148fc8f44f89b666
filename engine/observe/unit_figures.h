// What is known of code units over a set of images, as plain numbers, so that whatever shows them can include this
// alone. No number here is ever infinite or NaN.
#ifndef HOURGLASS_UNIT_FIGURES_H
#define HOURGLASS_UNIT_FIGURES_H

#include <stdint.h>

enum { FREQUENCY_BINS = 16, FREQUENCY_DECADES = 4 };

/// One code unit over the images. a is its activation on an image; n counts the images.
typedef struct UnitFigures {
    float frequency;       // share of images with |a| > SCORE_ACTIVE
    float mean, deviation; // deviation: √(Σ(a - mean)²/n). For a KL penalty the mean is ρ̂
    float least, most;
    float active_mean;  // mean of a over the images for which it is active; 0 for a dead unit
    float treves_rolls; // (Σ|a|/n)² / (Σa²/n): 1/n … 1, small where few images hold it all; 0 for a unit always 0
    float sparseness;   // 1 - treves_rolls; 1 for a unit always 0
    float selectivity;  // (μ_max - μ_rest)/(μ_max + μ_rest) of the class means of |a|: 0 none … 1 one class alone
    int favourite;      // the class with μ_max, or -1: no labels, fewer than two classes seen, or a unit always 0
    float kl;           // nats: mean KL of a Gaussian unit from N(0, 1); 0 for other codes
    float coin_kl;      // nats: KL(ρ ‖ mean), where there is a ρ; else 0
} UnitFigures;

/// All units together.
typedef struct UnitSummary {
    int units, images;
    int undefined;                // images left out because a value of their code was infinite or no number
    int dead;                     // units never active
    int ultra_rare, dense;        // active for fewer than one image in a thousand (but some); for more than one in ten
    int informative;              // units whose mean code varies by more than 0.01 over the images (Burda et al. 2016)
    int silent;                   // images for which no unit is active
    double l0;                    // mean number of active units an image
    double hoyer;                 // mean Hoyer sparsity of the images for which it is defined; 0 if there is none
    int hoyer_images;             // how many those are
    int rarities[FREQUENCY_BINS]; // units by log10 frequency, from -FREQUENCY_DECADES to 0 in equal bins; the first one
                                  // holds rarer units too; dead ones are not among them
} UnitSummary;

#endif

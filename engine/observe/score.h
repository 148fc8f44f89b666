// How well a net does on single images. Everything that is said about quality and code is a sum over these.
#ifndef HOURGLASS_SCORE_H
#define HOURGLASS_SCORE_H

#include "corruption.h"
#include "figures.h"
#include "images.h"
#include "intervention.h"
#include "loss.h"

#define SCORE_ACTIVE 1e-6f

/// Images and what is done to them before a net sees them. An image is corrupted in the same way whenever it is looked
/// at; a zero corruption leaves them as they are.
typedef struct ImageSource {
    const Images *images;
    Corruption corruption;
    Random random;                      // each image takes the part of its index
    const Interventions *interventions; // what is done to the code before it is decoded, or NULL
} ImageSource;

/// Runs images index[0 … count-1] (or first + i, if index is NULL) forward in rows row … row+count-1 of the pass.
/// Afterwards pass->activation[0] holds the inputs, pass->target the images, net_code the codes. For a source that
/// corrupts, the pass must have a target of its own. With interventions, net_code and all that is said about the code
/// afterwards is the changed one.
void score_forward(const Net *net, const Pass *pass, const ImageSource *source, const int *index, int first, int row,
                   int count, int rank);

/// The encoder alone for images index[0 … count-1], in rows 0 … count-1; codes are in net_code, without interventions.
void score_encode(const Net *net, const Pass *pass, const ImageSource *source, const int *index, int count);

/// The same through the first `layers` layers only, decoding from the code as it is.
void score_layers(const Net *net, const Pass *pass, const ImageSource *source, const int *index, int count, int layers);

/// Scores rows row … row+count-1 after score_forward into scores[0 … count-1], turns their net_output into images in
/// [0, 1] and, if `fires` is not NULL, counts in fires[unit] the images for which each code unit is active.
void score_rows(const Net *net, const Pass *pass, LossKind loss, int row, int count, Score *scores, uint32_t *fires);

/// After score_forward: adds the codes of rows row … row+count-1 to sums (units), row by row.
void score_add_code(const Net *net, const Pass *pass, int row, int count, double *sums);

#endif

// Giving a dead unit a new start. The change itself, without threads: the trainer calls it between two steps.
#ifndef HOURGLASS_RESAMPLE_H
#define HOURGLASS_RESAMPLE_H

#include "score.h"

/// Norm of a new encoder row, as a part of the mean over the living units.
#define RESAMPLE_ENCODER 0.2

typedef struct ResampleDesc {
    ImageSource source; // training images, as the run sees them
    LossKind loss;
    const int *index;    // (images) which of the source's; NULL: the first ones
    const float *losses; // (images) of each at these weights; what is not finite counts as 0
    int images;
    const int *units; // (count) the dead ones, each once
    int count;
    Random random; // of this command; unit u takes element u
} ResampleDesc;

/// Whether units of this net can be resampled: the encoder ends with a dense layer (topk may follow), the decoder
/// begins with one of its own weights. The error says what is in the way.
bool resample_possible(const Net *net, Error *error);

/// Resamples the units as Bricken et al. 2023 ("Towards Monosemanticity", neuron resampling). For each an image is
/// drawn with probability ∝ loss². The encoder row becomes the code layer's input for that image (the image itself, in
/// a net of two layers), RESAMPLE_ENCODER times the mean norm of the other units' rows long (of all rows, if no other
/// is left), its bias 0: so the unit is active for that image. The decoder column becomes, with norm 1, the direction
/// in which the decoder's first layer lowers that image's reconstruction error fastest: the residual t - y, where the
/// decoder is that one linear layer, else its gradient there. (The paper takes the image itself there too; of a net
/// with logits that is not the direction that helps.) m and v (parameter_count; may be NULL) become 0 in the same
/// places. All units are worked out from the weights as they were. image (count) receives what each was given: an index
/// into the source, or -1 for a unit left alone because its image gave no direction.
///
/// `pass` must have gradients, a target of its own if the source corrupts, and room for one image; its row 0 is
/// overwritten. net->parameters change; call net_prepare afterwards. False, with nothing changed, where it is not
/// possible, the losses are all 0, a unit is out of range, or no unit could be given a direction.
bool resample_units(Net *net, Pass *pass, const ResampleDesc *desc, real *m, real *v, int *image, Error *error);

#endif

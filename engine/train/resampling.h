// New starts for dead units of a run's code: finding them, and the images they start from, with the run's own team. On
// the thread that owns the session, between two steps.
#ifndef HOURGLASS_RESAMPLING_H
#define HOURGLASS_RESAMPLING_H

#include "session.h"

/// Training images that the run learns from, evenly spread over them, by which a unit is found to be dead, and from
/// which starts are drawn. As many as the test images by which the interface calls a unit dead: so rare a unit is found
/// by both alike, though not on the same images, and training does not look at test images. Few enough starts to be
/// evaluated in the time of some dozen steps, more than the codes of our models have units.
enum { RESAMPLING_ACTIVITY = 10000, RESAMPLING_STARTS = 2048 };

/// What has been found out, and what has come of it. A zeroed one may be finished.
typedef struct Resampling {
    int units;     // of the code
    int looked;    // training images by which they were judged
    int *dead;     // (found) units to be resampled, ascending
    int found;     // how many
    int *image;    // (found) training image that each was started from; -1: it gave no direction, the unit is as it was
    int resampled; // how many have a new start
    int starts;
    int *index;    // (starts) training images
    float *losses; // (starts) of each, without penalties, in nats (squared error for MSE models)
    Arena arena;
} Resampling;

enum { RESAMPLING_ALL = -1 };

/// Looks for dead units, those never active beyond SCORE_ACTIVE: for all, or whether `unit` is one. Changes nothing of
/// the run. False with a sentence if the net's units cannot be resampled, there is none that is dead, or memory is
/// short. What is found does not depend on the number of threads.
bool resampling_find(Resampling *resampling, const Session *session, int unit, Error *error);

/// Resamples the units found (see resample.h), with zero moments, on a new line of steps and with a mark. Images are
/// drawn from a stream of their own by the run's seed and the number of resamplings so far: the same commands give the
/// same weights. False with a sentence if that gave none of them a start; the run is as it was then.
bool resampling_apply(Resampling *resampling, Session *session, Error *error);

void resampling_finish(Resampling *resampling);

#endif

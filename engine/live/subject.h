// A snapshot made ready for use. On the observer's thread.
#ifndef HOURGLASS_SUBJECT_H
#define HOURGLASS_SUBJECT_H

#include "evaluate.h"
#include "narrow_encoder.h"
#include "snapshot.h"

enum { OBSERVER_ROWS = 16 };

typedef struct Subject {
    Snapshot *snapshot; // without its weights, which the net has; NULL before the first
    Net net;
    Pass pass;
    ImageSource source;   // the test images as this run sees them
    NarrowEncoder narrow; // ready where a quick encoder was asked for and can be had
} Subject;

/// Makes a snapshot ready. Its weights are copied, and it is not held on to. The net is built anew only where the run
/// is another one. False if memory is short; then there is none.
bool subject_take(Subject *subject, const Snapshot *snapshot);

/// The same with nothing but the encoder, for subject_encode; `quick` lets that be off a little.
bool subject_take_encoder(Subject *subject, const Snapshot *snapshot, bool quick);

/// As subject_take, but the snapshot stays there as it is, with its weights: what others are taken from.
bool subject_follow(Subject *subject, Snapshot *snapshot);

/// Makes room for more rows at once, up to SUBJECT_ROWS, as long as their activations stay in the cache: products of
/// more rows are quicker. False if memory is short; then there is none.
enum { SUBJECT_ROWS = 28 };
bool subject_widen(Subject *subject);

/// Codes of images index[0 … count-1] to net_code of rows 0 … count-1, off by what a NarrowEncoder is off where the
/// encoder is quick. `count` is at most the pass's capacity.
void subject_encode(const Subject *subject, const int *index, int count);

void subject_finish(Subject *subject);

#endif

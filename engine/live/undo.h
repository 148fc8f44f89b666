// States of a run to go back to: what it was before something that training did not do. On the trainer's thread only.
#ifndef HOURGLASS_UNDO_H
#define HOURGLASS_UNDO_H

#include "live.h"
#include "session.h"

/// Everything that training changes, and what goes with it.
typedef struct KeptState {
    UndoKind kind;  // what was done then
    RunState state; // memory of its own
    ClassSet left_out;
    Series series;
    RunMarks marks;
    StepMetrics last;
} KeptState;

enum { UNDO_KEPT = UNDO_KINDS - 1 };

/// One state of each kind, the newest last: a resampling does not take the place of the run before a reset.
typedef struct Undo {
    int count;
    KeptState *kept[UNDO_KEPT];
} Undo;

/// A copy of the session as it is now, to be handed to undo_add or undo_drop. NULL with an error if memory is short.
KeptState *undo_keep(const Session *session, UndoKind kind, Error *error);
void undo_drop(KeptState *kept); // takes NULL

/// Adds a state, in place of what was kept for the same kind before.
void undo_add(Undo *undo, KeptState *kept);

/// What going back would undo now.
UndoKind undo_kind(const Undo *undo);

/// Goes back to the newest state, which is kept no longer. False with a sentence, and everything as it was, if there is
/// none, or if the batch is now larger than the images of the classes that it was trained on. The number of resamplings
/// so far stays: doing one again draws other images.
bool undo_take(Undo *undo, Session *session, Error *error);

void undo_finish(Undo *undo);

#endif

// A run: a model on a data set, its optimizer's state and counters. It is stepped by a team; everything else is called
// by the thread that owns it, between calls of session_steps.
#ifndef HOURGLASS_SESSION_H
#define HOURGLASS_SESSION_H

#include "checkpoint.h"
#include "dataset.h"
#include "kept_images.h"
#include "lineage.h"
#include "series.h"

#include <stdatomic.h>

typedef struct StepMetrics {
    uint64_t step, epoch; // number of this step, from 1; epochs finished before it
    double loss;          // nats per image, of the weights before the update
    double reconstruction, penalty;
} StepMetrics;

/// A copy of everything that training changes.
typedef struct RunState {
    real *parameters, *m, *v; // (parameter_count) each
    RunCounters counters;
    Lineage lineage;
} RunState;

typedef struct Session {
    ModelSpec spec;
    Dataset *data;
    KeptImages kept; // the training images it learns from
    RunSettings settings;
    RunCounters counters;
    Lineage lineage;
    uint64_t lines;   // of steps, begun so far
    StepMetrics last; // of the newest step
    Series series;
    RunMarks marks;
    int threads;
    Net net;
    Pass pass;
    real *m, *v;                      // moments, (parameter_count) each
    double *reconstruction, *penalty; // (batch) of the running step
    RunState safe[2];                 // states to go back to: one known to be good, one on trial
    int good;                         // which of them is known to have led to a finite loss; -1 before the first step
    atomic_bool broken;               // a weight became infinite or NaN in this step
    Arena arena;                      // owns moments and safe states
    Arena batch_arena;                // owns what depends on the batch size
} Session;

/// Starts a run with fresh weights drawn from settings->seed; retains `data`. `threads` is the largest team that will
/// step it.
bool session_init(Session *session, const ModelSpec *spec, const Dataset *data, const RunSettings *settings,
                  int threads, Error *error);
void session_finish(Session *session); // takes a zeroed session

/// New weights from settings.seed, zero moments and counters; nothing is allocated.
void session_restart(Session *session);

/// Changes rate, batch, optimizer, momentum, shuffling and sampling between steps; a new optimizer starts with zero
/// moments. On failure (a batch larger than the training set, memory) everything is as before.
bool session_change(Session *session, const RunSettings *settings, Error *error);

/// Changes what is done to the images between steps. On failure (memory) everything is as before.
bool session_corrupt(Session *session, const Corruption *corruption, Error *error);

/// Learns from now on from the training images of all classes but these. The position in the epoch is of another order
/// then: session_restart or session_go_to must follow. On failure (see kept_images.h; fewer images than a batch)
/// everything is as before. Going back to classes that this session has left out before needs no memory.
bool session_leave_out(Session *session, const ClassSet *left_out, Error *error);

/// Trains up to `steps` steps. Every member of a team calls it at the same time, in one parallel region; rank 0 fills
/// in metrics[0 …]. Returns the number of steps made, fewer than asked for if the loss or a weight stopped being
/// finite; session_recover must follow then. The result does not depend on the number of members, bit for bit.
int session_steps(Session *session, Team *team, int steps, StepMetrics *metrics);

/// session_steps on a team of session->threads, in a parallel region of its own.
int session_run(Session *session, int steps, StepMetrics *metrics);

/// After a step that failed: goes back to the newest state whose following step had a finite loss, with its moments,
/// and says in `error` what happened and what to change.
void session_recover(Session *session, Error *error);

/// Copies what training changes into `state`, or back. Afterwards the run is where the state was kept and
/// knows no other state to recover from; its series, marks and last metrics are the caller's to set.
void session_keep(const Session *session, RunState *state);
void session_go_to(Session *session, const RunState *state);

/// Begins another line of steps with the weights as they are now: somebody else than training has changed them. What
/// was known to be good before is nothing to go back to any more.
void session_fork(Session *session);

/// Steps in an epoch: training images kept / batch, the incomplete last batch dropped.
uint64_t session_epoch_steps(const Session *session);

/// The run as a checkpoint that borrows the session's arrays; `full` for an exact resume. `history` receives the series
/// (SERIES_POINTS × HISTORY_COLUMNS), used if full.
Checkpoint session_checkpoint(const Session *session, bool full, double *history);

/// The same as a copy of its own, for saving while the run goes on; checkpoint_finish and free are the caller's. NULL
/// with an error if memory is short.
Checkpoint *session_copy(const Session *session, Error *error);

/// Goes on where a full checkpoint stopped; a plain one gives its weights, with fresh moments and counters. The
/// checkpoint's net must equal the session's.
bool session_restore(Session *session, const Checkpoint *checkpoint, Error *error);

/// The session's settings where the user names none.
RunSettings session_defaults(void);

#endif

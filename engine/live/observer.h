// What the observer thread owns, and how its files divide the work: observer.c decides what to do when,
// observer_views.c and observer_filters.c compute views from a snapshot, observer_statistics.c the statistics over the
// whole test set, observer_history.c the film of the run. Only they include this.
#ifndef HOURGLASS_OBSERVER_H
#define HOURGLASS_OBSERVER_H

#include "evaluate.h"
#include "moments.h"
#include "shared.h"
#include "test_curves.h"

enum { OBSERVER_ROWS = 16 };

// A snapshot made ready for use.
typedef struct Subject {
    Snapshot *snapshot; // NULL before the first
    Net net;
    Pass pass;
    ImageSource source; // the test images as this run sees them
} Subject;

typedef struct Observer {
    Live *live;
    ViewRequest request;
    Snapshot *newest; // NULL before the first
    Moments moments;
    Film film;
    Subject filmed; // for the frames of the film
    HistoryView history;
    bool framing;              // frames of the film are missing
    Subject shown;             // for what is on screen: the newest, or the moment asked for
    Subject scored;            // for statistics: one snapshot until all test images are through
    bool scoring, scores_past; // statistics are under way; of a moment that is not the newest
    int next;                  // test image to score
    Score *scores;
    uint32_t *fires;
    double *sums;         // (units) of the code over the images scored so far
    Corruption measured;  // what the images suffered in the evaluation that `quality` is of
    double variance;      // of the test images
    Dataset *variance_of; // retained
    Arena arena;          // scores, fires and sums of the scored subject
    ReconstructionView reconstruction;
    CodeView code;
    QualityView quality;
    FiltersView filters;
    MapsView maps;
    Net start;       // the weights that the run of `started` began with, once somebody has asked for them
    ViewTag started; // its step is the seed
    TestCurves curves;
    double credit, earned, posted; // CPU seconds that may be spent; when credit was last earned, views last posted
} Observer;

/// Makes a snapshot ready, taking over the caller's reference. The net is built anew only where the run is another one.
bool subject_take(Subject *subject, Snapshot *snapshot);
void subject_finish(Subject *subject);

ViewTag observer_tag(const Snapshot *snapshot);

/// Computes the pictures that are asked for from the newest snapshot.
void observer_show(Observer *observer);

/// Lists the moments of the run on screen, and says whether frames of its film are missing.
bool observer_list_moments(Observer *observer);

/// Computes one missing frame.
void observer_add_frame(Observer *observer);
void observer_copy_history(const Observer *observer, Views *views);
void observer_finish_history(Observer *observer);

/// The same for the view of filters, and its part of copying and of the end.
void observer_show_filters(Observer *observer);
void observer_copy_filters(const Observer *observer, Views *views);
void observer_finish_filters(Observer *observer);

/// Copies what the observer has computed to a slot of the mailbox.
void observer_copy(const Observer *observer, Views *views);

/// Starts statistics over the newest snapshot, unless they are those there already are.
void observer_begin_scoring(Observer *observer);

/// Some milliseconds of statistics. True when all test images are through.
bool observer_score(Observer *observer, double seconds);

/// Statistics of a run that is no longer the one on screen are of no use to anybody.
void observer_drop_stale(Observer *observer);

#endif

// What the observer thread owns, and how its files divide the work: observer.c decides what to do when; each other
// observer_*.c is one part, which computes one kind of view from the snapshot on screen. Only they include this.
#ifndef HOURGLASS_OBSERVER_H
#define HOURGLASS_OBSERVER_H

#include "code_accumulator.h"
#include "evaluate.h"
#include "filters.h"
#include "layer_gradient.h"
#include "moments.h"
#include "shared.h"
#include "test_curves.h"
#include "view_memory.h"

enum { OBSERVER_ROWS = 16 };

/// A snapshot made ready for use.
typedef struct Subject {
    Snapshot *snapshot; // NULL before the first
    Net net;
    Pass pass;
    ImageSource source; // the test images as this run sees them
} Subject;

/// What scoring adds up of the code beside the scores, while somebody looks at it.
typedef struct CodeScoring {
    bool wanted, counts; // asked for when the evaluation began; there was memory for it
    CodeAccumulator sums;
    Arena arena;         // of the sums
    Corruption measured; // what the images suffered in the evaluation that the view is of
} CodeScoring;

/// The statistics over the test set: one snapshot until all images are through.
typedef struct Scoring {
    Subject subject;
    bool running, past; // past: of a moment that is not the newest
    int next;           // test image to score
    Score *scores;
    uint32_t *fires;
    double *sums;         // (units) of the code over the images scored so far
    Corruption measured;  // what the images suffered in the evaluation that the view is of
    double variance;      // of the test images
    Dataset *variance_of; // retained
    Arena arena;          // scores, fires and sums
    TestCurves curves;
    CodeScoring code;
} Scoring;

/// The gradient of the loss on a fixed batch of training images: one snapshot until it is complete, then the newest.
typedef struct Gradient {
    Snapshot *snapshot; // that is worked on or was last; NULL before the first
    Net net;
    LayerGradientRun run; // of the net
    bool running;
    ViewTag tag;    // of `complete`; its run is 0 while there is none
    real *complete; // (net.parameter_count)
} Gradient;

/// Mean activations of one layer's units or channels on test images spread over the set.
typedef struct Activity {
    Subject subject;
    bool running;
    int layer, images, done; // the layer whose weights are shown
    FilterUnits of;          //
    double *sums;            // (units)
    ViewTag tag;             // of `means`; its run is 0 while there are none
    int known_layer;         // that they are of
    float *means;            // (units)
    Arena arena;             // sums and means
} Activity;

/// The order of the rows on screen, which is kept for a while so that it can be looked at.
typedef struct FilterOrder {
    int *rows; // (capacity)
    int count, capacity;
    int layer;
    FilterSort sort;
    FilterShow show;
    ViewTag tag; // of what it was made from
    double made;
} FilterOrder;

typedef struct Observer {
    Live *live;
    ViewRequest request;
    Snapshot *newest; // NULL before the first
    Moments moments;
    Subject shown; // for what is on screen: the newest, or the moment asked for
    Views now;     // what has been computed; copied to the mailbox when it is posted
    bool news;     // something is worth posting at once
    bool unseen;   // something was computed since the last post
    Film film;
    Subject filmed; // for the frames of the film
    bool framing;   // frames of the film are missing
    Scoring scoring;
    Net start;       // the weights that the run of `started` began with, once somebody has asked for them
    ViewTag started; // its step is the seed
    Gradient gradient;
    Activity activity;
    FilterOrder order;
    double credit, earned, posted; // CPU seconds that may be spent; when credit was last earned, views last posted
} Observer;

/// One kind of view. What it does not need is NULL.
typedef struct ObserverPart {
    /// Another snapshot is on screen, or another request has come: computes what can be had at once.
    void (*show)(Observer *observer);
    /// Whether there is something to do that takes longer.
    bool (*waits)(const Observer *observer);
    /// Whether, as long as that is not done, the view has nothing to show: then a first slice is done without credit.
    bool (*bare)(const Observer *observer);
    /// Some of it; about `seconds` long. Sets observer->news where that should be seen at once.
    void (*work)(Observer *observer, double seconds);
    void (*finish)(Observer *observer);
} ObserverPart;

extern const ObserverPart observer_pinned, observer_reconstructions, observer_codes, observer_filters, observer_maps,
    observer_gradient, observer_activity, observer_film, observer_scoring, observer_network;

/// The layer whose weights are shown, or -1: none, or nobody looks.
int observer_weights(const Observer *observer);

/// The rows of the shown weights in the order asked for; NULL if memory is short. `norms` (rows) where that is by norm.
const int *observer_order(Observer *observer, int layer, const float *norms);

/// The code's part in an evaluation; called by scoring. Whether it is due: statistics are wanted, and there are none
/// yet of what is on screen. Whether the evaluation under way must begin anew, since it began without them.
bool code_scoring_is_due(const Observer *observer);
bool code_scoring_is_missing(const Observer *observer);
/// Whether there is nothing at all yet to show.
bool code_scoring_is_bare(const Observer *observer);
void code_scoring_begin(Observer *observer);
/// Adds rows 0 … count-1 of the pass, which has just gone forward with images first … first+count-1.
void code_scoring_add(Observer *observer, int first, int count);
void code_scoring_show(Observer *observer); // after a slice, and when all images are through

/// Makes a snapshot ready, taking over the caller's reference. The net is built anew only where the run is another one.
bool subject_take(Subject *subject, Snapshot *snapshot);
void subject_finish(Subject *subject);

ViewTag observer_tag(const Snapshot *snapshot);
bool observer_same_tag(const ViewTag *a, const ViewTag *b);

/// The pinned image as a source to score it from, beside `subject`'s own. Points into the request and the data.
typedef struct PinnedSource {
    Images images; // of one, or the test set
    ImageSource source;
    int index;    // in it
    uint64_t own; // 0: a test image
    int label;    // -1 without labels
} PinnedSource;

/// False where the data has no such image.
bool observer_find_pinned(const Observer *observer, const Subject *subject, PinnedSource *pinned);

#endif

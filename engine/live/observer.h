// What the observer thread owns, and how its files divide the work: observer.c decides what to do when; each other
// observer_*.c is one part, which computes one kind of view from the snapshot on screen. Only they include this.
#ifndef HOURGLASS_OBSERVER_H
#define HOURGLASS_OBSERVER_H

#include "analysis_work.h"
#include "budget.h"
#include "code_accumulator.h"
#include "evaluate.h"
#include "filters.h"
#include "image_order.h"
#include "jobs_kept_pca.h"
#include "layer_gradient.h"
#include "moments.h"
#include "roc.h"
#include "shared.h"
#include "test_curves.h"
#include "unit_ascent.h"
#include "view_memory.h"

/// The same images with units of the code changed, beside the plain ones.
typedef struct ChangedScoring {
    Interventions by; // none: nothing to do
    int next;         // test image to score
    Score *scores;
} ChangedScoring;

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
    bool ended; // all images have been scored as they are; what is missing is `changed`
    ChangedScoring changed;
    CodeScoring code;
    float *errors;     // (error_count) squared error of each image, of the last complete evaluation
    int error_count;   // 0 before the first
    ViewTag errors_of; //
    uint64_t complete; // evaluations so far
} Scoring;

/// The order that test images are chosen by.
typedef struct Choice {
    RankedImage *ranked; // (total), with room for `capacity`
    int total, capacity;
    Dataset *data;     // whose images they are, retained; NULL before the first order
    ImageOrder order;  //
    int label;         //
    ViewTag scored;    // whose errors it follows; run 0: none
    uint64_t complete; // of Scoring at that time
    double taken;      // when
    FittedPca *pca;    // or NULL
    ClassSet without;  // classes that it knew nothing of when it was last shown
} Choice;

/// Where a unit is in a net.
typedef struct UnitPlace {
    int layer;       // whose output it is part of
    int unit, units; // of units, or of channels
    int plane;       // values of it for an image; the largest one counts
    bool code;
} UnitPlace;

typedef enum UnitStage { UNIT_IDLE, UNIT_LOADING, UNIT_ASCENDING, UNIT_COUNTING } UnitStage;

/// What takes time for a unit card: of one snapshot and one unit until it is complete.
typedef struct UnitWork {
    Subject subject;
    UnitPlace place;
    UnitStage stage;
    int next;             // test image to look at
    float *column;        // (images) activations of the unit
    int *order, *scratch; // (images)
    real *values;         // (OBSERVER_ROWS, units) of channels
    UnitCorrelation correlation;
    Arena arena;
    Corruption measured; // what the images suffered in the pass that the view is of
    ViewArray room;      // floats: a code and what unit_atom needs
    UnitAscent ascent;
    uint64_t ascent_run; // that `ascent` is built for
} UnitWork;

/// The gradient of the loss on a fixed batch of training images: one snapshot until it is complete, then the newest.
typedef struct Gradient {
    Snapshot *snapshot; // that is worked on or was last, without its weights; NULL before the first
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

/// PCA beside them: ordered for a data set and the classes left out of it, kept while somebody looks.
typedef struct AnomalyPca {
    Task *task;    // under way, or NULL
    Dataset *data; // that it was ordered for, retained; NULL: none was
    ClassSet left_out;
    int components;  // ordered
    KeptPca *result; // NULL before it is there
} AnomalyPca;

/// The anomaly scores of the last complete evaluation of a run that leaves classes out.
typedef struct Anomaly {
    ViewTag scored;      // run 0: none
    RocItem *items;      // (count) test images, by falling score once they are
    int count, capacity; // images scored; there is room for
    int worst[ANOMALY_SCORES][VIEW_MAX_IMAGES];
    float score[ANOMALY_SCORES][VIEW_MAX_IMAGES];
    AnomalyPca pca;
} Anomaly;

typedef struct PlayWork PlayWork;     // see observer_play.h
typedef struct PlaySearch PlaySearch; // see observer_play_nearest.c

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
    Choice choice;
    UnitWork unit;
    Net start;       // the weights that the run of `started` began with, once somebody has asked for them
    ViewTag started; // its step is the seed
    Gradient gradient;
    Activity activity;
    FilterOrder order;
    Anomaly anomaly;
    struct Latent *latent; // see observer_latent.h; NULL until somebody has asked for the map
    PlayWork *play;        // NULL before the playground is opened
    PlaySearch *nearest;   //
    DenoisingWork denoising;
    CompressionWork compression;
    FeaturesWork features;
    uint32_t bare, favoured; // parts, as bits, that had nothing to show at the last request; that may use `grace`
    double grace;            // CPU seconds that it may still take beyond the budget
    Budget budget;
    double posted; // when views were last posted
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
    int slices;      // that it may take one after the other; 0: one
    bool background; // nobody looks at it first
    /// While training moves what it shows, the part of the budget that it leaves to keeping up with new snapshots, and
    /// parts in the background have little then; 1 while nothing moves. NULL: never.
    double (*moving)(const Observer *observer);
} ObserverPart;

extern const ObserverPart observer_pinned, observer_network, observer_reconstructions, observer_choice, observer_codes,
    observer_gradient, observer_activity, observer_filters, observer_maps, observer_film, observer_unit,
    observer_anomaly, observer_scoring, observer_latent_codes, observer_latent_decode, observer_latent_hover,
    observer_latent_sheets, observer_play, observer_play_nearest, observer_denoising, observer_compression,
    observer_features, observer_latent_embedding;

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

/// The test images of the run on screen as items with these scores, `stride` apart, sorted; NULL if memory is short.
RocItem *anomaly_sort(Observer *observer, const float *scores, size_t stride);
/// PCA's part: orders it where it is missing and lets go of it where it is of no use; whether there is news of it;
/// takes that.
void anomaly_pca_follow(Observer *observer);
bool anomaly_pca_waits(const Observer *observer);
void anomaly_pca_take(Observer *observer);
void anomaly_pca_finish(AnomalyPca *pca);

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

/// Images of a source and what the net on screen makes of them; those the data does not have are left out.
void observer_reconstruct(Observer *observer, const ImageSource *source, const int *index, int count,
                          ReconstructionView *view);

/// What the scoring does besides, with units changed: follows the request; whether images are left to score; scores
/// some of them; shows the result when all have been.
void changed_scoring_follow(Observer *observer);
bool changed_scoring_waits(const Scoring *scoring);
void changed_scoring_rows(Scoring *scoring, int first, int count);
void changed_scoring_end(Scoring *scoring, QualityView *view);

/// False where the net has no such unit.
bool unit_place_find(const Net *net, const UnitRequest *wish, UnitPlace *place);
/// The units of that layer in the first rows of a pass, (count, units); `values` receives them for channels.
const real *unit_place_values(const Pass *pass, const UnitPlace *place, int count, real *values);

/// The pictures of a unit from weights, and the activation on the pinned image.
void unit_view_pictures(Observer *observer, const UnitPlace *place);
/// The pass over the test images: memory for it; some images; false as long as some are left.
bool unit_count_begin(Observer *observer);
bool unit_count_some(Observer *observer);
/// Gradient ascent: builds or reuses a net for it, false where that cannot be or is not needed; a small step of it,
/// false as long as it is not done.
bool unit_raise_begin(Observer *observer);
bool unit_raise_some(Observer *observer);

#endif

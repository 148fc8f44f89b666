// What the parts of the playground share. Only observer_play*.c include it; on the observer's thread.
//
// What is asked for by hand is answered at once with the net on screen. All that needs the codes of many test images,
// or decodes many images, is made in rounds: one snapshot, its codes, their axes, then rows of images, each complete
// and of that one step.
#ifndef HOURGLASS_OBSERVER_PLAY_H
#define HOURGLASS_OBSERVER_PLAY_H

#include "observer.h"

#include "code_axes_search.h"
#include "code_range.h"
#include "gaussian_mixture.h"

typedef enum PlayRow { PLAY_ROW_STRIP, PLAY_ROW_ALGEBRA, PLAY_ROW_TRAVERSAL, PLAY_ROW_SAMPLES, PLAY_ROWS } PlayRow;

/// All that a row of images depends on; what does not matter to it is 0.
typedef struct PlayRowWish {
    ViewTag tag;           // of the snapshot
    uint64_t own;          // the pinned image, where it is in the row
    Corruption corruption; // and what is done to it
    uint64_t corruption_seed, sample_seed;
    double temperature;
    int image, images;
    int traversed, changes;
    bool axes;
    PlaySource source;
    PlayChange change[PLAY_CHANGES];
    int operand[PLAY_OPERANDS];
    Interventions interventions;
} PlayRowWish;

/// A mixture of the codes' places along their axes.
typedef struct PlayMixture {
    GaussianMixture fit;
    ViewTag tag; // of the codes; run 0: there is none
    int rows;    // that the responsibilities are of; 0: none, the next fit begins with k-means
    bool running;
    int round, rounds;
    double likelihood;      // mean log-likelihood after the last round
    real *points;           // (rows, axes)
    double *responsibility; // (rows, components)
} PlayMixture;

struct PlayWork {
    Subject subject; // of this round
    Subject rows;    // of the rows of images, but for samples drawn from what was fitted in the round
    bool rows_first; // whose turn it is
    CodeRange range;
    Arena arena;      // of all that follows
    int images, next; // test images whose codes are wanted; encoded
    ViewTag axes_tag; // of `axes`; run 0: there are none
    CodeAxes axes;    //
    CodeAxesSearch search;
    PlayMixture mixture;
    PlayRowWish made[PLAY_ROWS]; // that the rows in the views answer
    PlayRow row;                 // being decoded, or PLAY_ROWS
    PlayRowWish making;
    PlayImagesView about;   // what will be said of it
    int codes_count, first; // codes of it; where they go among its images
    int decoded;            //
    int decode_rows;        // at once, so that a slice is kept
    real *codes;            // (PLAY_SAMPLES, units)
    real *weights;          // (PLAY_SAMPLES, images)
    real *pixels;           // (OBSERVER_ROWS, C·H·W)
    uint8_t *output;        // (PLAY_SAMPLES, C·H·W)
    uint32_t *order;        // (units) scratch of the range
    real *scratch;          // of the kernels
};

/// The rounds: whether there is something to do; about `seconds` of it; what they hold, given back.
bool play_waits(const Observer *observer);
void play_work(Observer *observer, double seconds);
void play_give_back(PlayWork *work);

/// Whether the round is of the run on screen.
bool play_is_of(const PlayWork *work, const Snapshot *shown);

/// Puts what is known of the codes into the view.
bool play_show_known(Observer *observer);

/// Multiply-adds of one image through layers from … to-1, times two.
double play_flops(const Net *net, int from, int to);

Corruption play_corruption(const PlayRequest *request);

/// The code of the pinned image, corrupted as asked, or of a test image as it is, into code (units); `seen` (C·H·W), if
/// not NULL, gets its bytes as they are encoded. False where there is no such image. Leaves it in row 0 of the pass.
bool play_encode(const Observer *observer, Subject *subject, int operand, real *code, uint8_t *seen);

/// What is changed by hand, but for unit or axis `skip` (-1: all of it). Axes that are not known stay as they are.
void play_change(const PlayWork *work, const CodeRange *range, const PlayRowWish *wish, int skip, real *code, int units,
                 uint32_t *scratch);

/// Whether the axes are those of the run on screen; of the round's snapshot.
bool play_is_known(const Observer *observer);
bool play_is_settled(const PlayWork *work);

/// What a row is to be now; whether it is not that and could be made. `by_hand`: for another reason than another step.
void play_row_wish(const Observer *observer, PlayRow row, PlayRowWish *wish);
bool play_row_is_stale(const Observer *observer, PlayRow row, bool by_hand);

/// Whether every row is what it is to be now.
bool play_rows_are_made(const Observer *observer);

/// Rows of images: whether one is stale or under way; a part of the work; none is of any use.
bool play_rows_wait(const Observer *observer, bool by_hand);
void play_rows_some(Observer *observer);
void play_rows_forget(Observer *observer);

/// The mixture, where samples of it are wanted.
bool play_mixture_waits(const Observer *observer);
void play_mixture_some(PlayWork *work);

#endif

// The latent map's part of the observer: codes of test images, how they lie in a plane, and what is decoded from points
// of it. observer_latent_codes.c makes maps, the other observer_latent_*.c show what can be seen of the last complete
// one. Only they include this.
#ifndef HOURGLASS_OBSERVER_LATENT_H
#define HOURGLASS_OBSERVER_LATENT_H

#include "observer.h"

#include "code_pca.h"
#include "code_plane.h"
#include "jobs_tsne.h"

/// Codes of one snapshot, without what the user does to units.
typedef struct LatentCodes {
    ViewTag tag;   // its run is 0 while there are none
    Dataset *data; // whose test images they are of; retained
    int images, units;
    int *index;          // (images) test images, ascending
    float *codes;        // (images, units), all finite
    float *error;        // (images) squared error; of a code of one unit alone, else NULL
    float *point;        // (images, 2) along the axes; of codes of more than two units
    float *axis;         // (2, units) as turned towards the map before
    double *mean;        // (units)
    double turned;       // degrees from the first axis to the first component
    double total;        // variance along all units
    Corruption suffered; // by the images
    bool exact;          // not by way of whole numbers
    Arena arena;
} LatentCodes;

typedef enum LatentStage { LATENT_IDLE, LATENT_ENCODING, LATENT_FITTING, LATENT_PLACING } LatentStage;

/// Codes that are decoded one after the other, all with the weights of one snapshot.
typedef struct LatentSheet {
    Subject subject;
    bool running;
    int count, next;
    ViewArray codes;  // floats (count, units), interventions included
    ViewArray output; // bytes (count, C, H, W)
    // what it answers, or began to answer:
    ViewTag tag;
    uint64_t map;                // version of the map that the points are of
    Interventions interventions; //
    LatentPoint from, to;        // of a strip
    LatentWindow window;         // of a grid
    int columns, rows;
    LatentAxes axes; // of that map
    int unit[2];     //
    uint64_t own;    // pinned image, whose units the others are
    int pinned;
    double begun;
} LatentSheet;

/// t-SNE of the codes of one step. It stays on screen while training goes on.
typedef struct LatentEmbedding {
    uint64_t asked;  // the wish that was last followed
    Task *task;      // NULL: nothing is under way
    ViewTag tag;     // of the codes; of those under way where there is a task
    int images;      // points; 0: none
    ViewArray point; // floats (images, 2)
    float progress, divergence;
    uint64_t version; // grows with each change
} LatentEmbedding;

typedef struct Latent {
    Subject subject; // of the codes being made
    LatentStage stage;
    int next;
    double begun;
    bool fresh; // a map was completed since somebody looks
    LatentCodes known, making;
    CodePca pca;
    LatentRequest laid; // what the map on screen answers
    uint64_t errors;    // evaluation that its values are of
    ViewArray room;     // floats: codes and an image
    LatentSheet strip, grid;
    LatentEmbedding embedding;
    uint64_t embedded; // version of it that is laid out
} Latent;

/// Whether there is an embedding of the points known.
bool latent_is_embedded(const Observer *observer);
/// What the view says of it.
void latent_describe_embedding(const Observer *observer, LatentMapView *view);
/// Gives up what is under way.
void latent_embedding_stop(LatentEmbedding *embedding);

/// Whether there is a map of the run on screen; where the past is looked at, of that very step. What follows needs one.
bool latent_is_known(const Observer *observer);

/// Room for so many codes, kept where it fits already. False if memory is short.
bool latent_codes_init(LatentCodes *codes, int images, int units);
void latent_codes_finish(LatentCodes *codes);

/// The encoder of a snapshot made ready, or all of it where codes are decoded too, with a wide pass.
bool latent_take(Subject *subject, const Snapshot *snapshot, bool decodes, bool quick);

/// The plane of the codes being made, where they have more than two units: begins to fit it, which code_pca_some goes
/// on with; begins to place points in it, and places some. True when all are placed.
void latent_fit_begin(Latent *latent);
void latent_place_begin(Latent *latent);
bool latent_place_some(Latent *latent);

/// Turns the axes and points of the map being made to those of the map known, as far as they have images in common.
void latent_align(Observer *observer);

/// The map on screen as a plane. It points into the map.
CodePlane latent_plane(const Observer *observer);

/// Fills in the view from the codes known. Whether it does not answer the request any more.
void latent_lay_out(Observer *observer);
bool latent_is_laid_out(const Observer *observer);

/// What latent_code needs beside the map: room, and where it is a unit plane the pinned image's code (units), as the
/// net of a subject encodes it. False if memory is short.
bool latent_code_prepare(Observer *observer, const Subject *subject, bool *fixed);

/// The code of a point (units) with interventions. `fixed` as latent_code_prepare has set it, for this and any further
/// points.
void latent_code(Observer *observer, LatentPoint at, bool fixed, float *code, PlaneCode *found);

/// The place of a test image among the points; -1 if it is none of them.
int latent_find(const LatentCodes *codes, int image);

/// Of what was set to zero bytes before it was filled in, or has no gaps.
bool latent_same_bytes(const void *one, const void *other, size_t size);

/// Begins to decode `count` codes with the snapshot on screen; the caller fills in sheet->codes. False if memory is
/// short. Then some of them for about so long; true when all are done.
bool latent_sheet_begin(Observer *observer, LatentSheet *sheet, int count);
bool latent_sheet_some(LatentSheet *sheet, double seconds);
/// Whether what it answers is not of the snapshot, the map or the interventions on screen; whether it is of no use.
bool latent_sheet_is_old(const Observer *observer, const LatentSheet *sheet);
bool latent_sheet_is_lost(const Observer *observer, const LatentSheet *sheet);
void latent_sheet_finish(LatentSheet *sheet);

#endif

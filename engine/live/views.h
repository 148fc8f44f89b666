// What the observer shows, and what it is asked for: plain structs, one header a view in views/. Each view is tagged
// with the run, generation and step it was computed from.
#ifndef HOURGLASS_VIEWS_H
#define HOURGLASS_VIEWS_H

#include "analysis_view.h"
#include "anomaly_view.h"
#include "code_view.h"
#include "filters_view.h"
#include "history_view.h"
#include "intervention.h"
#include "latent_view.h"
#include "network_view.h"
#include "pinned_view.h"
#include "play_view.h"
#include "quality_view.h"
#include "reconstruction_view.h"
#include "unit_view.h"

/// What the visible views need. Sent whenever it changes; the latest counts. It is set to zero bytes before it is
/// filled in, so that two of them can be compared as memory.
typedef struct ViewRequest {
    int images;                 // reconstructions wanted, 0 to VIEW_MAX_IMAGES
    int index[VIEW_MAX_IMAGES]; // test images
    bool quality;               // statistics over the whole test set
    bool past;                  // all views show the moment at or before `step` instead of the newest
    uint64_t step;
    int film;             // frames wanted of the pinned image over the run, 0 to VIEW_FILM
    int code_images;      // test images whose codes are wanted, 0 to VIEW_CODE_IMAGES, sorted by class
    bool code_statistics; // of each code unit over the whole test set
    FilterRequest filters;
    UnitRequest unit;
    NetworkRequest network;
    Interventions interventions; // what is done to the code in all that is shown; the run and the curves never see it
    PinnedRequest pinned;
    ChoiceRequest choice;
    LatentRequest latent;
    PlayRequest play;
    DenoisingRequest denoising;
    CompressionRequest compression;
    FeaturesRequest features;
    AnomalyRequest anomaly;
    size_t history_bytes; // memory that the moments of all runs may take; 0: as much as is usual
} ViewRequest;

typedef struct Views {
    PinnedView pinned;
    ReconstructionView reconstruction;
    CodeView code;
    CodeStatisticsView code_statistics;
    QualityView quality;
    HistoryView history;
    FiltersView filters;
    MapsView maps;
    UnitView unit;
    SlidingView sliding;
    NetworkView network;
    ChoiceView choice;
    LatentMapView latent;
    LatentPicturesView latent_pictures;
    LatentHoverView latent_hover;
    LatentDecodeView latent_decode;
    LatentStripView latent_strip;
    LatentGridView latent_grid;
    PlayView play;
    PlayImagesView play_traversal, play_strip, play_algebra, play_samples;
    PlayNearestView play_nearest;
    DenoisingView denoising;
    CompressionView compression;
    FeaturesView features;
    AnomalyView anomaly;
} Views;

#endif

// The run so far, as far as it is kept.
#ifndef HOURGLASS_HISTORY_VIEW_H
#define HOURGLASS_HISTORY_VIEW_H

#include "view_array.h"

enum { VIEW_FILM = 64, VIEW_MOMENTS = 512 };

/// The moments of the run that can be shown again, and the pinned image as some of them give it back.
typedef struct HistoryView {
    ViewTag tag; // of the newest snapshot
    uint64_t version;
    ViewTag shown; // of the one that the views show
    int moments;
    uint64_t step[VIEW_MOMENTS];
    size_t bytes, budget;        // memory that the moments of all runs take, and may take
    int channels, height, width; // of a frame
    int image;                   // of PinnedView, that the film is of
    uint64_t own;                //
    int frames;
    int moment[VIEW_FILM]; // of each frame
    bool ready[VIEW_FILM];
    ViewArray film; // bytes (frames, C, H, W)
} HistoryView;

#endif

// What the explorer holds. Seen by its own files only.
#ifndef HOURGLASS_EXPLORER_STATE_H
#define HOURGLASS_EXPLORER_STATE_H

#include "explorer.h"

#include "assets.h"
#include "view.h"

struct Explorer {
    Live *live;
    Ui ui;
    Theme theme;
    Look look;
    uint64_t steps;
    const char *leave_out;                  // not done yet
    ClassSet left_out;                      // of the run `left_run`, to offer an undo when that changes
    uint64_t left_run;                      //
    bool begun;                             // the first run has been told to train
    uint64_t generation;                    // of the run, to offer an undo after a reset
    uint64_t marked_run, marked_generation; // and after a resampling, of which the run has `marks`
    int marks;                              //
    ViewRequest request, asked;             // the last one sent; what it is now
    bool picture;                           // this frame is to be saved
    char models[ASSETS_PATH];
    uint64_t opened_at; // the newest step known when a view was opened
    const LiveStatus *status;
    const Views *views;
};

/// Sends a command with a text; a refusal is told on screen.
void explorer_send_text(Explorer *e, CommandKind kind, const char *text);

#endif

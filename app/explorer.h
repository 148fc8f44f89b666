// The explorer: the whole interface as a function of what the engine says and what the user does. It knows no window;
// one call makes one frame. All calls are made by one thread.
#ifndef HOURGLASS_EXPLORER_H
#define HOURGLASS_EXPLORER_H

#include "draw.h"
#include "error.h"
#include "input.h"
#include "ui.h"

typedef struct Explorer Explorer;

typedef struct ExplorerDesc {
    const char *model, *data, *view; // NULL: vanilla; Fashion-MNIST, or Strokes without it; reconstructions
    const char *leave_out;           // classes that the first run never trains on, such as "7,9"; NULL: none
    const char *bench;               // of the view analysis; NULL: the first
    const char *theme;               // a name of theme.h; NULL: dark
    int units;                       // 0: no unit card is open, else that of code unit `units` - 1
    float scale;                     // 0: 1
    int history_megabytes;           // that past moments may take; 0, or none of those offered: as much as is usual
    int threads;                     // of the training team; 0: as many as there are processors
    uint64_t steps;                  // train so many and pause; 0: train on
    void (*wake)(void *context);     // called from any thread when another frame is worth drawing; may be NULL
    void *context;
} ExplorerDesc;

/// Starts the engine, which loads the data and begins to train. NULL with an error if the view is unknown or memory is
/// short; what is wrong with model or data is told on screen.
Explorer *explorer_create(const ExplorerDesc *desc, Error *error);
void explorer_destroy(Explorer *explorer); // takes NULL; waits for the engine's threads

/// One frame. The list is valid until the next call.
const DrawList *explorer_frame(Explorer *explorer, const UiInput *input, const TextMeasure *measure, int width,
                               int height);

/// After a frame: what it is drawn over, the cursor, whether text is being typed.
Rgba explorer_background(const Explorer *explorer);
const Ui *explorer_ui(const Explorer *explorer);

/// Seconds until the next frame is due without any input or news; negative if none is.
double explorer_due(const Explorer *explorer);

/// A file was dropped: a checkpoint is opened, a model file becomes the model, a picture (.png, .jpg, .jpeg)
/// is pinned, anything else is taken as images.
void explorer_drop(Explorer *explorer, const char *path);

void explorer_set_clipboard(Explorer *explorer, const UiClipboard *clipboard);
void explorer_set_cost(Explorer *explorer, double seconds); // of drawing the last frame

bool explorer_wants_quit(const Explorer *explorer);
bool explorer_takes_full_screen(Explorer *explorer); // true once after it was asked for
/// True where the frame just made is to be saved as a picture: to `path`, of which `part` (all of it is larger than any
/// window). Its outcome is told with explorer_tell.
bool explorer_takes_picture(const Explorer *explorer, const char **path, Rect *part);
void explorer_tell(Explorer *explorer, bool problem, const char *text);

float explorer_scale(const Explorer *explorer);
void explorer_set_scale(Explorer *explorer, float scale);
const char *explorer_theme(const Explorer *explorer);     // its name
int explorer_history_megabytes(const Explorer *explorer); // as in ExplorerDesc

/// Images that the run in use has been trained on so far, as of the last frame.
uint64_t explorer_images(const Explorer *explorer);

/// Opens the view at this place; false where there is none. Then, after some frame: whether its pictures and a first
/// slice of its statistics are on screen.
bool explorer_open_view(Explorer *explorer, int view);
int explorer_view(const Explorer *explorer); // the one that is open
bool explorer_view_is_ready(const Explorer *explorer);

/// Of the point that is dragged across the latent map: the number of the last wish to decode one, and of the one whose
/// picture the last frame shows; 0: none.
void explorer_dragged(const Explorer *explorer, uint64_t *asked, uint64_t *shown);

/// The latent map with as many test images as there is room for, or with some of them.
void explorer_show_map(Explorer *explorer, bool many);

/// What is on screen, and what it has taken so far.
typedef struct ExplorerProgress {
    uint64_t map_step, quality_step; // that the map, and the quality on all test images, are of
    int map_points;
    uint64_t images; // as explorer_images,
    double seconds;  // and when that was, on clock_seconds()
    double observed; // CPU seconds of computing views
} ExplorerProgress;
ExplorerProgress explorer_progress(const Explorer *explorer);

/// Images a second that it has been trained on since then.
double explorer_rate(const Explorer *explorer, const ExplorerProgress *since);

/// True when the run has made `steps` steps and everything on screen was computed from the last of them.
bool explorer_is_settled(const Explorer *explorer, uint64_t steps);

#endif

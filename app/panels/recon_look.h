// What the view Reconstructions remembers between frames, and the user's own drawing.
#ifndef HOURGLASS_RECON_LOOK_H
#define HOURGLASS_RECON_LOOK_H

#include "drawing.h"
#include "image_grid.h"
#include "live.h"

typedef enum ErrorScale { ERROR_QUARTER, ERROR_HALF, ERROR_WHOLE, ERROR_AUTOMATIC, ERROR_SCALES } ErrorScale;

typedef struct ReconstructionLook {
    ImageOrder order;
    int class_shown;                      // 0: all, else the class + 1
    char data[sizeof((LiveData *)0)->id]; // whose class that is
    int first, wanted;                    // place in the order of the first image asked for; how many have room
    int columns;                          // of images, as of the last frame
    bool pca;                             // beside each
    int components;                       // of PCA
    ErrorScale scale;
    float limit; // of the error's colours, as of the last frame
    ImageGrid images, pinned;
} ReconstructionLook;

enum { DRAW_SIZES = 3, DRAW_COLORS = 6 };

/// The last picture that was loaded from a file.
typedef struct PictureLook {
    uint64_t serial; // of LiveStatus.picture that was pinned last
    uint64_t own;    // its number as a pinned image
    char name[128];  // of the file
} PictureLook;

/// The dialog "Draw your own image".
typedef struct DrawLook {
    Drawing drawing;
    int size, color;     // of the pen, places in tables of the dialog
    bool erases, stroke; // stroke: one is under way
    Point last;          // where it has got to
    ImageGrid canvas, answer;
} DrawLook;

#endif

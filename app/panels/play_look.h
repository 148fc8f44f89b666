// What the view Playground remembers between frames.
#ifndef HOURGLASS_PLAY_LOOK_H
#define HOURGLASS_PLAY_LOOK_H

#include "image_grid.h"
#include "live.h"

#include <stdbool.h>

/// Rows of pictures below the drawing.
typedef enum PlayStrip {
    STRIP_NEAREST,
    STRIP_TRAVERSAL,
    STRIP_A_TO_B,
    STRIP_ALGEBRA,
    STRIP_SAMPLES,
    PLAY_STRIPS
} PlayStrip;

/// Where there is no room for all of it, one section at a time.
typedef enum PlaySection { SECTION_DRAW, SECTION_CODE, SECTION_STRIPS, PLAY_SECTIONS } PlaySection;

typedef enum PlayCorruption {
    CORRUPTION_NONE,
    CORRUPTION_GAUSSIAN,
    CORRUPTION_SALT_PEPPER,
    CORRUPTION_MASK,
    CORRUPTION_SQUARE,
    PLAY_CORRUPTIONS
} PlayCorruption;

/// A stroke under way. What comes between two positions of the mouse is a curve through the middles of its way.
typedef struct PlayPen {
    bool erases, down, behind; // behind: the ink has not yet got to `last`
    Point middle, last;        // pixels of the image
} PlayPen;

enum { PLAY_UNDO = 16 };

/// What was pinned before each stroke and whatever else changed the image, the newest last.
typedef struct PlayUndo {
    int count;
    struct {
        int image;   // of a test image
        size_t size; // of the user's own: bytes; 0: it was the test image
        int channels, height, width;
        uint8_t *pixels;
    } step[PLAY_UNDO];
} PlayUndo;

/// What was changed by hand, of units and of axes apart.
typedef struct PlayEdit {
    int changes;
    PlayChange change[PLAY_CHANGES];
    int touched; // the last one, or -1
} PlayEdit;

/// The bars as of the last frame.
typedef struct PlayBars {
    bool strongest, chosen; // the order, and whether the user has asked for it
    int *order;             // (ordered) of units or axes; NULL: by index
    int ordered;
    double sorted;    // seconds on the interface's clock
    uint64_t sort_of; // names what it was sorted for
    int first, shown; // place of the first bar on screen, and how many have room
    int held;         // the bar being dragged, or -1
    float low, high;  // of the scale
    int hovered;      // the bar under the mouse, or -1, and since when
    double since;
} PlayBars;

typedef struct PlayLook {
    uint64_t run;                             // whose code the changes are of
    char data[sizeof((LiveData *)0)->id];     // whose test images the operands are
    PlayRequest request;                      // as of the last frame
    int section, strip;                       // PlaySection, PlayStrip: those chosen
    PlayPen pen;                              //
    PlayUndo undo;                            //
    int corruption;                           // PlayCorruption
    double strength[PLAY_CORRUPTIONS];        // as on its slider
    uint64_t corruption_seed, sample_seed;    //
    bool axes;                                // bars are axes of PCA
    PlayEdit edit[2];                         // of units, of axes
    PlayBars bars;                            //
    int operand[PLAY_OPERANDS];               //
    uint32_t random;                          // for test images taken at random
    PlaySource source;                        //
    double temperature;                       //
    int wanted[PLAY_STRIPS];                  // images that have room in each strip on screen; 0: it is not there
    ImageGrid canvas, answer;                 //
    ImageGrid grid[PLAY_STRIPS], near_pixels; // `grid[STRIP_NEAREST]`: in code
} PlayLook;

void play_look_init(PlayLook *look);
void play_look_finish(PlayLook *look);

/// The change of a unit (or axis) in this list, or NULL.
PlayChange *play_edit_find(PlayEdit *edit, int unit);
/// Sets it; false where there is no room for another one.
bool play_edit_set(PlayEdit *edit, int unit, float value);
void play_edit_remove(PlayEdit *edit, int unit);

#endif

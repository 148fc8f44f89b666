// What the files of the view Network share.
#ifndef HOURGLASS_NETWORK_PARTS_H
#define HOURGLASS_NETWORK_PARTS_H

#include "panels.h"

typedef enum NetworkKind {
    NETWORK_PICTURE, // the image, or the image given back
    NETWORK_MAPS,    // channels
    NETWORK_CELLS    // units without a place in a picture
} NetworkKind;

/// One column of the hourglass. A layer that only passes values on or lays them out anew has none of its own: it is
/// shown with the one before it.
typedef struct NetworkColumn {
    NetworkKind kind;
    int place; // of its values in NetworkView.layer
    int layer; // that made them, in the net; -1: the image
    LayerPart part;
    int tiles, width, height; // channels or units; one's size in its own pixels
    float gap;                // between tiles, pixels of the window
    float text, count_text;   // width that its captions need; where not all tiles are on screen
    float bar;                // width of the bar that scrolls them
    float most;               // height that its tiles may have
    int zoom;                 // pixels of the window a pixel; 0: every second pixel, -1: every third…
    int columns, rows;        // of tiles on screen
    int first_row, all_rows;  // of them, the first; that there are
    bool visible;             // not scrolled away
    Rect rect;                // of the tiles
    Rect room;                // rect with the width that its captions have
} NetworkColumn;

typedef struct NetworkPlan {
    NetworkColumn column[VIEW_PLACES];
    int count;                  // input first, reconstruction last
    int first, shown;           // of those between: on screen
    Rect area;                  // of columns with their captions
    float label, line, between; // heights of a label and of a line under a column; gap between columns
    float edge;                 // of the frame around the code, outside its tiles
    int lines, captions;        // under a column; under a picture, of NETWORK_CAPTIONS
    Rect bar;                   // for scrolling sideways; empty where all columns have room
    const NetworkView *view;
} NetworkPlan;

/// What stands under the pictures, by the room there is.
enum { NETWORK_BRIEF = 1, NETWORK_NAMED, NETWORK_FULL };

/// Whether what the observer has is of the network on screen.
bool network_current(const Panel *panel);

/// The columns there are; nothing is placed yet.
void network_columns(const Panel *panel, NetworkPlan *plan);

/// The label of a column as far as it fits; "" where not even one word does. `width` < 0: that word.
void network_label(const Panel *panel, const NetworkColumn *column, float width, char *text, size_t size);

/// "64", "28×28", "16×14×14".
void network_shape(const LayerFigures *all, char *text, size_t size);

/// Places the columns in the area, as large as it allows, and asks for what they show.
void network_layout(const Panel *panel, NetworkPlan *plan, Rect area);

/// Makes a column as narrow as it can be.
void network_least(const Panel *panel, NetworkColumn *column);
/// Widens and enlarges the columns on screen, which are as narrow as can be, to so much width; returns what they take.
float network_sizes(const Panel *panel, NetworkPlan *plan, float width);
float network_inner(const NetworkColumn *column);  // width of the tiles
float network_outer(const NetworkColumn *column);  // with captions
float network_height(const NetworkColumn *column); // of the tiles

static inline const NetworkLayer *network_layer(const NetworkPlan *plan, const NetworkColumn *column) {
    return &plan->view->layer[column->place];
}

/// Whether a layer has values below zero, so that its colours have zero in the middle.
static inline bool network_signed(const NetworkLayer *layer) {
    return layer->all.least < 0;
}

/// The end of the scale: the largest value, of a signed layer the largest |value|.
static inline float network_limit(const NetworkLayer *layer, float least, float most) {
    return network_signed(layer) && -least > most ? -least : most;
}

/// Tiles of a column, or its picture. True where the mouse is on it, in explain mode too.
bool network_tiles_draw(Panel *panel, const NetworkPlan *plan, const NetworkColumn *column);
bool network_picture_draw(Panel *panel, const NetworkPlan *plan, const NetworkColumn *column);

/// Label above, shape and numbers below; the height of the latter under a picture.
void network_captions_draw(Panel *panel, const NetworkPlan *plan, const NetworkColumn *column);
float network_captions_height(const Panel *panel, const NetworkPlan *plan);

/// The wheel over what does not scroll pins the next image.
void network_wheel(Panel *panel, const UiArea *area);

/// A bar that shows which of `total` rows or columns are on screen, and moves *first.
void network_bar(Panel *panel, const char *name, Rect rect, bool upright, int shown, int total, int *first);

/// What the colours mean; where a column is pointed at, with its numbers.
void network_scale_draw(Panel *panel, const NetworkPlan *plan, Rect row, const NetworkColumn *pointed);

#endif

// What the view Code remembers between frames.
#ifndef HOURGLASS_CODE_LOOK_H
#define HOURGLASS_CODE_LOOK_H

#include "heat_map.h"
#include "views.h"

/// The order of the units: by what tells them apart in a code of that kind, by class, by index.
typedef enum CodeSort { CODE_BY_KEY, CODE_BY_CLASS, CODE_BY_INDEX, CODE_SORTS } CodeSort;

/// What tells the units of a code apart.
typedef enum CodeKind {
    CODE_FIRES,    // they are off for some images: how often each is on
    CODE_RATES,    // each is held to a mean activation: that mean
    CODE_GAUSSIAN, // the divergence of each from N(0, 1)
    CODE_VARIES,   // they are on for every image: how much each varies
    CODE_KINDS
} CodeKind;

typedef struct CodeLook {
    CodeSort sort;
    bool statistics; // are shown where there is no room for them beside the map
    int units;       // of the code on screen; that many are in all that follows
    int *unit;       // by place: the units in the order on screen
    int *scratch;    // for sorting
    float *key;      // by unit: what tells them apart
    float *bar;      // by place: the same
    uint8_t *dead;   // by place
    int capacity;
    float *cells; // (images, units) by place
    size_t cell_capacity;
    float limit;                    // of the cells, the largest by magnitude
    bool is_signed;                 // some of them are negative
    float active[VIEW_CODE_IMAGES]; // how much speaks for each image
    float active_most;              //
    uint8_t row_class[VIEW_CODE_IMAGES];

    double ordered; // when the order was made, and of what
    ViewTag ordered_tag;
    CodeSort ordered_by;
    CodeKind ordered_kind;
    uint64_t ordered_version; // of the statistics; 0: there were none
    int ordered_scored;
    uint64_t orders;                       // how many have been made
    uint64_t filled_version, filled_order; // what the cells were filled from

    double first;       // place of the first unit seen
    int seen;           // how many are; 0: all
    int cursor;         // the unit that the arrow keys move
    int pointed;        // place of the bar of the statistics that the pointer is on; -1: none
    float dragged;      // pixels since the press
    UnitRequest before; // the card before the press, which a double-click gives back
    HeatMap heat;
} CodeLook;

void code_look_finish(CodeLook *look);

#endif

// What the pictures of a unit are, without the types they are computed from, so that whatever shows them can include
// this alone.
#ifndef HOURGLASS_UNIT_PICTURES_H
#define HOURGLASS_UNIT_PICTURES_H

typedef enum UnitAtomKind {
    UNIT_ATOM_COLUMN, // the decoder is linear: the column of weights itself, a change of its output a unit of code
    UNIT_ATOM_CHANGE, // the change of the decoded image (in 0–1) when the unit goes from 0 to a value
} UnitAtomKind;

/// What the picture made by unit_ascent.h is, for its caption.
#define UNIT_ASCENT_LABEL "Made by gradient ascent: an image that raises this unit, not one from the data"

#endif

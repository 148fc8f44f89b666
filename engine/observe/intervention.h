// What the user does to single units of a code between encoder and decoder: clamp, scale, ablate. It changes what is
// shown, never the run. Plain data, so that a selection can hold it.
#ifndef HOURGLASS_INTERVENTION_H
#define HOURGLASS_INTERVENTION_H

#include "real.h"

#include <stdbool.h>

typedef enum InterventionKind {
    INTERVENTION_CLAMP,  // the unit becomes `value`
    INTERVENTION_SCALE,  // the unit is multiplied by `value`
    INTERVENTION_ABLATE, // the unit becomes 0
} InterventionKind;

typedef struct Intervention {
    int unit;
    InterventionKind kind;
    float value;
} Intervention;

enum { INTERVENTIONS_MAX = 32 };

/// At most one for each unit.
typedef struct Interventions {
    int count;
    Intervention item[INTERVENTIONS_MAX];
} Interventions;

/// Adds one, in place of what its unit had. False, changing nothing, where the unit is negative, the value infinite or
/// no number, or all places are taken.
bool intervention_set(Interventions *interventions, Intervention intervention);

/// Takes back what was done to a unit, if anything.
void intervention_clear(Interventions *interventions, int unit);

/// Changes codes (rows, units). What is meant for units that this code does not have is passed over: the selection may
/// be older than the model. Scaling leaves NaN what it is; the other kinds replace it.
void intervention_apply(const Interventions *interventions, real *codes, int rows, int units);

#endif

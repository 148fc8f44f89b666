// Changing units of a code. Pure functions: the selection is edited on the UI thread, the codes are the observer's.
#include "intervention.h"

#include <math.h>
#include <stddef.h>

bool intervention_set(Interventions *interventions, Intervention intervention) {
    int i = 0;
    if (intervention.unit < 0 || !isfinite(intervention.value))
        return false;
    while (i < interventions->count && interventions->item[i].unit != intervention.unit)
        i++;
    if (i == INTERVENTIONS_MAX)
        return false;
    interventions->item[i] = intervention;
    interventions->count += i == interventions->count;
    return true;
}

void intervention_clear(Interventions *interventions, int unit) {
    int kept = 0;
    for (int i = 0; i < interventions->count; i++)
        if (interventions->item[i].unit != unit)
            interventions->item[kept++] = interventions->item[i];
    interventions->count = kept;
}

static real changed(const Intervention *intervention, real value) {
    switch (intervention->kind) {
    case INTERVENTION_CLAMP:
        return (real)intervention->value;
    case INTERVENTION_SCALE:
        return value * (real)intervention->value;
    case INTERVENTION_ABLATE:
        return 0;
    }
    return value;
}

void intervention_apply(const Interventions *interventions, real *codes, int rows, int units) {
    for (int i = 0; i < interventions->count; i++) {
        const Intervention *intervention = &interventions->item[i];
        if (intervention->unit < 0 || intervention->unit >= units)
            continue;
        for (int n = 0; n < rows; n++) {
            real *unit = &codes[(size_t)n * (size_t)units + (size_t)intervention->unit];
            *unit = changed(intervention, *unit);
        }
    }
}

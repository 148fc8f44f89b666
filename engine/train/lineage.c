// Keeping track of lines of steps. Called by the session.
#include "lineage.h"

#include <string.h>

Lineage lineage_begin(uint64_t line) {
    return (Lineage){.line = line};
}

void lineage_fork(Lineage *lineage, uint64_t step, uint64_t line) {
    if (lineage->forks == LINEAGE_FORKS)
        memmove(lineage->fork, lineage->fork + 1, (size_t)--lineage->forks * sizeof lineage->fork[0]);
    lineage->fork[lineage->forks++] = (Fork){.line = lineage->line, .step = step};
    lineage->line = line;
}

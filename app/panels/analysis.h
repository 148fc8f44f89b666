// What the files of the view Analysis share. A bench asks one question of the trained network, under conditions it did
// not have in training; the view draws the row of benches and the one that is chosen. A bench is a file of its own,
// analysis_*.c, that ends with an AnalysisBench; the table in analysis.c is all that names it.
#ifndef HOURGLASS_ANALYSIS_H
#define HOURGLASS_ANALYSIS_H

#include "panels.h"

/// As in View; what is NULL is not needed.
typedef struct AnalysisBench {
    const char *name;                                    // on the command line
    const char *label;                                   // on its button
    const char *about;                                   // what explain mode says of it, a sentence or two
    void (*draw)(Panel *panel, Rect rect);               // below the row of benches
    void (*ask)(const Look *look, ViewRequest *request); // called while it is on screen only
    bool scrolls;                                        // by itself: it is drawn in whatever room there is
    bool (*settled)(const Panel *panel, const ViewRequest *request, uint64_t step);
    bool (*ready)(const Panel *panel, uint64_t step);
} AnalysisBench;

extern const AnalysisBench *const ANALYSIS_BENCHES[]; // ends with NULL

/// The place of a bench of that name, or -1.
int analysis_find(const char *name);

#endif

// A view: one way to look at the network, in the middle of the window. Its file in this folder ends with a View of its
// own; the list of views in app/meson.build is all that names it. The order there is that of the tabs and of their
// keys.
#ifndef HOURGLASS_VIEW_H
#define HOURGLASS_VIEW_H

#include "panels.h"

typedef struct View {
    const char *name;  // on the command line
    const char *label; // on its tab
    bool plain;        // it shows the code as it is, whatever is done to single units
    void (*draw)(Panel *panel, Rect rect);
    /// Adds to the request what the view shows beyond what the whole window does. Called while it is on screen only.
    void (*ask)(const Look *look, ViewRequest *request);
    /// Whether what it shows was computed from this step of the run in `status`, as asked for. NULL: always.
    bool (*settled)(const Panel *panel, const ViewRequest *request, uint64_t step);
    /// Whether its pictures, and a first slice of statistics where it has some, are of this step or a later one.
    bool (*ready)(const Panel *panel, uint64_t step);
} View;

extern const View *const VIEWS[]; // ends with NULL

int view_count(void);

/// The place of a view of that name, or -1.
int view_find(const char *name);

/// Whether a view's data is of the run on screen, from this step.
bool view_is_of(const Panel *panel, const ViewTag *tag, uint64_t step);
/// The same from this step or a later one.
bool view_is_since(const Panel *panel, const ViewTag *tag, uint64_t step);

/// Whether a view's image is the one asked for: the user's own picture `own`, or with 0 the test image `image`, which
/// also stands in for a picture of another shape than the model's.
bool view_has_pinned(const Panel *panel, const PinnedRequest *wish, uint64_t own, int image);

#endif

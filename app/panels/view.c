// Finding views by place and name. On the interface's thread.
#include "view.h"

#include <string.h>

int view_count(void) {
    int count = 0;
    while (VIEWS[count])
        count++;
    return count;
}

int view_find(const char *name) {
    for (int i = 0; VIEWS[i]; i++)
        if (strcmp(VIEWS[i]->name, name) == 0)
            return i;
    return -1;
}

bool view_is_of(const Panel *panel, const ViewTag *tag, uint64_t step) {
    return panel_is_current(panel, tag) && tag->step == step;
}

bool view_has_pinned(const Panel *panel, const PinnedRequest *wish, uint64_t own, int image) {
    bool fits = panel_fits(panel, wish->channels, wish->height, wish->width);
    return wish->own != 0 && fits ? own == wish->own : own == 0 && image == wish->image;
}

bool view_is_since(const Panel *panel, const ViewTag *tag, uint64_t step) {
    return panel_is_current(panel, tag) && tag->step >= step;
}

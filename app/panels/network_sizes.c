// The view Network: how large the tiles of each column are. A column's height tells how many values its layer has; the
// width that is left goes first to columns that do not show all their tiles, then to those with the smallest tiles.
#include "network_parts.h"

#include <math.h>

// Pixels at scale 1 for a picture, a map, a cell: the least side, the largest, and, for a side of so many pixels of its
// own, what they are to be in proportion.
static const float LEAST[] = {56, 20, 4}, LARGEST[] = {1e6F, 1e6F, 24}, WISH[] = {32, 14, 12};
enum { SMALLEST = 8 }; // pixels of a tile that is reduced

static float pixels(int side, int zoom) {
    return (float)(zoom > 0 ? side * zoom : (side + 1 - zoom) / (2 - zoom));
}

static float shorter(const NetworkColumn *column, int zoom) {
    return pixels(column->width < column->height ? column->width : column->height, zoom);
}

float network_inner(const NetworkColumn *column) {
    return (float)column->columns * (pixels(column->width, column->zoom) + column->gap) - column->gap;
}

float network_height(const NetworkColumn *column) {
    return (float)column->rows * (pixels(column->height, column->zoom) + column->gap) - column->gap;
}

float network_outer(const NetworkColumn *column) {
    float bar = column->rows < column->all_rows ? column->bar : 0;
    return fmaxf(network_inner(column) + bar, column->text);
}

static int rows_at(const NetworkColumn *column, int zoom) {
    int rows = (int)((column->most + column->gap) / (pixels(column->height, zoom) + column->gap));
    return rows > 1 ? rows : 1;
}

// All tiles at a zoom, in columns of equal length; somewhat wider where that fills the last row too.
static void set_whole(NetworkColumn *column, int zoom) {
    int rows = rows_at(column, zoom), columns = (column->tiles + rows - 1) / rows;
    column->zoom = zoom;
    column->columns = columns;
    for (int more = columns; 2 * more <= 3 * columns; more++)
        if (column->tiles % more == 0) {
            column->columns = more;
            break;
        }
    column->rows = column->all_rows = (column->tiles + column->columns - 1) / column->columns;
}

// So many columns of tiles, of which those on screen are as many as the height allows.
static void set_part(NetworkColumn *column, int columns) {
    column->columns = columns < column->tiles ? columns : column->tiles;
    column->all_rows = (column->tiles + column->columns - 1) / column->columns;
    int rows = rows_at(column, column->zoom);
    column->rows = rows < column->all_rows ? rows : column->all_rows;
}

static bool is_whole(const NetworkColumn *column) {
    return column->rows == column->all_rows;
}

static int least_zoom(const Panel *panel, const NetworkColumn *column) {
    float least = ui_px(panel->ui, LEAST[column->kind]);
    int zoom = 1, side = column->width > column->height ? column->width : column->height;
    while (shorter(column, zoom) < least)
        zoom++;
    bool large = zoom > 1;
    while (!large && side / (3 - zoom) >= SMALLEST && shorter(column, zoom - 1) >= least)
        zoom--;
    while (pixels(column->height, zoom) > column->most && (zoom > 1 || side / (3 - zoom) >= SMALLEST))
        zoom--;
    return zoom;
}

void network_least(const Panel *panel, NetworkColumn *column) {
    int zoom = least_zoom(panel, column);
    set_whole(column, zoom);
    if (network_inner(column) <= column->text)
        return;
    column->text = fmaxf(column->text, column->count_text);
    int columns = (int)((column->text + column->gap) / (pixels(column->width, zoom) + column->gap));
    set_part(column, columns > 1 ? columns : 1);
}

// Widens the column that shows the smallest share of its tiles by one more of them across; false if none can be.
static bool widen(NetworkPlan *plan, float *spare) {
    NetworkColumn *best = NULL;
    float least = 1;
    for (int i = 0; i < plan->count; i++) {
        NetworkColumn *column = &plan->column[i], wider = *column;
        float share = (float)column->rows / (float)column->all_rows;
        if (!column->visible || is_whole(column) || share >= least)
            continue;
        set_part(&wider, column->columns + 1);
        if (network_outer(&wider) - network_outer(column) > *spare)
            continue;
        best = column;
        least = share;
    }
    if (!best)
        return false;
    *spare += network_outer(best);
    set_part(best, best->columns + 1);
    *spare -= network_outer(best);
    return true;
}

static bool is_like(const NetworkColumn *a, const NetworkColumn *b) {
    return b->visible && a->kind == b->kind && a->tiles == b->tiles && a->width == b->width && a->height == b->height &&
           a->gap == b->gap && a->zoom == b->zoom && is_whole(b);
}

// The next zoom of a column and of all like it, so that the halves of the net can be held against each other. Returns
// the width it takes, infinite where the height has no room for it.
static float next_zoom(const Panel *panel, NetworkPlan *plan, int index, bool set) {
    NetworkColumn column = plan->column[index], next;
    float height = pixels(column.height, column.zoom + 1), width = 0;
    if (!is_whole(&column) || height > column.most || height > ui_px(panel->ui, LARGEST[column.kind]))
        return INFINITY;
    for (int i = 0; i < plan->count; i++) {
        if (!is_like(&column, &plan->column[i]))
            continue;
        next = plan->column[i];
        set_whole(&next, column.zoom + 1);
        width += network_outer(&next) - network_outer(&plan->column[i]);
        if (set)
            plan->column[i] = next;
    }
    return width;
}

// Enlarges the tiles that are smallest for what they are.
static bool enlarge(const Panel *panel, NetworkPlan *plan, float *spare) {
    int best = -1;
    float least = INFINITY;
    for (int i = 0; i < plan->count; i++) {
        const NetworkColumn *column = &plan->column[i];
        float wish = WISH[column->kind] * sqrtf(shorter(column, 1)), size = shorter(column, column->zoom) / wish;
        if (!column->visible || size >= least || next_zoom(panel, plan, i, false) > *spare)
            continue;
        best = i;
        least = size;
    }
    if (best < 0)
        return false;
    *spare -= next_zoom(panel, plan, best, true);
    return true;
}

float network_sizes(const Panel *panel, NetworkPlan *plan, float width) {
    float spare = width;
    for (int i = 0; i < plan->count; i++)
        spare -= plan->column[i].visible ? network_outer(&plan->column[i]) : 0;
    while (widen(plan, &spare)) {
    }
    while (enlarge(panel, plan, &spare)) {
    }
    return width - spare;
}

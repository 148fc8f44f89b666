// What both columns of the view Filters share: how large tiles can be, and buttons that step.
#include "filters_parts.h"

#include <assert.h>
#include <math.h>

enum { SMALL_SIDE = 16 }; // tiles up to this side are enlarged in the buffer

// Tiles so small are zoomed far: they are enlarged in the buffer, or gaps, whole pixels of it, would be as wide as
// theirs.
static bool is_small(int width, int height) {
    return width <= SMALL_SIDE && height <= SMALL_SIDE;
}

// Columns and rows that have room at a zoom.
static TileFit fit_at(const Panel *panel, Rect area, int width, int height, int zoom) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap / 2);
    if (!is_small(width, height))
        gap = ceilf(gap / (float)zoom) * (float)zoom; // the grid rounds it up
    int columns = (int)((area.w + gap) / ((float)(zoom * width) + gap));
    int rows = (int)((area.h + gap) / ((float)(zoom * height) + gap));
    return (TileFit){zoom, columns, rows};
}

TileFit filters_fit(const Panel *panel, Rect area, int width, int height, int total, int good, float least) {
    float shorter = (float)(width < height ? width : height);
    int wish = total < good ? total : good;
    TileFit fit = {1, 0, 0};
    for (int zoom = (int)fminf(area.w / (float)width, area.h / (float)height); zoom > 0; zoom--) {
        fit = fit_at(panel, area, width, height, zoom);
        int count = fit.columns * fit.rows;
        if (count >= wish || (count > 0 && (float)(zoom - 1) * shorter < least))
            break;
    }
    return fit;
}

// A little smaller if that makes all rows full; returns the columns, or 0.
static int full_rows(const Panel *panel, Rect area, const ImageGridDesc *desc, TileFit *fit) {
    for (int zoom = fit->zoom; 8 * zoom >= 7 * fit->zoom; zoom--) {
        TileFit other = fit_at(panel, area, desc->width, desc->height, zoom);
        for (int columns = other.columns; columns > 0 && desc->count <= columns * other.rows; columns--)
            if (desc->count % columns == 0) {
                *fit = other;
                return columns;
            }
    }
    return 0;
}

// Rows of about the same length, over the width with gaps of up to a quarter of a tile.
static void spread(ImageGridDesc *desc, Rect area, TileFit fit) {
    float tile = (float)(fit.zoom * desc->width), most = tile / 4;
    int columns = (int)((area.w + most) / (tile + most)), rows = (int)((area.h + most) / (tile + most));
    columns = columns * rows >= desc->count ? columns : fit.columns;
    assert(columns > 0); // there is room for all of them
    rows = (desc->count + columns - 1) / columns;
    desc->columns = (desc->count + rows - 1) / rows;
    float across = (area.w - tile * (float)desc->columns) / fmaxf(1, (float)(desc->columns - 1));
    float down = (area.h - (float)(fit.zoom * desc->height * rows)) / fmaxf(1, (float)(rows - 1));
    float gap = floorf(fminf(most, fminf(across, down)) / (float)fit.zoom) * (float)fit.zoom;
    desc->gap = fmaxf(desc->gap, gap);
}

ImageGridDesc filters_grid(const Panel *panel, Rect area, int width, int height, int count) {
    ImageGridDesc desc = {.count = count,
                          .width = width,
                          .height = height,
                          .gap = ui_px(panel->ui, panel->viz.theme->sizes.gap / 2),
                          .ground = panel->viz.theme->colors.panel};
    TileFit fit = filters_fit(panel, area, width, height, count, count, 1);
    if (fit.columns * fit.rows < count)
        return desc;
    if (is_small(width, height)) {
        desc.columns = full_rows(panel, area, &desc, &fit);
        desc.enlarge = fit.zoom;
        desc.max_zoom = 1;
    } else {
        spread(&desc, area, fit);
    }
    return desc;
}

uint64_t filters_stamp(uint64_t stamp, uint64_t number) {
    return (stamp ^ number) * UINT64_C(0x9e3779b97f4a7c15) + 1;
}

bool filters_current(const Panel *panel, const ViewTag *tag) {
    return tag->run > 0 && tag->run == panel->status->run;
}

int filters_steps(Panel *panel, Rect *row, bool back, bool forth, const UiExplain *explain, const char *tooltip) {
    static const UiButton buttons[] = {{.label = "→"}, {.label = "←"}};
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap / 2);
    int step = 0;
    for (int i = 0; i < 2; i++) {
        Rect place = rect_cut_right(row, ui_button_width(ui, &buttons[i]), gap);
        ui_push_disabled(ui, i == 0 ? !forth : !back);
        if (ui_button(ui, i == 0 ? "forth" : "back", place, &buttons[i]))
            step = i == 0 ? 1 : -1;
        panel_explain(panel, explain, NULL);
        ui_tooltip(ui, tooltip);
        ui_pop_disabled(ui);
    }
    return step;
}

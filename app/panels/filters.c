// Filters: the weights of one layer as pictures; where there are layers of pictures, beside it what they answer on the
// pinned image, or one kernel on its way over it. This file divides the room and asks for the data.
#include "filters_parts.h"
#include "view.h"

#include <math.h>
#include <stdio.h>

enum { LEAST_BESIDE = 680 }; // with less width a sliding kernel takes all the room
#define PAGED_SHARE 0.44F    // of the width for the weights
#define MATRIX_SHARE 0.56F
#define SLIDING_SHARE 0.36F

static void take_keys(Panel *panel) {
    FiltersLook *look = &panel->look->filters;
    const FiltersView *view = &panel->views->filters;
    int pages = ui_shortcut(panel->ui, UI_KEY_PAGE_DOWN, 0) - ui_shortcut(panel->ui, UI_KEY_PAGE_UP, 0);
    if (filters_is_paged(view->kind))
        look->page += pages;
    else
        look->row += pages * look->rows;
    filters_sliding_update(panel);
    if (!look->sliding.open)
        panel_pin_keys(panel);
}

// What the gradient needs time for.
static void draw_wait(Panel *panel, Rect rect) {
    const FiltersView *view = &panel->views->filters;
    char text[160];
    snprintf(text, sizeof text, "The gradient of the loss: %d of %d training images.%s", view->gradient_done,
             view->gradient_images, panel->status->running ? " It comes faster while paused." : "");
    viz_note(&panel->viz, rect, text);
}

static void draw_weights(Panel *panel, Rect rect) {
    const FiltersView *view = &panel->views->filters;
    ui_push_id(panel->ui, "weights");
    if (view->kind == FILTERS_NONE)
        viz_note(&panel->viz, rect, "No layer of this network has weights.");
    else if (!view->ready)
        draw_wait(panel, rect);
    else if (filters_is_paged(view->kind))
        filters_weights_draw(panel, rect);
    else if (view->kind == FILTERS_MATRIX)
        filters_matrix_draw(panel, rect);
    else
        filters_slices_draw(panel, rect);
    ui_pop_id(panel->ui);
}

static void draw_view(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    bool slides = panel->look->filters.sliding.open;
    if (slides && rect.w < panel_px(panel, LEAST_BESIDE)) {
        filters_sliding_draw(panel, rect);
        return;
    }
    if (panel->views->filters.layers > 0)
        filters_choices_draw(panel, &rect);
    if (panel->views->maps.layers > 0) {
        float between = ui_px(ui, sizes->section) + ui_px(ui, sizes->gap);
        float share = slides                                         ? SLIDING_SHARE
                      : filters_is_paged(panel->views->filters.kind) ? PAGED_SHARE
                                                                     : MATRIX_SHARE;
        Rect left = rect_cut_left(&rect, roundf((rect.w - between) * share), between);
        float line = ui_px(ui, sizes->line);
        draw_fill(ui_list(ui), (Rect){roundf(rect.x - (between + line) / 2), rect.y, line, rect.h}, 0,
                  panel->viz.theme->colors.line);
        if (slides)
            filters_sliding_draw(panel, rect);
        else
            filters_maps_draw(panel, rect);
        rect = left;
    }
    draw_weights(panel, rect);
}

// Another run has other layers.
static void follow_run(Panel *panel) {
    FiltersLook *look = &panel->look->filters;
    if (look->run == panel->status->run)
        return;
    look->run = panel->status->run;
    look->map_layer = 0;
    filters_look_layer(look, 0);
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    ui_push_id(ui, "filters");
    follow_run(panel);
    take_keys(panel);
    if (filters_current(panel, &panel->views->filters.tag))
        draw_view(panel, rect);
    else
        ui_text(ui, rect, TEXT_FAINT, UI_CENTRE, "The filters come with the first snapshot.");
    ui_pop_id(ui);
}

static void ask(const Look *look, ViewRequest *request) {
    const FiltersLook *filters = &look->filters;
    FilterRequest *wish = &request->filters; // zero bytes so far, between members too
    wish->wanted = true;
    wish->weights = filters->layer;
    wish->show = filters->show;
    wish->sort = filters->sort;
    wish->first = filters->first;
    wish->count = filters->count;
    wish->first_column = filters->column;
    wish->columns = filters->columns;
    wish->layer = filters->map_layer;
    wish->slides = filters->sliding.open;
    wish->slide = filters->sliding.open ? filters->sliding.channel : 0;
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    const FiltersView *filters = &panel->views->filters;
    const FilterRequest *wish = &request->filters;
    bool rows = filters->kind == FILTERS_MATRIX || (filters->first == wish->first && filters->count == wish->count);
    bool columns = (filters->kind != FILTERS_SLICES && filters->kind != FILTERS_TILES) ||
                   (filters->first_column == wish->first_column && filters->column_count == wish->columns);
    bool asked = rows && columns && filters->chosen == wish->weights && filters->shown == wish->show;
    bool gradient = wish->show != FILTER_GRADIENT || view_is_of(panel, &filters->gradient_tag, step);
    bool sorted = wish->sort != FILTER_BY_ACTIVITY || view_is_of(panel, &filters->activity_tag, step);
    bool slides = !wish->slides || panel->views->sliding.shown;
    return view_is_of(panel, &filters->tag, step) &&
           (filters->kind == FILTERS_NONE || (asked && gradient && sorted && slides));
}

static bool ready(const Panel *panel, uint64_t step) {
    return view_is_since(panel, &panel->views->filters.tag, step) &&
           view_is_since(panel, &panel->views->maps.tag, step);
}

const View view_filters = {
    .name = "filters", .label = "Filters", .draw = draw, .ask = ask, .settled = settled, .ready = ready};

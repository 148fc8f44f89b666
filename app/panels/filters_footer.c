// The view Filters: what the numbers on screen are, in words and as a scale; what a click on them does.
#include "filters_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_FOOTED = 72 }; // in less height the pictures need the footer's room
enum { LEAST_BAR = 150, MOST_BAR = 220 };

bool filters_is_paged(FilterKind kind) {
    return kind != FILTERS_SLICES && kind != FILTERS_TILES && kind != FILTERS_MATRIX;
}

static bool has_own_values(const FiltersView *view) {
    return view->shown != FILTER_WEIGHTS && view->ready;
}

const float *filters_values(const Panel *panel) {
    const FiltersView *view = &panel->views->filters;
    return has_own_values(view) ? view->shown_values.floats : view->weights.floats;
}

float filters_limit_of(const Panel *panel) {
    const FiltersView *view = &panel->views->filters;
    float limit = has_own_values(view) ? view->shown_limit : view->weight_limit;
    return isfinite(limit) ? limit : 0;
}

const char *filters_unit(const Panel *panel) {
    static const char *const names[FILTER_SHOWS] = {"weight", "change", "gradient"};
    return names[panel->views->filters.shown];
}

const FilterUnit *filters_row(const Panel *panel, int row) {
    return (const FilterUnit *)panel->views->filters.units.at + row;
}

uint64_t filters_weights_stamp(const Panel *panel) {
    const FiltersView *view = &panel->views->filters;
    const FiltersLook *look = &panel->look->filters;
    uint64_t stamp = filters_stamp(view->tag.run, view->tag.generation);
    stamp = filters_stamp(filters_stamp(stamp, view->tag.step), view->version);
    stamp = filters_stamp(stamp, (uint64_t)panel->viz.theme->light << 1 | (uint64_t)look->own_scale);
    return filters_stamp(stamp, (uint64_t)view->chosen << 3 | (uint64_t)view->shown);
}

void filters_say_value(const Panel *panel, size_t at, char *text, size_t size) {
    const FiltersView *view = &panel->views->filters;
    char weight[32], other[32];
    axis_signed((double)view->weights.floats[at], 3, weight, sizeof weight);
    snprintf(text, size, "weight %s", weight);
    if (!has_own_values(view))
        return;
    axis_signed((double)view->shown_values.floats[at], 3, other, sizeof other);
    snprintf(text, size, "weight %s · %s %s", weight, view->shown == FILTER_CHANGE ? "changed by" : "gradient", other);
}

void filters_say_row(const Panel *panel, int row, char *text, size_t size) {
    const FiltersView *view = &panel->views->filters;
    const FilterUnit *unit = filters_row(panel, row);
    char norm[32], active[32];
    axis_signed((double)unit->norm, 3, norm, sizeof norm);
    axis_signed((double)unit->activity, 3, active, sizeof active);
    if (isnan(unit->activity))
        snprintf(text, size, " · norm %s", norm);
    else
        snprintf(text, size, " · norm %s · mean activation %s on %d test images", norm, active, view->activity_images);
}

// Of a Gaussian layer the log-variances belong to the units of the means.
static int unit_of(const Panel *panel, int row) {
    const FiltersView *view = &panel->views->filters;
    int unit = filters_row(panel, row)->number;
    bool variance = view->gaussian && view->kind != FILTERS_MEANS && unit >= view->total / 2;
    return variance ? unit - view->total / 2 : unit;
}

void filters_open_card(Panel *panel, int row) {
    look_card(panel->look, panel->views->filters.card_layer, unit_of(panel, row));
}

bool filters_is_carded(const Panel *panel, int row) {
    const UnitRequest *card = &panel->look->card;
    return card->wanted && card->layer == panel->views->filters.card_layer && card->unit == unit_of(panel, row);
}

void filters_click(Panel *panel, const UiArea *area, int row, int column) {
    const FiltersView *view = &panel->views->filters;
    if (area->right_clicked || (area->clicked && !view->slides))
        filters_open_card(panel, row);
    else if (area->clicked)
        filters_sliding_open(panel, filters_row(panel, row)->number, column);
}

void filters_hint(Panel *panel, const char *line, int row, int column) {
    const SlidingLook *sliding = &panel->look->filters.sliding;
    bool slides = panel->views->filters.slides;
    if (sliding->open && sliding->channel == filters_row(panel, row)->number && sliding->in == column)
        return;
    char text[UI_LINE_TEXT];
    snprintf(text, sizeof text, "%s%s", line,
             slides ? " · click: slide it over the image, right click: card" : " · click: card");
    ui_hint(panel->ui, text);
}

// What the colours mean.
static void say_colors(const Panel *panel, bool colors, char *full, size_t size, const char **brief) {
    const FiltersView *view = &panel->views->filters;
    char step[TEXT_GROUPED];
    *brief = "";
    if (view->shown == FILTER_CHANGE) {
        snprintf(full, size, "Since the start, seed %llu", (unsigned long long)view->seed);
    } else if (view->shown == FILTER_GRADIENT) {
        snprintf(full, size, "gradient at step %s", text_grouped((double)view->gradient_tag.step, step));
    } else {
        snprintf(full, size, "%s",
                 colors ? "Red, green and blue weights as colours, mid grey is zero"
                        : "Blue: below zero, orange: above");
        *brief = colors ? "grey is zero" : "blue −, orange +";
    }
}

// In a narrow column the bar alone, unless the text says what no bar does.
void filters_footer_draw(Panel *panel, Rect *rest) {
    const FiltersView *view = &panel->views->filters;
    const Look *look = panel->look;
    Ui *ui = panel->ui;
    float height = colormap_bar_height(&panel->viz);
    bool dated = view->shown == FILTER_GRADIENT; // which must say of when it is
    if (!view->ready || rest->h <= height * 2 || (!dated && rest->h <= height + panel_px(panel, LEAST_FOOTED)))
        return;
    Rect row = rect_cut_bottom(rest, height, ui_px(ui, panel->viz.theme->sizes.gap));
    bool colors = view->channels >= 3;
    char full[96], range[80], low[32], high[32];
    const char *brief, *least = NULL;
    say_colors(panel, colors, full, sizeof full, &brief);
    least = view->shown == FILTER_WEIGHTS ? brief : full;
    float gap = ui_px(ui, panel->viz.theme->sizes.section), limit = filters_limit_of(panel);
    limit = look->filters.own_scale ? 1 : limit;
    float room = row.w - gap - ui_text_width(ui, TEXT_FAINT, least) - 1;
    if (dated && room < panel_px(panel, LEAST_BAR)) {
        ui_text(ui, row, TEXT_FAINT, UI_LEFT, panel_either(panel, TEXT_FAINT, row.w, full, strchr(full, 's')));
        return;
    }
    Rect bar = rect_cut_right(&row, fminf(fmaxf(room, panel_px(panel, LEAST_BAR)), panel_px(panel, MOST_BAR)), gap);
    colormap_bar(&panel->viz, bar, colors ? &look->grey_map : &look->error_map, -limit, limit,
                 look->filters.own_scale ? "× each one's largest" : filters_unit(panel));
    axis_signed(-(double)limit, 3, low, sizeof low);
    axis_signed((double)limit, 3, high, sizeof high);
    snprintf(range, sizeof range, "%s to %s", low, high);
    panel_element(panel, "bar", bar, &EXPLAIN_FILTERS[FILTERS_BAR], range);
    brief = panel_either(panel, TEXT_FAINT, row.w, brief, "");
    ui_text(ui, row, TEXT_FAINT, UI_LEFT, panel_either(panel, TEXT_FAINT, row.w, full, brief));
}

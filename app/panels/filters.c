// Filters: what the layer that sees the image, or the one that gives it back, has for weights; where there are layers
// of pictures, beside it what they answer on the pinned image. This file chooses and divides the room.
#include "filters_parts.h"
#include "view.h"

#include <math.h>

/// One of the choices above the pictures.
typedef struct Choice {
    const char *name, *full[2], *brief[2], *tooltip;
} Choice;

enum { CHOICE_SIDE, CHOICE_CHANGE, CHOICE_SCALE, CHOICES };

static const Choice CHOICE[CHOICES] = {
    {"side",
     {"encoder", "decoder"},
     {"encoder", "decoder"},
     "The layer that sees the image, or the one that paints it"},
    {"change", {"weights", "change"}, {"weights", "change"}, "The weights, or how far they have come since the start"},
    {"scale",
     {"shared scale", "own scale"},
     {"shared", "own"},
     "One range of colours for all filters, or each as strong as it can be"}};

static float choices_width(const Panel *panel, bool brief, int first, float gap) {
    float width = -gap;
    for (int i = first; i < CHOICES; i++)
        width += gap + ui_choice_width(panel->ui, brief ? CHOICE[i].brief : CHOICE[i].full, 2);
    return width;
}

// A title and the choices in one row; in a narrow view the choices alone, in as many rows as they need.
static void draw_choices(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    Look *look = panel->look;
    const FiltersView *view = &panel->views->filters;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap), height = ui_px(ui, sizes->control);
    bool both = view->has[FILTERS_ENCODER] && view->has[FILTERS_DECODER];
    int first = both ? CHOICE_SIDE : CHOICE_CHANGE;
    bool brief = choices_width(panel, false, first, gap) > rest->w;
    Rect row = rect_cut_top(rest, height, gap);
    float width = choices_width(panel, brief, first, gap);
    if (width <= row.w) {
        const char *title =
            view->side == FILTERS_DECODER ? "What the last layer paints with" : "What the first layer looks for";
        Rect place = rect_cut_right(&row, width, 2 * gap);
        ui_text(ui, row, TEXT_TITLE, UI_LEFT,
                panel_either(panel, TEXT_TITLE, row.w, title, panel_either(panel, TEXT_TITLE, row.w, "Filters", "")));
        row = place;
    }
    int chosen[CHOICES] = {(int)look->filter_side, look->filter_change, look->filter_own_scale};
    for (int i = first; i < CHOICES; i++) {
        const char *const *labels = brief ? CHOICE[i].brief : CHOICE[i].full;
        float wide = ui_choice_width(ui, labels, 2);
        if (row.w < wide - 1)
            row = rect_cut_top(rest, height, gap);
        ui_choice(ui, CHOICE[i].name, rect_cut_left(&row, wide, gap), labels, 2, &chosen[i]);
        panel_explain(panel, &EXPLAIN_FILTERS[FILTERS_SIDE + i], CHOICE[i].full[chosen[i]]);
        ui_tooltip(ui, CHOICE[i].tooltip);
    }
    look->filter_page = (int)look->filter_side == chosen[CHOICE_SIDE] ? look->filter_page : 0;
    look->filter_side = (FilterSide)chosen[CHOICE_SIDE];
    look->filter_change = chosen[CHOICE_CHANGE];
    look->filter_own_scale = chosen[CHOICE_SCALE];
}

static void take_keys(Panel *panel) {
    Look *look = panel->look;
    look->filter_page += ui_shortcut(panel->ui, UI_KEY_PAGE_DOWN, 0) - ui_shortcut(panel->ui, UI_KEY_PAGE_UP, 0);
    panel_pin_keys(panel);
}

static void draw_view(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    draw_choices(panel, &rect);
    if (panel->views->maps.layers > 0) {
        float between = ui_px(ui, sizes->section) + ui_px(ui, sizes->gap);
        Rect left = rect_cut_left(&rect, roundf((rect.w - between) * 0.44F), between);
        float line = ui_px(ui, sizes->line);
        draw_fill(ui_list(ui), (Rect){roundf(rect.x - (between + line) / 2), rect.y, line, rect.h}, 0,
                  panel->viz.theme->colors.line);
        filters_maps_draw(panel, rect);
        rect = left;
    }
    if (panel->views->filters.kind != FILTERS_NONE)
        filters_weights_draw(panel, rect);
    else
        ui_text(ui, rect, TEXT_FAINT, UI_CENTRE, "No weights beside the image are pictures here.");
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    ui_push_id(ui, "filters");
    take_keys(panel);
    if (filters_current(panel, &panel->views->filters.tag))
        draw_view(panel, rect);
    else
        ui_text(ui, rect, TEXT_FAINT, UI_CENTRE, "The filters come with the first snapshot.");
    ui_pop_id(ui);
}

static void ask(const Look *look, ViewRequest *request) {
    request->filters = (FilterRequest){.wanted = true,
                                       .side = look->filter_side,
                                       .first = look->filter_first,
                                       .count = look->filter_count,
                                       .change = look->filter_change,
                                       .layer = look->map_layer};
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    const FiltersView *filters = &panel->views->filters;
    const FilterRequest *wish = &request->filters;
    bool asked = filters->first == wish->first && filters->count == wish->count &&
                 (!wish->change || filters->changed) && (filters->side == wish->side || !filters->has[wish->side]);
    return view_is_of(panel, &filters->tag, step) && (filters->kind == FILTERS_NONE || asked);
}

const View view_filters = {.name = "filters", .label = "Filters", .draw = draw, .ask = ask, .settled = settled};

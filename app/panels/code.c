// Code: units × test images sorted by class, as a heat map, and statistics of the units over all test images. This file
// divides the room; what is in it stands in code_map.c and code_statistics.c.
#include "code_parts.h"
#include "view.h"

#include <math.h>
#include <stdio.h>

// Least pixels at scale 1: of the view to have both beside each other, or below each other; of the statistics.
enum { BESIDE = 776, BELOW = 720, STATISTICS_WIDTH = 272, STATISTICS_HEIGHT = 224 };
enum { PROGRESS = 224 }; // bytes of a sentence

typedef enum Arrangement { MAP_ALONE, STATISTICS_ALONE, STATISTICS_BESIDE, STATISTICS_BELOW } Arrangement;

static Arrangement arrangement_of(const Panel *panel, Rect rect) {
    if (rect.w >= panel_px(panel, BESIDE))
        return STATISTICS_BESIDE;
    if (rect.h >= panel_px(panel, BELOW))
        return STATISTICS_BELOW;
    return panel->look->code.statistics ? STATISTICS_ALONE : MAP_ALONE;
}

static void draw_header(Panel *panel, Rect *rest) {
    static const char *const keys[CODE_KINDS] = {"frequency", "mean", "KL", "spread"};
    CodeLook *code = &panel->look->code;
    bool classes = panel->status->data.classes > 1;
    const char *orders[CODE_SORTS] = {keys[code_units_kind(panel)], "class", "index"};
    char title[96], brief[64] = "Code", least[32];
    if (panel->status->run > 0)
        snprintf(brief, sizeof brief, "%d code unit%s", panel->status->model.units,
                 panel->status->model.units == 1 ? "" : "s");
    snprintf(title, sizeof title, "%s × %d test images%s", brief, panel->views->code.images,
             classes ? ", sorted by class" : "");
    if (!classes)
        orders[CODE_BY_CLASS] = orders[CODE_BY_INDEX];
    if (!classes && code->sort == CODE_BY_CLASS)
        code->sort = CODE_BY_KEY;
    float room =
        rest->w - ui_choice_width(panel->ui, orders, classes ? 3 : 2) - ui_px(panel->ui, panel->viz.theme->sizes.gap);
    snprintf(least, sizeof least, "%d units", panel->status->model.units);
    const char *shorter = panel_either(panel, TEXT_TITLE, room, "Code", "");
    shorter = panel->status->run > 0 ? panel_either(panel, TEXT_TITLE, room, least, shorter) : shorter;
    PanelHeader header = {.title = code_units_are_ready(panel) ? title : brief,
                          .brief = panel_either(panel, TEXT_TITLE, room, brief, shorter),
                          .label = "Sort units by",
                          .choices = orders,
                          .count = classes ? 3 : 2,
                          .explain = &EXPLAIN_CODE[CODE_ORDER]};
    int chosen = classes || code->sort == CODE_BY_KEY ? (int)code->sort : 1;
    if (panel_header(panel, rest, &header, &chosen))
        code->sort = !classes && chosen == 1 ? CODE_BY_INDEX : (CodeSort)chosen;
}

// Where there is no room for both.
static void draw_choice(Panel *panel, Rect *row) {
    static const char *const labels[] = {"map", "statistics"};
    Ui *ui = panel->ui;
    int chosen = panel->look->code.statistics;
    Rect place = rect_cut_left(row, ui_choice_width(ui, labels, 2), ui_px(ui, panel->viz.theme->sizes.section));
    ui_choice(ui, "shown", place, labels, 2, &chosen);
    panel_explain(panel, &EXPLAIN_CODE[CODE_SHOWN], labels[chosen]);
    panel->look->code.statistics = chosen;
}

// Which colours magnitudes have.
static void draw_map_menu(Panel *panel, Rect *row) {
    static const UiEntry entries[LOOK_MAPS] = {{.label = "magma"}, {.label = "viridis"}, {.label = "cividis"}};
    Ui *ui = panel->ui;
    int selected = look_map_index(panel->look);
    float width = ui_menu_width(ui, NULL, entries, LOOK_MAPS);
    int picked = ui_menu(ui, "map", rect_cut_right(row, width, ui_px(ui, panel->viz.theme->sizes.section)), NULL,
                         entries, LOOK_MAPS, selected);
    panel_explain(panel, &EXPLAIN_CODE[CODE_MAP], entries[selected].label);
    ui_tooltip(ui, "Colours of the activations (C)");
    if (picked >= 0)
        look_set_map(panel->look, look_map(picked));
}

// What the statistics are of: always of one step.
static void say_progress(const Panel *panel, char full[PROGRESS], char brief[PROGRESS]) {
    const CodeStatisticsView *view = code_units_statistics(panel);
    char scored[TEXT_GROUPED], images[TEXT_GROUPED], counted[TEXT_GROUPED], step[TEXT_GROUPED], next[TEXT_GROUPED];
    if (!view) {
        snprintf(full, PROGRESS, "The units are being counted.");
        snprintf(brief, PROGRESS, "counting");
        return;
    }
    text_grouped(view->scored, scored);
    text_grouped(view->images, images);
    text_grouped(view->counted, counted);
    text_grouped((double)view->tag.step, step);
    text_grouped((double)view->running.step, next);
    snprintf(brief, PROGRESS, "step %s", step);
    if (view->scored < view->images) {
        snprintf(full, PROGRESS, "Statistics: so far %s of %s test images, step %s", scored, images, step);
        snprintf(brief, PROGRESS, "%s of %s", scored, images);
    } else if (view->counted < view->images && view->running.run == view->tag.run) {
        snprintf(full, PROGRESS, "Statistics: %s test images, step %s; next: %s, step %s", images, step, counted, next);
    } else {
        snprintf(full, PROGRESS, "Statistics: %s test images, step %s", images, step);
    }
}

static void draw_footer(Panel *panel, Rect row, Arrangement arrangement) {
    char full[PROGRESS], brief[PROGRESS];
    if (arrangement == MAP_ALONE || arrangement == STATISTICS_ALONE)
        draw_choice(panel, &row);
    if (arrangement != STATISTICS_ALONE && !panel->look->code.is_signed)
        draw_map_menu(panel, &row);
    say_progress(panel, full, brief);
    const char *text = panel_either(panel, TEXT_FAINT, row.w, full, panel_either(panel, TEXT_FAINT, row.w, brief, ""));
    if (!text[0])
        return;
    ui_text(panel->ui, row, TEXT_FAINT, UI_LEFT, text);
    panel_element(panel, "progress", row, &EXPLAIN_CODE[CODE_PROGRESS], full);
}

static void draw_parts(Panel *panel, Rect rect, Arrangement arrangement) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    float between = ui_px(ui, theme->sizes.section), line = ui_px(ui, theme->sizes.line);
    if (arrangement == STATISTICS_BESIDE) {
        Rect right = rect_cut_right(&rect, panel_px(panel, STATISTICS_WIDTH), 2 * between + line);
        draw_fill(ui_list(ui), (Rect){right.x - between - line, right.y, line, right.h}, 0, theme->colors.line);
        code_statistics_draw(panel, right);
    } else if (arrangement == STATISTICS_BELOW) {
        float height = fmaxf(panel_px(panel, STATISTICS_HEIGHT), roundf(rect.h * 0.3F));
        code_statistics_draw(panel, rect_cut_bottom(&rect, height, between));
    } else if (arrangement == STATISTICS_ALONE) {
        code_statistics_draw(panel, rect);
        return;
    }
    code_map_draw(panel, rect);
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    ui_push_id(ui, "code");
    Arrangement arrangement = arrangement_of(panel, rect);
    draw_header(panel, &rect);
    Rect footer = rect_cut_bottom(&rect, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    if (code_units_are_ready(panel) && code_units_update(panel)) {
        draw_footer(panel, footer, arrangement);
        draw_parts(panel, rect, arrangement);
    } else {
        ui_text(ui, rect, TEXT_FAINT, UI_CENTRE, "The codes come with the next snapshot.");
    }
    ui_pop_id(ui);
}

static void ask(const Look *look, ViewRequest *request) {
    (void)look;
    request->code_images = VIEW_CODE_IMAGES;
    request->code_statistics = true;
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    (void)request;
    const CodeStatisticsView *statistics = &panel->views->code_statistics;
    return view_is_of(panel, &panel->views->code.tag, step) && view_is_of(panel, &statistics->tag, step) &&
           statistics->scored == statistics->images;
}

static bool ready(const Panel *panel, uint64_t step) {
    return view_is_since(panel, &panel->views->code.tag, step) && panel->views->code_statistics.scored > 0 &&
           view_is_since(panel, &panel->views->code_statistics.tag, 0);
}

const View view_code = {.name = "code", .label = "Code", .draw = draw, .ask = ask, .settled = settled, .ready = ready};

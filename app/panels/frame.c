// The whole window: where each panel lies. Drawn from the panels' own data alone, so that it can be looked at without a
// running engine.
#include "unit_parts.h"
#include "view.h"

#include <math.h>

enum {
    LEAST_VIEW = 440,
    LEAST_LEFT = 224,
    LEAST_RIGHT = 264,
    MOST_SIDE = 480,
    LEAST_WITH_HISTORY = 560
}; // pixels at scale 1

// Instead of a view, for as long as there is nothing to look at: a message alone would go by itself.
static void draw_no_run(Panel *panel, Rect rect, const char *problem) {
    static const UiExplain explain = {.title = "Nothing to train",
                                      .text = "Without data and a model there is no run. Both are chosen above; files "
                                              "can also be dropped on the window."};
    Ui *ui = panel->ui;
    const char *advice = panel->status->data.title[0]
                             ? "Choose a model above, or drop a model file here."
                             : "Choose a data set above, or drop IDX files or a folder of pictures here.";
    float gap = ui_px(ui, panel->viz.theme->sizes.gap), wide = ui_text_width(ui, TEXT_PROBLEM, problem);
    float width = ceilf(fminf(rect.w, fmaxf(wide, ui_text_width(ui, TEXT_BODY, advice)) + 1));
    float first = ui_paragraph_height(ui, width, TEXT_PROBLEM, problem);
    float second = ui_paragraph_height(ui, width, TEXT_BODY, advice);
    Rect place = rect_centre(rect, width, first + gap + second);
    ui_area(ui, "no run", rect, 0);
    panel_explain(panel, &explain, problem);
    ui_paragraph(ui, rect_cut_top(&place, first, gap), TEXT_PROBLEM, problem);
    ui_paragraph(ui, place, TEXT_BODY, advice);
}

static void draw_view(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const Editor *editor = &panel->look->editor;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect rest = rect_inset(rect, ui_px(ui, sizes->padding), ui_px(ui, sizes->gap));
    view_tabs_draw(panel, rect_cut_top(&rest, ui_px(ui, sizes->tab), ui_px(ui, sizes->gap)));
    panel->look->picture_save.view = rest;
    unit_badge_draw(panel, &rest);
    Rect card = {0};
    if (!editor->shown)
        card = unit_card_cut(panel, &rest);
    if (rest.w > 0) {
        ui_card(ui, rest);
        rest = rect_inset(rest, ui_px(ui, sizes->padding), ui_px(ui, sizes->padding));
        const char *problem = panel_no_run(panel);
        if (editor->shown)
            editor_draw(panel, rest);
        else if (problem)
            draw_no_run(panel, rest, problem);
        else
            VIEWS[panel->look->view]->draw(panel, rest);
    }
    if (card.w > 0)
        unit_card_draw(panel, card);
}

// The bar between a side and the view; the width is in pixels at scale 1.
static void draw_splitter(Panel *panel, const char *name, Rect line, UiSplitter splitter, float *width) {
    Ui *ui = panel->ui;
    float bar = ui_px(ui, panel->viz.theme->sizes.splitter);
    splitter.upright = true;
    ui_splitter(ui, name, (Rect){line.x + (line.w - bar) / 2, line.y, bar, line.h}, &splitter, width);
    static const UiExplain explain = {
        .title = "Edge of the side",
        .text = "Drag it to make the side wider or narrower; a double-click gives it its first width. The keys [ and ] "
                "fold the left and the right side."};
    panel_explain(panel, &explain, NULL);
    ui_tooltip(ui, "Drag to make the side wider or narrower, double-click for its first width");
}

// How wide a side of this width may become while the view has `room` pixels.
static float widest(const Panel *panel, float room, float width) {
    const Ui *ui = panel->ui;
    float most = (room + width - panel_px(panel, LEAST_VIEW + 2)) / ui->scale;
    float larger = panel->viz.theme->sizes.larger;
    return most < LEAST_RIGHT * larger ? LEAST_RIGHT * larger : most < MOST_SIDE * larger ? most : MOST_SIDE * larger;
}

// A side gives way where the picture between them would become too narrow to see anything: first the right, then the
// left.
static void draw_sides(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    Look *look = panel->look;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    look->left_width = look->left_width > 0 ? look->left_width : sizes->side_left;
    look->right_width = look->right_width > 0 ? look->right_width : sizes->side_right;
    float least = panel_px(panel, LEAST_VIEW), left = ui_px(ui, look->left_width), right = ui_px(ui, look->right_width);
    float line = ui_px(ui, sizes->line);
    if (!look->left_folded && rest->w - left >= least) {
        controls_draw(panel, rect_cut_left(rest, left, 0));
        UiSplitter splitter = {.direction = 1,
                               .least = LEAST_LEFT * sizes->larger,
                               .most = widest(panel, rest->w, left),
                               .initial = sizes->side_left};
        draw_splitter(panel, "left side", rect_cut_left(rest, line, 0), splitter, &look->left_width);
    }
    if (!look->right_folded && rest->w - right >= least) {
        progress_draw(panel, rect_cut_right(rest, right, 0));
        UiSplitter splitter = {.direction = -1,
                               .least = LEAST_RIGHT * sizes->larger,
                               .most = widest(panel, rest->w, right),
                               .initial = sizes->side_right};
        draw_splitter(panel, "right side", rect_cut_right(rest, line, 0), splitter, &look->right_width);
    }
}

void frame_draw(Panel *panel) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    Rect rest = ui_window(ui);
    float line = ui_px(ui, theme->sizes.line);
    Rect top = rect_cut_top(&rest, ui_px(ui, theme->sizes.top_bar), 0);
    draw_fill(ui_list(ui), rect_cut_top(&rest, line, 0), 0, theme->colors.line);
    Rect bottom = rect_cut_bottom(&rest, ui_px(ui, theme->sizes.status_bar), 0);
    draw_fill(ui_list(ui), rect_cut_bottom(&rest, line, 0), 0, theme->colors.line);
    editor_update(panel);
    unit_card_update(panel);
    Rect history = {0};
    if (!panel->look->history_folded && panel->status->run > 0 && rest.h > ui_px(ui, LEAST_WITH_HISTORY)) {
        history = rect_cut_bottom(&rest, history_bar_height(panel), 0);
        draw_fill(ui_list(ui), rect_cut_bottom(&rest, line, 0), 0, theme->colors.line);
    } else {
        panel->look->frames_wanted = 0;
    }
    top_bar_draw(panel, top);
    draw_sides(panel, &rest);
    draw_view(panel, rest);
    if (history.h > 0) // after what lies above it, for Tab
        history_bar_draw(panel, history);
    status_bar_draw(panel, bottom);
    dialogs_draw(panel);
}

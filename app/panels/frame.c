// The whole window: where each panel lies. Drawn from the panels' own data alone, so that it can be looked at without a
// running engine.
#include "panels.h"

static void draw_view(Panel *panel, Rect rect) {
    static const UiTab tabs[VIEW_KINDS] = {{.label = "Reconstructions", .hint = "1"}, {.label = "Code", .hint = "2"}};
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    int chosen = panel->look->view;
    Rect rest = rect_inset(rect, ui_px(ui, sizes->padding), ui_px(ui, sizes->gap));
    if (ui_tabs(ui, "views", rect_cut_top(&rest, ui_px(ui, sizes->tab), ui_px(ui, sizes->gap)), UI_TABS_LINED, tabs,
                VIEW_KINDS, &chosen))
        panel->look->view = (ViewKind)chosen;
    ui_card(ui, rest);
    rest = rect_inset(rest, ui_px(ui, sizes->padding), ui_px(ui, sizes->padding));
    if (panel->look->view == VIEW_CODE)
        code_draw(panel, rest);
    else
        reconstructions_draw(panel, rest);
}

// A side gives way where the picture between them would become too narrow to see anything: first the right, then the
// left.
static void draw_sides(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    float least = ui_px(ui, 440), left = ui_px(ui, theme->sizes.side_left), right = ui_px(ui, theme->sizes.side_right);
    float line = ui_px(ui, theme->sizes.line);
    if (!panel->look->left_folded && rest->w - left >= least) {
        Rect side = rect_cut_left(rest, left, 0);
        controls_draw(panel, side);
        draw_fill(ui_list(ui), rect_cut_left(rest, line, 0), 0, theme->colors.line);
    }
    if (!panel->look->right_folded && rest->w - right >= least) {
        Rect side = rect_cut_right(rest, right, 0);
        progress_draw(panel, side);
        draw_fill(ui_list(ui), rect_cut_right(rest, line, 0), 0, theme->colors.line);
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
    top_bar_draw(panel, top);
    draw_sides(panel, &rest);
    draw_view(panel, rest);
    status_bar_draw(panel, bottom);
    dialogs_draw(panel);
}

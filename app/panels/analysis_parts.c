// What the benches share but for the pictures. On the interface's thread.
#include "analysis_parts.h"

#include <math.h>
#include <stdio.h>

// Pixels at scale 1: least width to have a plot beside the pictures, and what the plot takes.
enum { BESIDE = 640, LEAST_PLOT = 256, MOST_PLOT = 560 };
#define PLOT_SHARE 0.42F
#define BELOW_SHARE 0.45F

float analysis_choice_width(const Panel *panel, const char *const *labels, int count, float most) {
    return fminf(ui_choice_width(panel->ui, labels, count), most);
}

bool analysis_choice(Panel *panel, const char *name, Rect place, const char *const *labels, int count, int *chosen) {
    Ui *ui = panel->ui;
    UiEntry entries[ANALYSIS_CHOICES] = {{0}};
    if (ui_choice_width(ui, labels, count) <= place.w)
        return ui_choice(ui, name, place, labels, count, chosen);
    for (int i = 0; i < count; i++)
        entries[i].label = labels[i];
    place.w = fminf(place.w, ui_menu_width(ui, NULL, entries, count));
    int picked = ui_menu(ui, name, place, NULL, entries, count, *chosen);
    bool other = picked >= 0 && picked != *chosen;
    *chosen = other ? picked : *chosen;
    return other;
}

bool analysis_is_wide(const Panel *panel, float width) {
    return width >= panel_px(panel, BESIDE);
}

Rect analysis_divide(Panel *panel, Rect *pictures, float least) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    float between = ui_px(ui, theme->sizes.section), line = ui_px(ui, theme->sizes.line);
    if (!analysis_is_wide(panel, pictures->w))
        return rect_cut_bottom(pictures, fmaxf(roundf(pictures->h * BELOW_SHARE), panel_px(panel, least)), between);
    float width =
        fminf(fmaxf(roundf(pictures->w * PLOT_SHARE), panel_px(panel, LEAST_PLOT)), panel_px(panel, MOST_PLOT));
    Rect plot = rect_cut_right(pictures, width, 2 * between + line);
    draw_fill(ui_list(ui), (Rect){plot.x - between - line, plot.y, line, plot.h}, 0, theme->colors.line);
    return plot;
}

void analysis_footer(Panel *panel, Rect *rest, const UiExplain *explain, const char *full, const char *brief) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect row = rect_cut_bottom(rest, ui_px(ui, sizes->row), ui_px(ui, sizes->gap));
    const char *text = panel_either(panel, TEXT_FAINT, row.w, full, panel_either(panel, TEXT_FAINT, row.w, brief, ""));
    if (!text[0])
        return;
    ui_text(ui, row, TEXT_FAINT, UI_LEFT, text);
    panel_element(panel, "progress", row, explain, full);
}

double analysis_psnr(double mse) {
    return mse > 0 ? -10 * log10(mse) : INFINITY;
}

void analysis_say_psnr(double mse, char *text, size_t size) {
    double psnr = analysis_psnr(mse);
    if (isfinite(psnr))
        snprintf(text, size, "%.1f dB", psnr);
    else
        snprintf(text, size, "%s", isnan(mse) ? "–" : "exact");
}

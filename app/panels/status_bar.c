// The bottom line: where training stands and what it costs. Every number has a fixed width, so that nothing jitters.
#include "panels.h"

#include <stdio.h>

// Where there is no room for all of it, this figure and those after it are left out.
static void cut_figure(Panel *panel, Rect *rest, const char *number, const char *unit, const char *widest) {
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap / 2);
    float digits = ui_text_width(ui, TEXT_DIGITS, widest) + 1, words = ui_text_width(ui, TEXT_FAINT, unit) + 1;
    if (digits + gap + words > rest->w) {
        rest->w = 0;
        return;
    }
    ui_text(ui, rect_cut_left(rest, digits, gap), TEXT_DIGITS, UI_RIGHT, number);
    ui_text(ui, rect_cut_left(rest, words, ui_px(ui, panel->viz.theme->sizes.section)), TEXT_FAINT, UI_LEFT, unit);
}

static const char *state_name(const LiveStatus *status) {
    return status->run == 0 ? "loading" : status->running ? "live" : "paused";
}

// On the right, so that the figures stay where they are.
static void draw_loading(Panel *panel, Rect *rest) {
    char text[40];
    Ui *ui = panel->ui;
    snprintf(text, sizeof text, "Loading pictures %.0f %%", 100 * panel->status->progress);
    float width = ui_text_width(ui, TEXT_DIGITS, "Loading pictures 100 %") + 1;
    ui_text(ui, rect_cut_right(rest, width, ui_px(ui, panel->viz.theme->sizes.gap)), TEXT_DIGITS, UI_RIGHT, text);
}

void status_bar_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const LiveStatus *status = panel->status;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect rest = rect_inset(rect, ui_px(ui, sizes->padding), 0);
    char number[128];
    float width = ui_text_width(ui, TEXT_STRONG, "loading") + 1;
    ui_text(ui, rect_cut_left(&rest, width, ui_px(ui, sizes->gap)), TEXT_STRONG, UI_LEFT, state_name(status));
    if (status->progress >= 0)
        draw_loading(panel, &rest);
    if (status->run == 0)
        return;
    text_grouped((double)status->step, number);
    cut_figure(panel, &rest, number, "steps", "99 999 999");
    double part = status->epoch_steps > 0 ? (double)status->epoch_step / (double)status->epoch_steps : 0;
    snprintf(number, sizeof number, "%.2f", (double)status->epoch + part);
    cut_figure(panel, &rest, number, "epochs", "9999.99");
    text_grouped(status->images_per_second, number);
    cut_figure(panel, &rest, status->running ? number : "–", "images/s", "9 999 999");
    snprintf(number, sizeof number, "%d", status->threads);
    cut_figure(panel, &rest, number, status->threads == 1 ? "thread" : "threads", "99");
    snprintf(number, sizeof number, "%.1f", 1e3 * panel->look->frame_seconds);
    cut_figure(panel, &rest, number, "ms a frame", "99.9");
    if (panel->views->quality.scored < panel->views->quality.images &&
        status->run == panel->views->quality.running.run) {
        char done[32], all[32], step[32];
        text_grouped(panel->views->quality.scored, done);
        text_grouped(panel->views->quality.images, all);
        text_grouped((double)panel->views->quality.running.step, step);
        snprintf(number, sizeof number, "test: %s of %s, step %s", done, all, step);
        if (ui_text_width(ui, TEXT_FAINT_DIGITS, number) < rest.w)
            ui_text(ui, rest, TEXT_FAINT_DIGITS, UI_RIGHT, number);
    }
}

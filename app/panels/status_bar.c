// The bottom line: where training stands and what it costs. Every number has a fixed width, so that nothing jitters.
#include "anomaly_parts.h"
#include "unit_parts.h"

#include <stdio.h>

static const UiExplain STATE = {.title = "State",
                                .text = "live: training runs, and what is on screen follows it. paused: Space goes on. "
                                        "loading: pictures are being read. no run: data or model could not be read."};
static const UiExplain LOADING = {.title = "Loading", .text = "How much of the pictures has been read."};
static const UiExplain STEPS = {.title = "Steps",
                                .text = "How often the weights have been changed since the start: once a batch.",
                                .formula = "images seen = steps · batch size"};
static const UiExplain EPOCHS = {.title = "Epochs",
                                 .text = "How often all training images have been seen. Their order is new in each "
                                         "epoch.",
                                 .formula = "epochs = steps · batch size / training images"};
static const UiExplain SPEED = {.title = "Images per second",
                                .text = "How many images training takes in, over the last second or so."};
static const UiExplain THREADS = {.title = "Threads",
                                  .text = "Processor cores that share each step. The same seed gives the same weights "
                                          "with any number of them."};
static const UiExplain FRAME = {.title = "Cost of a frame",
                                .text =
                                    "Milliseconds that drawing the window takes. Training has threads of its own: it "
                                    "gives way only where they are as many as the processor has cores."};
static const UiExplain TEST = {.title = "Test under way",
                               .text =
                                   "Quality is measured on all test images, a few at a time, beside training. Until "
                                   "it is complete the figures are those of the last complete one: steps are never "
                                   "mixed."};

// Where there is no room for all of it, this figure and those after it are left out.
static void cut_figure(Panel *panel, Rect *rest, const char *number, const char *unit, const char *widest,
                       const UiExplain *explain) {
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap / 2);
    float digits = ui_text_width(ui, TEXT_DIGITS, widest) + 1, words = ui_text_width(ui, TEXT_FAINT, unit) + 1;
    if (digits + gap + words > rest->w) {
        rest->w = 0;
        return;
    }
    char value[160];
    snprintf(value, sizeof value, "%s %s", number, unit);
    panel_element(panel, explain->title, (Rect){rest->x, rest->y, digits + gap + words, rest->h}, explain, value);
    ui_text(ui, rect_cut_left(rest, digits, gap), TEXT_DIGITS, UI_RIGHT, number);
    ui_text(ui, rect_cut_left(rest, words, ui_px(ui, panel->viz.theme->sizes.section)), TEXT_FAINT, UI_LEFT, unit);
}

static const char *state_name(const Panel *panel) {
    const LiveStatus *status = panel->status;
    if (status->run == 0)
        return panel_no_run(panel) ? "no run" : "loading";
    return status->running ? "live" : "paused";
}

// On the right, so that the figures stay where they are.
static void draw_loading(Panel *panel, Rect *rest) {
    char text[40];
    Ui *ui = panel->ui;
    snprintf(text, sizeof text, "Loading pictures %.0f %%", 100 * panel->status->progress);
    float width = ui_text_width(ui, TEXT_DIGITS, "Loading pictures 100 %") + 1;
    Rect place = rect_cut_right(rest, width, ui_px(ui, panel->viz.theme->sizes.gap));
    ui_text(ui, place, TEXT_DIGITS, UI_RIGHT, text);
    panel_element(panel, LOADING.title, place, &LOADING, text);
}

static void draw_test(Panel *panel, Rect rest) {
    const QualityView *quality = &panel->views->quality;
    char done[32], all[32], step[32], text[128];
    if (quality->scored >= quality->images || panel->status->run != quality->running.run)
        return;
    text_grouped(quality->scored, done);
    text_grouped(quality->images, all);
    text_grouped((double)quality->running.step, step);
    snprintf(text, sizeof text, "test: %s of %s, step %s", done, all, step);
    float width = ui_text_width(panel->ui, TEXT_FAINT_DIGITS, text) + 1;
    if (width >= rest.w)
        return;
    Rect place = rect_cut_right(&rest, width, 0);
    ui_text(panel->ui, place, TEXT_FAINT_DIGITS, UI_RIGHT, text);
    panel_element(panel, TEST.title, place, &TEST, text);
}

static void draw_figures(Panel *panel, Rect rest) {
    const LiveStatus *status = panel->status;
    char number[128];
    text_grouped((double)status->step, number);
    cut_figure(panel, &rest, number, "steps", "99 999 999", &STEPS);
    double part = status->epoch_steps > 0 ? (double)status->epoch_step / (double)status->epoch_steps : 0;
    snprintf(number, sizeof number, "%.2f", (double)status->epoch + part);
    cut_figure(panel, &rest, number, "epochs", "9999.99", &EPOCHS);
    text_grouped(status->images_per_second, number);
    cut_figure(panel, &rest, status->running ? number : "–", "images/s", "9 999 999", &SPEED);
    snprintf(number, sizeof number, "%d", status->threads);
    cut_figure(panel, &rest, number, status->threads == 1 ? "thread" : "threads", "99", &THREADS);
    snprintf(number, sizeof number, "%.1f", 1e3 * panel->look->frame_seconds);
    cut_figure(panel, &rest, panel->look->frame_seconds > 0 ? number : "–", "ms a frame", "99.9", &FRAME);
    draw_test(panel, rest);
}

void status_bar_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const LiveStatus *status = panel->status;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect rest = rect_inset(rect, ui_px(ui, sizes->padding), 0);
    float width = ui_text_width(ui, TEXT_STRONG, "loading") + 1;
    Rect state = rect_cut_left(&rest, width, ui_px(ui, sizes->gap));
    ui_push_id(ui, "status");
    ui_text(ui, state, TEXT_STRONG, UI_LEFT, state_name(panel));
    panel_element(panel, STATE.title, state, &STATE, state_name(panel));
    unit_badge_brief(panel, &rest);
    anomaly_badge(panel, &rest);
    if (status->progress >= 0)
        draw_loading(panel, &rest);
    if (status->run > 0)
        draw_figures(panel, rest);
    ui_pop_id(ui);
}

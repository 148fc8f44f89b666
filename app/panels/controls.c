// The left side: the network as a list of layers, and what can be turned while it trains.
#include "controls_parts.h"

#include <string.h>

void controls_turn(Panel *panel, Rect *rest, const Control *control, const UiSlider *slider, double truth) {
    Ui *ui = panel->ui;
    Held *hold = &panel->look->held[control->held];
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    double factor = slider->unit && strcmp(slider->unit, "%") == 0 ? 100 : 1; // a share to the trainer
    if (panel->now > hold->until)
        hold->value = truth * factor;
    Rect rect = rect_cut_top(rest, ui_px(ui, sizes->slider), ui_px(ui, sizes->gap));
    if (ui_slider(ui, control->name, rect, slider, &hold->value) & UI_CHANGED) {
        hold->until = panel->now + 0.5;
        panel_send(panel, control->kind, hold->value / factor, (int)hold->value, NULL);
    }
    char text[UI_NUMBER_TEXT];
    ui_slider_write(slider, hold->value, text, sizeof text);
    panel_explain(panel, &EXPLAIN_CONTROLS[control->held], text);
    ui_tooltip(ui, control->tip);
}

static void draw_optimizer(Panel *panel, Rect *rest) {
    static const char *const names[] = {"Adam", "SGD"};
    static const UiSlider momentum = {.label = "Momentum", .least = 0, .most = 0.99, .digits = 2};
    static const Control control = {"momentum", "How much of the last step each step keeps", HELD_MOMENTUM,
                                    COMMAND_MOMENTUM};
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    int chosen = panel->status->settings.optimizer;
    ui_text(ui, rect_cut_top(rest, ui_px(ui, sizes->row), 0), TEXT_BODY, UI_LEFT, "Optimizer");
    Rect row = rect_cut_top(rest, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    if (ui_choice(ui, "optimizer", row, names, 2, &chosen))
        panel_send(panel, COMMAND_OPTIMIZER, 0, chosen, NULL);
    panel_explain(panel, &EXPLAIN_OPTIMIZERS[panel->status->settings.optimizer == 1], NULL);
    if (panel->status->settings.optimizer == 1)
        controls_turn(panel, rest, &control, &momentum, panel->status->settings.momentum);
}

static void draw_learning(Panel *panel, Rect *rest) {
    static const UiSlider rate = {.label = "Learning rate",
                                  .least = 1e-5,
                                  .most = 1,
                                  .initial = 1e-3,
                                  .logarithmic = true,
                                  .exponent = true,
                                  .digits = 1};
    static const Control rate_control = {
        "rate", "How far each step goes. Too high, and the loss explodes; then training goes back and pauses.",
        HELD_RATE, COMMAND_RATE};
    static const Control batch_control = {"batch", "Images a step", HELD_BATCH, COMMAND_BATCH};
    const LiveSettings *settings = &panel->status->settings;
    int images = settings->images;
    UiSlider batch = {.label = "Batch size",
                      .least = 1,
                      .most = images < 1024 ? images : 1024,
                      .initial = 128,
                      .logarithmic = true,
                      .whole = true};
    panel_section(panel, rest, "LEARNING");
    controls_turn(panel, rest, &rate_control, &rate, settings->rate);
    controls_turn(panel, rest, &batch_control, &batch, settings->batch);
    draw_optimizer(panel, rest);
}

static void draw_corruption(Panel *panel, Rect *rest) {
    static const UiSlider noise = {.label = "Gaussian noise σ", .least = 0, .most = 1, .digits = 2};
    static const UiSlider salt_pepper = {.label = "Salt and pepper", .least = 0, .most = 100, .unit = "%", .digits = 0};
    static const UiSlider mask = {.label = "Masked pixels", .least = 0, .most = 100, .unit = "%", .digits = 0};
    static const UiSlider square = {.label = "Hidden square", .least = 0, .most = 100, .unit = "%", .digits = 0};
    static const Control controls[] = {
        {"gaussian",
         "Noise of this standard deviation on every pixel of what the network sees, clamped to 0–1; it is "
         "to give back the clean image",
         HELD_GAUSSIAN, COMMAND_GAUSSIAN},
        {"salt", "Share of the pixels that the network sees as black or white, either with half of it",
         HELD_SALT_PEPPER, COMMAND_SALT_PEPPER},
        {"mask", "Share of the pixels that the network sees as black", HELD_MASK, COMMAND_MASK},
        {"square",
         "Side of a black square somewhere on the image, as a part of the image's side; the network is to "
         "fill it in",
         HELD_SQUARE, COMMAND_SQUARE}};
    const LiveSettings *settings = &panel->status->settings;
    panel_section(panel, rest, "CORRUPTION OF THE INPUT");
    controls_turn(panel, rest, &controls[0], &noise, settings->gaussian);
    controls_turn(panel, rest, &controls[1], &salt_pepper, settings->salt_pepper);
    controls_turn(panel, rest, &controls[2], &mask, settings->mask);
    controls_turn(panel, rest, &controls[3], &square, settings->square);
}

void controls_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    ui_push_id(ui, "controls");
    Rect rest = ui_scroll_begin(ui, "scroll", rect_inset(rect, ui_px(ui, panel->viz.theme->sizes.padding), 0));
    rest.h = 1e6f; // as long as it takes; the area scrolls
    if (panel->status->run > 0) {
        controls_layers(panel, &rest);
        draw_learning(panel, &rest);
        controls_penalties(panel, &rest);
        draw_corruption(panel, &rest);
    }
    ui_scroll_end(ui, rest.y - ui_px(ui, panel->viz.theme->sizes.gap));
    ui_pop_id(ui);
}

// The activation of the code and the penalties that make sense for it, on the left side.
#include "controls_parts.h"

#include <stdio.h>
#include <string.h>

static void draw_activation(Panel *panel, Rect *rest) {
    static const char *const names[] = {"", "relu", "leaky_relu", "sigmoid", "tanh", "elu", "softplus"};
    enum { COUNT = sizeof names / sizeof *names };
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    UiEntry entries[COUNT];
    int selected = -1;
    for (int i = 0; i < COUNT; i++) {
        entries[i] = (UiEntry){.label = *names[i] ? names[i] : "linear"};
        if (strcmp(names[i], panel->status->model.activation) == 0)
            selected = i;
    }
    ui_text(ui, rect_cut_top(rest, ui_px(ui, sizes->row), 0), TEXT_BODY, UI_LEFT, "Activation of the code");
    Rect row = rect_cut_top(rest, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    int picked = ui_menu(ui, "activation", row, NULL, entries, COUNT, selected);
    panel_explain(panel, &EXPLAIN_ACTIVATION, selected >= 0 ? entries[selected].label : NULL);
    ui_tooltip(ui, "Another activation is another network: training starts anew, after a question.");
    if (picked >= 0 && picked != selected) {
        snprintf(panel->look->activation, sizeof panel->look->activation, "%s", names[picked]);
        panel->look->dialog = DIALOG_ACTIVATION;
    }
}

static void draw_l1(Panel *panel, Rect *rest) {
    static const UiSlider slider = {.label = "L1 penalty λ",
                                    .least = 1e-3,
                                    .most = 10,
                                    .initial = 0.25,
                                    .logarithmic = true,
                                    .zero = true,
                                    .exponent = true,
                                    .digits = 1};
    static const Control control = {"l1",
                                    "λ·Σ|code|, nats per image: the price of every unit's activation. The higher, the "
                                    "fewer units speak for an image.",
                                    HELD_L1, COMMAND_L1};
    controls_turn(panel, rest, &control, &slider, panel->status->settings.l1);
}

static void draw_kl(Panel *panel, Rect *rest) {
    static const UiSlider weight = {.label = "KL sparsity penalty",
                                    .least = 1e-2,
                                    .most = 100,
                                    .initial = 10,
                                    .logarithmic = true,
                                    .zero = true,
                                    .exponent = true,
                                    .digits = 1};
    static const UiSlider rho = {
        .label = "Target activation ρ", .least = 0.005, .most = 0.5, .initial = 0.05, .logarithmic = true, .digits = 3};
    static const Control weight_control = {
        "kl",
        "weight · Σ [ρ·log(ρ/m) + (1-ρ)·log((1-ρ)/(1-m))] in nats, over the code units; m is a unit's mean over the "
        "batch. The higher, the closer each unit's mean is held to ρ.",
        HELD_KL, COMMAND_KL};
    static const Control rho_control = {
        "rho", "ρ: the mean activation that the KL penalty asks of each code unit, from 0 (silent) to 1", HELD_RHO,
        COMMAND_RHO};
    controls_turn(panel, rest, &weight_control, &weight, panel->status->settings.kl);
    controls_turn(panel, rest, &rho_control, &rho, panel->status->settings.rho);
}

static void draw_beta(Panel *panel, Rect *rest) {
    static const UiSlider slider = {.label = "KL weight β",
                                    .least = 1e-2,
                                    .most = 100,
                                    .initial = 1,
                                    .logarithmic = true,
                                    .zero = true,
                                    .exponent = true,
                                    .digits = 1};
    static const Control control = {"beta",
                                    "β·½Σ(μ² + σ² - 1 - log σ²), nats per image: how far the code of an image may be "
                                    "from N(0, 1). Too high, and units stop telling images apart.",
                                    HELD_BETA, COMMAND_BETA};
    controls_turn(panel, rest, &control, &slider, panel->status->settings.beta);
}

void controls_penalties(Panel *panel, Rect *rest) {
    static const UiSlider decay = {.label = "Weight decay",
                                   .least = 1e-6,
                                   .most = 1e-1,
                                   .logarithmic = true,
                                   .zero = true,
                                   .exponent = true,
                                   .digits = 1};
    static const Control decay_control = {"decay", "Pulls all weights towards zero", HELD_DECAY, COMMAND_WEIGHT_DECAY};
    const LiveModel *model = &panel->status->model;
    panel_section(panel, rest, "CODE AND PENALTIES");
    if (model->activates)
        draw_activation(panel, rest);
    if (model->gaussian)
        draw_beta(panel, rest);
    else
        draw_l1(panel, rest);
    if (model->sigmoid)
        draw_kl(panel, rest);
    controls_turn(panel, rest, &decay_control, &decay, panel->status->settings.weight_decay);
}

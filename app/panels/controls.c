// The left side: the network as a list of layers, and what can be turned while it trains.
#include "panels.h"

#include <stdio.h>
#include <string.h>

static const char *part_name(LayerPart part) {
    return part == PART_ENCODER ? "Encoder" : part == PART_CODE ? "Code" : "Decoder";
}

// What it is and the shape it gives, on one line or, where that is too long, on two.
static void draw_layer(Panel *panel, Rect *rest, const LiveLayer *layer) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    char label[128], text[320], number[32];
    panel_layer_label(layer->text, label, sizeof label);
    float padding = ui_px(ui, theme->sizes.padding), gap = ui_px(ui, theme->sizes.gap);
    float shape = ui_text_width(ui, TEXT_FAINT_DIGITS, layer->shape) + 1;
    float name = ui_text_width(ui, TEXT_BODY, label), line = ui_px(ui, theme->sizes.row);
    bool two = name + gap + shape > rest->w - 2 * padding;
    Rect row = rect_cut_top(rest, ui_px(ui, theme->sizes.control) + (two ? line : 0), gap / 2);
    draw_fill(ui_list(ui), row, ui_px(ui, theme->sizes.radius), theme->colors.control);
    Rect accent = {row.x, row.y, ui_px(ui, theme->sizes.accent), row.h};
    draw_fill(ui_list(ui), accent, 0, panel_part_color(panel, layer->part));
    Rect inside = rect_inset(row, padding, (ui_px(ui, theme->sizes.control) - line) / 2);
    Rect below = two ? rect_cut_bottom(&inside, line, 0) : rect_cut_right(&inside, shape, gap);
    ui_text(ui, below, TEXT_FAINT_DIGITS, UI_RIGHT, layer->shape);
    ui_text(ui, inside, TEXT_BODY, UI_LEFT, label);
    ui_area(ui, "layer", row, 0);
    text_grouped((double)layer->parameters, number);
    snprintf(text, sizeof text, "%s: %s gives %s, %s parameters", part_name(layer->part), layer->text, layer->shape,
             number);
    panel_explain(panel, explain_layer(layer->text), text);
    ui_tooltip(ui, text);
}

// The heading with its button, which is as high as the line.
static void draw_heading(Panel *panel, Rect *rest) {
    static const UiButton edit = {.label = "Edit"};
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    rect_cut_top(rest, gap / 2, 0);
    Rect row = rect_cut_top(rest, ui_px(ui, panel->viz.theme->sizes.row), gap / 2);
    if (ui_button(ui, "edit", rect_cut_right(&row, ui_button_width(ui, &edit), 0), &edit))
        editor_show(panel);
    panel_explain(panel, &EXPLAIN_EDIT, panel->status->model.title);
    ui_tooltip(ui, "Add, remove, move and change layers (E)");
    ui_text(ui, row, TEXT_SECTION, UI_LEFT, "NETWORK");
}

static void draw_layers(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const LiveModel *model = &panel->status->model;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    char text[128], number[32];
    draw_heading(panel, rest);
    for (int l = 0; l < model->layers; l++) {
        ui_push_number(ui, l);
        draw_layer(panel, rest, &model->layer[l]);
        ui_pop_id(ui);
    }
    text_grouped((double)model->parameters, number);
    double size = (double)model->channels * model->height * model->width;
    if (model->units < size)
        snprintf(text, sizeof text, "%s parameters · the code is %.1f× smaller than the image", number,
                 size / model->units);
    else
        snprintf(text, sizeof text, "%s parameters · the code is not smaller than the image", number);
    float height = ui_paragraph_height(ui, rest->w, TEXT_FAINT, text);
    Rect place = rect_cut_top(rest, height, ui_px(ui, sizes->gap));
    ui_paragraph(ui, place, TEXT_FAINT, text);
    panel_element(panel, "size", place, &EXPLAIN_SIZE, text);
}

typedef struct Control {
    const char *name, *tip;
    int held;
    CommandKind kind;
} Control;

// A slider whose value is the trainer's, but for as long as the user holds it and the trainer has not caught up.
static void turn(Panel *panel, Rect *rest, const Control *control, const UiSlider *slider, double truth) {
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
        turn(panel, rest, &control, &momentum, panel->status->settings.momentum);
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
    turn(panel, rest, &rate_control, &rate, settings->rate);
    turn(panel, rest, &batch_control, &batch, settings->batch);
    draw_optimizer(panel, rest);
}

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
    turn(panel, rest, &control, &slider, panel->status->settings.l1);
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
    turn(panel, rest, &weight_control, &weight, panel->status->settings.kl);
    turn(panel, rest, &rho_control, &rho, panel->status->settings.rho);
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
    turn(panel, rest, &control, &slider, panel->status->settings.beta);
}

static void draw_penalties(Panel *panel, Rect *rest) {
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
    turn(panel, rest, &decay_control, &decay, panel->status->settings.weight_decay);
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
    turn(panel, rest, &controls[0], &noise, settings->gaussian);
    turn(panel, rest, &controls[1], &salt_pepper, settings->salt_pepper);
    turn(panel, rest, &controls[2], &mask, settings->mask);
    turn(panel, rest, &controls[3], &square, settings->square);
}

void controls_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    ui_push_id(ui, "controls");
    Rect rest = ui_scroll_begin(ui, "scroll", rect_inset(rect, ui_px(ui, panel->viz.theme->sizes.padding), 0));
    rest.h = 1e6f; // as long as it takes; the area scrolls
    if (panel->status->run > 0) {
        draw_layers(panel, &rest);
        draw_learning(panel, &rest);
        draw_penalties(panel, &rest);
        draw_corruption(panel, &rest);
    }
    ui_scroll_end(ui, rest.y - ui_px(ui, panel->viz.theme->sizes.gap));
    ui_pop_id(ui);
}

// The view Network: which columns there are, and what they are called. On the interface's thread.
#include "network_parts.h"

#include <stdio.h>
#include <string.h>

enum { STRIP_UNITS = 64, STRIP_WIDTH = 3 }; // a code of so few units is a strip of wide cells

static bool begins_with(const char *line, const char *word) {
    size_t length = strlen(word);
    return strncmp(line, word, length) == 0 && (line[length] == ' ' || line[length] == 0);
}

// Whether a layer's values are those of the layer before it, which lies in the same half of the net.
static bool passes_on(const LiveModel *model, int layer) {
    const char *line = model->layer[layer].text;
    if (layer == 0 || (!begins_with(line, "reshape") && !begins_with(line, "dropout")))
        return false;
    return (model->layer[layer].part == PART_DECODER) == (model->layer[layer - 1].part == PART_DECODER);
}

bool network_current(const Panel *panel) {
    const NetworkView *view = &panel->views->network;
    return panel_is_current(panel, &view->tag) && view->places == panel->status->model.layers + 1;
}

static void size_tiles(const Panel *panel, NetworkColumn *column, const LayerFigures *all) {
    bool cells = all->height == 1 && all->width == 1;
    bool strip = cells && column->part == PART_CODE && all->channels <= STRIP_UNITS;
    column->kind = cells ? NETWORK_CELLS : NETWORK_MAPS;
    column->tiles = all->channels;
    column->width = strip ? STRIP_WIDTH : all->width;
    column->height = all->height;
    column->gap = !cells ? ui_px(panel->ui, 2) : column->part == PART_CODE ? ui_px(panel->ui, 1) : 0;
}

static NetworkColumn picture_of(const LayerFigures *all, int place, int layer) {
    return (NetworkColumn){.kind = NETWORK_PICTURE,
                           .place = place,
                           .layer = layer,
                           .part = layer < 0 ? PART_ENCODER : PART_DECODER,
                           .tiles = 1,
                           .width = all->width,
                           .height = all->height};
}

static float widest(const Panel *panel, TextRole role, float width, const char *text) {
    float other = ui_text_width(panel->ui, role, text) + 1;
    return other > width ? other : width;
}

void network_shape(const LayerFigures *all, char *text, size_t size) {
    if (all->height == 1 && all->width == 1)
        snprintf(text, size, "%d", all->channels);
    else if (all->channels == 1)
        snprintf(text, size, "%d×%d", all->height, all->width);
    else
        snprintf(text, size, "%d×%d×%d", all->channels, all->height, all->width);
}

// The least that the captions need: a word above; the shape, or how many of the tiles are on screen, below.
static void measure_captions(const Panel *panel, const NetworkPlan *plan, NetworkColumn *column) {
    const LayerFigures *all = &network_layer(plan, column)->all;
    char text[64];
    network_label(panel, column, -1, text, sizeof text);
    column->text = widest(panel, TEXT_BODY, 0, text);
    network_shape(all, text, sizeof text);
    column->text = widest(panel, TEXT_FAINT_DIGITS, column->text, text);
    snprintf(text, sizeof text, "%d of %d", column->tiles, column->tiles);
    column->count_text = ui_text_width(panel->ui, TEXT_FAINT_DIGITS, text) + 1;
    column->bar = ui_px(panel->ui, panel->viz.theme->sizes.scroll_bar) + ui_px(panel->ui, 2);
    if (column->kind != NETWORK_PICTURE)
        return;
    snprintf(text, sizeof text, "image %d", panel->status->data.test_images);
    column->text = widest(panel, TEXT_FAINT, column->text, text);
    column->text = widest(panel, TEXT_FAINT_DIGITS, column->text, "MSE 0.0000");
}

void network_columns(const Panel *panel, NetworkPlan *plan) {
    const LiveModel *model = &panel->status->model;
    const NetworkView *view = &panel->views->network;
    plan->view = view;
    plan->column[0] = picture_of(&view->layer[0].all, 0, -1);
    plan->count = 1;
    for (int l = 0; l < model->layers - 1; l++) {
        bool alone = plan->count == 1 || !passes_on(model, l);
        NetworkColumn *column = &plan->column[alone ? plan->count++ : plan->count - 1];
        if (alone)
            *column = (NetworkColumn){.layer = l};
        column->place = l + 1;
        column->part = model->layer[l].part;
        size_tiles(panel, column, &view->layer[l + 1].all);
    }
    int last = view->places - 1;
    plan->column[plan->count++] = picture_of(&view->layer[last].all, last, last - 1);
    for (int i = 0; i < plan->count; i++)
        measure_captions(panel, plan, &plan->column[i]);
    NetworkColumn *input = &plan->column[0], *output = &plan->column[plan->count - 1]; // as wide as each other
    input->text = output->text = input->text > output->text ? input->text : output->text;
}

// Word after word goes from the end until the rest fits.
static void shorten(const Panel *panel, float width, char *text) {
    while (*text && ui_text_width(panel->ui, TEXT_BODY, text) > width) {
        char *space = strrchr(text, ' ');
        *(space ? space : text) = 0;
    }
}

void network_label(const Panel *panel, const NetworkColumn *column, float width, char *text, size_t size) {
    bool corrupts = column->layer < 0 && panel->views->network.corrupts, code = column->part == PART_CODE;
    const char *brief = column->layer < 0 ? "input" : column->kind == NETWORK_PICTURE ? "output" : "code";
    const char *full = corrupts ? "corrupted input" : column->layer < 0 ? "input" : "reconstruction";
    if (column->kind == NETWORK_PICTURE) {
        snprintf(text, size, "%s", panel_either(panel, TEXT_BODY, width, full, brief));
        return;
    }
    const char *line = panel->status->model.layer[column->layer].text;
    char word[32], label[160], named[192];
    snprintf(word, sizeof word, "%.*s", (int)strcspn(line, " "), line);
    panel_layer_label(width < 0 ? word : line, label, sizeof label);
    snprintf(named, sizeof named, "code: %s", label);
    if (code && (width < 0 || ui_text_width(panel->ui, TEXT_BODY, named) > width)) {
        snprintf(text, size, "%s", brief);
        return;
    }
    snprintf(text, size, "%s", code ? named : label);
    if (width >= 0)
        shorten(panel, width, text);
}

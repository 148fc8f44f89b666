// Playground: what each row of pictures can be told: the images that codes are taken from, where new ones come from. On
// the interface's thread.
#include "playground_parts.h"

#include <stdio.h>

enum { TRAVERSED = 48, TEMPERATURE_WIDTH = 136 }; // pixels at scale 1, at least
enum { PICK_PINNED, PICK_THIS, PICK_NEXT, PICK_ANY, PICKS };

static const UiSlider TEMPERATURE = {.label = "Temperature", .most = 2, .initial = 1, .digits = 2};
static const UiButton AGAIN = {.label = "Draw again"};
static const char *const SOURCE[] = {"prior", "Gaussian", "mixture"};

// Only a Gaussian code has a prior.
static int sources(const Panel *panel, UiEntry entries[PLAY_SOURCES]) {
    int count = 0;
    for (int i = panel->status->model.gaussian ? PLAY_PRIOR : PLAY_GAUSSIAN; i < PLAY_SOURCES; i++)
        entries[count++] = (UiEntry){.label = SOURCE[i]};
    return count;
}

static PlaySource source_of(const Panel *panel) {
    PlaySource source = panel->look->play.source;
    return source == PLAY_PRIOR && !panel->status->model.gaussian ? PLAY_GAUSSIAN : source;
}

static void name_operand(const Panel *panel, PlayStrip strip, int i, char *text, size_t size) {
    int operand = panel->look->play.operand[i];
    char letter = (char)((strip == STRIP_ALGEBRA ? 'a' : 'A') + i);
    if (operand == PLAY_PINNED)
        snprintf(text, size, "%c: this image", letter);
    else
        snprintf(text, size, "%c: image %d", letter, operand);
}

static int operands_of(PlayStrip strip) {
    return strip == STRIP_ALGEBRA ? 3 : strip == STRIP_A_TO_B ? 2 : 0;
}

static void list_picks(const Panel *panel, UiEntry entries[PICKS], char now[48]) {
    const PinnedRequest *pinned = &panel->look->pinned;
    snprintf(now, 48, "test image %d, pinned now", pinned->image);
    entries[PICK_PINNED] = (UiEntry){.label = "this image, whichever it is"};
    entries[PICK_THIS] = (UiEntry){.label = now, .disabled = pinned->own != 0};
    entries[PICK_NEXT] = (UiEntry){.label = "the next test image"};
    entries[PICK_ANY] = (UiEntry){.label = "any test image"};
}

static void say_traversed(const Panel *panel, char text[TRAVERSED]) {
    int bar = playground_touched(panel);
    const char *of = panel->look->play.axes ? "axis" : "unit";
    if (bar < 0)
        snprintf(text, TRAVERSED, "no %s yet", of);
    else
        snprintf(text, TRAVERSED, "%s %d, ±3 σ", of, bar);
}

static void draw_traversed(Panel *panel, Rect place) {
    char text[TRAVERSED];
    say_traversed(panel, text);
    const char *const texts[] = {text};
    playground_text(panel, place, TEXT_FAINT, UI_LEFT, texts, 1);
    panel_element(panel, "traversed", place, &EXPLAIN_PLAYGROUND[PLAYGROUND_TRAVERSAL], text);
}

int playground_controls(Panel *panel, PlayStrip strip, PlayItem items[PLAYGROUND_CONTROLS]) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float height = ui_px(panel->ui, sizes->control);
    char name[48];
    for (int i = 0; i < operands_of(strip); i++) {
        UiEntry entry = {.label = name};
        name_operand(panel, strip, i, name, sizeof name);
        items[i] = (PlayItem){.width = ui_menu_width(panel->ui, name, &entry, 1), .height = height};
    }
    if (strip == STRIP_TRAVERSAL) {
        char text[TRAVERSED];
        say_traversed(panel, text);
        items[0] = (PlayItem){.width = ui_text_width(panel->ui, TEXT_FAINT, text) + 1, .height = height};
        return 1;
    }
    if (strip != STRIP_SAMPLES)
        return operands_of(strip);
    UiEntry entries[PLAY_SOURCES];
    int count = sources(panel, entries);
    items[0] = (PlayItem){.width = ui_menu_width(panel->ui, NULL, entries, count), .height = height};
    items[1] = playground_button_item(panel, &AGAIN);
    items[2] = (PlayItem){
        .width = panel_px(panel, TEMPERATURE_WIDTH), .height = ui_px(panel->ui, sizes->slider), .grows = true};
    return 3;
}

static uint32_t next_random(uint32_t *state) {
    *state = 1664525U * *state + 1013904223U; // as in Numerical Recipes
    return *state >> 16;
}

static void pick(Panel *panel, int i, int picked) {
    PlayLook *play = &panel->look->play;
    int images = panel->status->data.test_images, *operand = &play->operand[i];
    if (picked == PICK_PINNED)
        *operand = PLAY_PINNED;
    else if (picked == PICK_THIS)
        *operand = panel->look->pinned.image;
    else if (images > 0 && picked == PICK_NEXT)
        *operand = (*operand < 0 ? panel->look->pinned.image + 1 : *operand + 1) % images;
    else if (images > 0)
        *operand = (int)((next_random(&play->random) << 8 ^ next_random(&play->random)) % (uint32_t)images);
}

static void draw_operands(Panel *panel, PlayStrip strip, const PlayItem *items) {
    for (int i = 0; i < operands_of(strip); i++) {
        UiEntry entries[PICKS];
        char name[48], now[48];
        name_operand(panel, strip, i, name, sizeof name);
        list_picks(panel, entries, now);
        ui_push_number(panel->ui, i);
        int picked = ui_menu(panel->ui, "operand", items[i].rect, name, entries, PICKS, -1);
        panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_OPERAND], name);
        ui_tooltip(panel->ui, "Which image's code this is");
        ui_pop_id(panel->ui);
        if (picked >= 0)
            pick(panel, i, picked);
    }
}

static void draw_samples(Panel *panel, const PlayItem *items) {
    Ui *ui = panel->ui;
    PlayLook *play = &panel->look->play;
    UiEntry entries[PLAY_SOURCES];
    char text[UI_NUMBER_TEXT];
    int count = sources(panel, entries), first = PLAY_SOURCES - count;
    int picked = ui_menu(ui, "source", items[0].rect, NULL, entries, count, (int)source_of(panel) - first);
    if (picked >= 0)
        play->source = (PlaySource)(first + picked);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_SOURCE], SOURCE[source_of(panel)]);
    ui_tooltip(ui, "Which distribution new codes are drawn from");
    if (ui_button(ui, "again", items[1].rect, &AGAIN))
        play->sample_seed++;
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_DRAW_AGAIN], NULL);
    ui_tooltip(ui, "Other codes (N)");
    ui_slider(ui, "temperature", items[2].rect, &TEMPERATURE, &play->temperature);
    ui_slider_write(&TEMPERATURE, play->temperature, text, sizeof text);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_TEMPERATURE], text);
}

void playground_controls_draw(Panel *panel, PlayStrip strip, const PlayItem *items) {
    ui_push_number(panel->ui, strip);
    draw_operands(panel, strip, items);
    if (strip == STRIP_TRAVERSAL)
        draw_traversed(panel, items[0].rect);
    if (strip == STRIP_SAMPLES)
        draw_samples(panel, items);
    ui_pop_id(panel->ui);
}

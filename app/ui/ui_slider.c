// Slider: label and number above, track below. The number can be typed.
#include "ui_inside.h"
#include "widgets.h"

#include <math.h>
#include <string.h>

#define KEY_STEP 0.02 // of the track
#define FINE 0.1      // as far, with Shift
#define PAGE 5        // steps

enum { PART_NUMBER = 1 };

static void set(double *value, double wanted, unsigned *result) {
    if (*value != wanted)
        *result |= UI_CHANGED;
    *value = wanted;
}

/// Steps along the track until the number, as rounded, is another one.
static double stepped(const UiSlider *slider, double value, double steps) {
    double share = ui_slider_share(slider, value), next = value;
    for (int tries = 0; tries < 100 && next == value && share >= 0 && share <= 1; tries++) {
        share += steps;
        next = ui_slider_value(slider, share);
    }
    return next;
}

static void use_keys(Ui *ui, const UiArea *area, const UiSlider *slider, double *value, unsigned *result) {
    static const struct {
        int key;
        double steps;
    } KEYS[] = {{UI_KEY_LEFT, -1}, {UI_KEY_DOWN, -1}, {UI_KEY_PAGE_DOWN, -PAGE},
                {UI_KEY_RIGHT, 1}, {UI_KEY_UP, 1},    {UI_KEY_PAGE_UP, PAGE}};
    double before = *value;
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        while (ui_key(ui, area, KEYS[i].key, 0))
            set(value, stepped(slider, *value, KEYS[i].steps * KEY_STEP), result);
        while (ui_key(ui, area, KEYS[i].key, UI_SHIFT))
            set(value, stepped(slider, *value, KEYS[i].steps * KEY_STEP * FINE), result);
    }
    if (ui_key(ui, area, UI_KEY_HOME, 0))
        set(value, ui_slider_value(slider, 0), result);
    if (ui_key(ui, area, UI_KEY_END, 0))
        set(value, ui_slider_value(slider, 1), result);
    double fine = ui->input->modifiers & UI_SHIFT ? FINE : 1;
    if (area->wheel != 0)
        set(value, stepped(slider, *value, area->wheel * KEY_STEP * fine), result);
    if (*value != before)
        *result |= UI_DONE;
}

/// Pixels that the knob's middle can travel.
static Rect travel(const Ui *ui, Rect track) {
    return rect_inset(track, ui_px(ui, ui->theme->sizes.knob) / 2, 0);
}

static void use_mouse(Ui *ui, const UiArea *area, Rect track, const UiSlider *slider, double *value, unsigned *result) {
    if (area->double_clicked) {
        set(value, slider->initial, result);
        *result |= UI_DONE;
        ui->active = 0;
        return;
    }
    if (ui->active != area->id)
        return;
    Rect way = travel(ui, track);
    bool jumps = false;
    if (area->pressed) {
        double share = ui_slider_share(slider, *value), pointed = (ui->input->mouse_x - way.x) / fmaxf(1, way.w);
        jumps = fabs(share - pointed) * way.w > ui_px(ui, ui->theme->sizes.knob) / 2;
        ui->grab = (float)(jumps ? pointed : share);
    }
    ui->grab += area->dx / fmaxf(1, way.w) * (ui->input->modifiers & UI_SHIFT ? (float)FINE : 1);
    if (jumps || area->dx != 0)
        set(value, ui_slider_value(slider, ui->grab), result);
    if (ui->input->released & UI_MOUSE_LEFT)
        *result |= UI_DONE;
}

static float number_width(const Ui *ui, const UiSlider *slider, double value) {
    double shown[4] = {slider->least, slider->most, slider->initial, value};
    float widest = 0;
    for (int i = 0; i < 4; i++) {
        char text[UI_NUMBER_TEXT];
        ui_slider_write(slider, shown[i], text, sizeof text);
        widest = fmaxf(widest, ui_text_width(ui, TEXT_DIGITS, text));
    }
    return ceilf(widest) + 1;
}

static void start_typing(Ui *ui, UiId id, const UiSlider *slider, double value) {
    UiSlider bare = *slider;
    bare.unit = NULL;
    ui->number = id;
    ui->edit = 0;
    ui_slider_write(&bare, value, ui->number_text, sizeof ui->number_text);
    ui_focus(ui, ui_part(id, PART_NUMBER));
}

/// Ends with Enter on a number, with Escape, or when the keyboard goes elsewhere.
static void type(Ui *ui, UiId id, Rect rect, const UiSlider *slider, double *value, unsigned *result) {
    UiId part = ui_part(id, PART_NUMBER);
    double typed = *value;
    bool number = ui_slider_read(slider, ui->number_text, &typed);
    unsigned did = ui_edit(ui, part, rect, number ? TEXT_DIGITS : TEXT_PROBLEM_DIGITS, "", ui->number_text,
                           sizeof ui->number_text);
    number = ui_slider_read(slider, ui->number_text, &typed);
    bool left = ui->focus != part;
    if (!left && !((did & UI_DONE) && number))
        return;
    ui->number = 0;
    ui->wants_text = false;
    if (did & (UI_DONE | UI_CANCELLED)) {
        ui_focus(ui, id);
        ui->focus_visible = true;
    }
    if (!number || (did & UI_CANCELLED) || ui_disabled(ui))
        return;
    char before[UI_NUMBER_TEXT];
    UiSlider bare = *slider;
    bare.unit = NULL;
    ui_slider_write(&bare, *value, before, sizeof before);
    if (strcmp(before, ui->number_text) != 0) {
        set(value, typed, result);
        *result |= UI_DONE;
    }
}

static void draw_number(Ui *ui, UiId id, Rect *top, const UiSlider *slider, double *value, unsigned *result) {
    float inset = ui_px(ui, ui->theme->sizes.gap);
    float width = number_width(ui, slider, *value);
    if (ui->number == id) {
        type(ui, id, rect_cut_right(top, width + 4 * inset, inset), slider, value, result);
        return;
    }
    char text[UI_NUMBER_TEXT];
    Rect rect = rect_cut_right(top, width, inset);
    UiArea area = ui_area_part(ui, ui_part(id, PART_NUMBER), rect, 0);
    if (area.hovered)
        ui->cursor = UI_CURSOR_TEXT;
    if (area.clicked)
        start_typing(ui, id, slider, *value);
    ui_slider_write(slider, *value, text, sizeof text);
    ui_text(ui, rect, TEXT_DIGITS, UI_RIGHT, text);
}

static void draw_track(Ui *ui, const UiArea *area, Rect track, double share) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    const ThemeColors *colors = &ui->theme->colors;
    float knob = ui_px(ui, sizes->knob), thick = ui_px(ui, sizes->track), line = ui_px(ui, sizes->line);
    Rect way = travel(ui, track), bar = rect_centre(track, track.w, thick), filled = bar;
    float x = way.x + (float)share * way.w;
    filled.w = x - bar.x;
    Rect at = rect_centre((Rect){x - knob / 2, track.y, knob, track.h}, knob, knob);
    at.x = roundf(x - knob / 2);
    if (area->held)
        draw_fill(ui_list(ui), rect_inset(at, -2 * line, -2 * line), knob / 2 + 2 * line,
                  theme_faded(colors->knob, ui->theme->disabled_share));
    draw_fill(ui_list(ui), bar, thick / 2, ui_shade(ui, colors->track));
    draw_fill(ui_list(ui), filled, thick / 2, ui_shade(ui, colors->track_filled));
    draw_fill(ui_list(ui), at, knob / 2, ui_shade(ui, colors->knob));
    draw_frame(ui_list(ui), at, knob / 2, line, ui_shade(ui, colors->knob_line));
}

unsigned ui_slider(Ui *ui, const char *name, Rect rect, const UiSlider *slider, double *value) {
    UiId id = ui_id(ui, name);
    unsigned result = 0;
    Rect track = rect, top = rect_cut_top(&track, ui_px(ui, ui->theme->sizes.row), 0);
    draw_number(ui, id, &top, slider, value, &result);
    ui_text(ui, top, TEXT_BODY, UI_LEFT, slider->label);
    UiArea area = ui_area_id(ui, id, track, UI_AREA_FOCUS | UI_AREA_WHEEL | UI_AREA_NO_KEYS);
    if (area.hovered)
        ui->cursor = UI_CURSOR_HAND;
    use_mouse(ui, &area, track, slider, value, &result);
    use_keys(ui, &area, slider, value, &result);
    if (ui_key(ui, &area, UI_KEY_ENTER, 0))
        start_typing(ui, id, slider, *value);
    draw_track(ui, &area, track, ui_slider_share(slider, *value));
    ui_ring(ui, &area, rect_inset(rect, -ui_px(ui, ui->theme->sizes.ring), 0));
    ui_speak_of(ui, id, rect);
    return result;
}

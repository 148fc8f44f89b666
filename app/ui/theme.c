// The dark theme and the light one, the sizes they share, and the list of all themes. Contrast of text on its ground is
// at least 4.5 : 1, which tests/ui/test_text.c holds them to.
#include "theme.h"

#include <math.h>
#include <string.h>

static Rgba rgb(unsigned hex) {
    return (Rgba){(uint8_t)(hex >> 16), (uint8_t)(hex >> 8), (uint8_t)hex, 255};
}

static Rgba rgba(unsigned hex, uint8_t opacity) {
    Rgba color = rgb(hex);
    color.a = opacity;
    return color;
}

// Marks of every class stand out from the card they lie on; beside its colour each has a shape.
static void fill_classes(ThemeColors *colors, const unsigned classes[THEME_CLASSES]) {
    for (int i = 0; i < THEME_CLASSES; i++)
        colors->classes[i] = rgb(classes[i]);
}

static void fill_texts(Theme *theme, float larger) {
    const ThemeColors *c = &theme->colors;
    float body = roundf(14 * larger), small = ceilf(13 * larger), title = roundf(15 * larger);
    theme->texts[TEXT_BODY] = (TextStyle){DRAW_FONT_TEXT, body, c->text};
    theme->texts[TEXT_FAINT] = (TextStyle){DRAW_FONT_TEXT, small, c->faint};
    theme->texts[TEXT_STRONG] = (TextStyle){DRAW_FONT_BOLD, body, c->text};
    theme->texts[TEXT_TITLE] = (TextStyle){DRAW_FONT_BOLD, title, c->text};
    theme->texts[TEXT_SECTION] = (TextStyle){DRAW_FONT_BOLD, small, c->faint};
    theme->texts[TEXT_DIGITS] = (TextStyle){DRAW_FONT_DIGITS, small, c->text};
    theme->texts[TEXT_FAINT_DIGITS] = (TextStyle){DRAW_FONT_DIGITS, small, c->faint};
    theme->texts[TEXT_PROBLEM] = (TextStyle){DRAW_FONT_TEXT, body, c->problem};
    theme->texts[TEXT_PROBLEM_DIGITS] = (TextStyle){DRAW_FONT_DIGITS, small, c->problem};
    theme->texts[TEXT_DISABLED] = (TextStyle){DRAW_FONT_TEXT, body, c->disabled};
    theme->texts[TEXT_ON_STRONG] = (TextStyle){DRAW_FONT_BOLD, body, c->on_strong};
}

static const ThemeSizes PLAIN = {
    .grid = 8,
    .gap = 8,
    .padding = 12,
    .section = 16,
    .row = 22,
    .control = 32,
    .tab = 36,
    .slider = 40,
    .fold = 28,
    .radius = 6,
    .radius_panel = 8,
    .line = 1,
    .ring = 2,
    .accent = 3,
    .mark = 2,
    .track = 4,
    .knob = 14,
    .scroll_bar = 8,
    .splitter = 8,
    .toggle_width = 36,
    .icon = 14,
    .caret = 2,
    .text_inset = 12,
    .tooltip_width = 320,
    .explain_width = 424,
    .toast_width = 360,
    .dialog_width = 480,
    .menu_rows = 12,
    .text_minimum = 13,
    .larger = 1,
    .line_height = {[DRAW_FONT_TEXT] = 1.21F, [DRAW_FONT_BOLD] = 1.21F, [DRAW_FONT_DIGITS] = 1.32F},
    .curve = 2,
    .top_bar = 48,
    .side_left = 240,
    .side_right = 272,
    .status_bar = 32,
};

// What holds text grows with it; gaps stay, since the room does not grow.
static void enlarge(ThemeSizes *sizes, float larger) {
    float *const grown[] = {&sizes->row,           &sizes->control,       &sizes->tab,         &sizes->slider,
                            &sizes->fold,          &sizes->track,         &sizes->knob,        &sizes->scroll_bar,
                            &sizes->toggle_width,  &sizes->icon,          &sizes->caret,       &sizes->text_inset,
                            &sizes->tooltip_width, &sizes->explain_width, &sizes->toast_width, &sizes->dialog_width,
                            &sizes->text_minimum,  &sizes->top_bar,       &sizes->side_left,   &sizes->side_right,
                            &sizes->status_bar};
    for (size_t i = 0; i < sizeof grown / sizeof *grown; i++)
        *grown[i] = ceilf(*grown[i] * larger);
    sizes->larger = larger;
}

void theme_fill(Theme *theme, float larger) {
    theme->sizes = PLAIN;
    enlarge(&theme->sizes, larger);
    fill_texts(theme, larger);
    theme->disabled_share = 0.45F;
    theme->times = (ThemeTimes){.tooltip = 0.5,
                                .toast = 5,
                                .toast_problem = 10,
                                .fade = 0.5,
                                .blink = 0.5,
                                .wheel_pause = 0.5,
                                .frame = 1.0 / 30};
}

void theme_dark(Theme *theme) {
    static const unsigned CLASSES[THEME_CLASSES] = {0x4e79a7, 0xf28e2b, 0xe15759, 0x76b7b2, 0x59a14f,
                                                    0xedc948, 0xb07aa1, 0xff9da7, 0x9c755f, 0xbab0ac};
    *theme = (Theme){.name = "dark"};
    theme->colors = (ThemeColors){
        .background = rgb(0x15181f),
        .panel = rgb(0x1b1f27),
        .line = rgb(0x2a303c),
        .grid = rgb(0x272d38),
        .picture = rgb(0x000000),
        .text = rgb(0xe6eaf2),
        .faint = rgb(0x949cac),
        .disabled = rgb(0x616a7a),
        .problem = rgb(0xff6b6b),
        .strong = rgb(0xe8ecf4),
        .strong_hover = rgb(0xffffff),
        .on_strong = rgb(0x15181f),
        .control = rgb(0x222834),
        .control_hover = rgb(0x2a313f),
        .control_pressed = rgb(0x1a1f29),
        .selected = rgb(0x343d4e),
        .track = rgb(0x323a48),
        .track_filled = rgb(0xaab3c4),
        .knob = rgb(0xffffff),
        .knob_line = rgb(0x15181f),
        .ring = rgb(0xf4f7fc),
        .caret = rgb(0xffffff),
        .marked = rgb(0x46536b),
        .popup = rgb(0x262d3a),
        .popup_line = rgb(0x3c4658),
        .shadow = rgba(0x000000, 110),
        .veil = rgba(0x0a0c10, 170),
        .encoder = rgb(0x5aa9ff),
        .code = rgb(0xffb347),
        .decoder = rgb(0x3ecf9a),
        .curves = {rgb(0x8d97a8), rgb(0xffffff), rgb(0xc79bff), rgb(0xe8407a)},
    };
    fill_classes(&theme->colors, CLASSES);
    theme_fill(theme, 1);
}

void theme_light(Theme *theme) {
    static const unsigned CLASSES[THEME_CLASSES] = {0x4e79a7, 0xc96a0a, 0xd13f43, 0x3c938d, 0x3f7f35,
                                                    0xa88400, 0x8f5689, 0xe0708a, 0x7a5639, 0x857b76};
    *theme = (Theme){.name = "light", .light = true};
    theme->colors = (ThemeColors){
        .background = rgb(0xf2f4f8),
        .panel = rgb(0xffffff),
        .line = rgb(0xd3d9e3),
        .grid = rgb(0xe3e7ee),
        .picture = rgb(0x000000),
        .text = rgb(0x171a21),
        .faint = rgb(0x596273),
        .disabled = rgb(0x98a1b0),
        .problem = rgb(0xc62828),
        .strong = rgb(0x171a21),
        .strong_hover = rgb(0x2b313d),
        .on_strong = rgb(0xffffff),
        .control = rgb(0xeceff5),
        .control_hover = rgb(0xe1e6ee),
        .control_pressed = rgb(0xd3dae5),
        .selected = rgb(0xd0d8e4),
        .track = rgb(0xd0d6e0),
        .track_filled = rgb(0x6b7689),
        .knob = rgb(0x171a21),
        .knob_line = rgb(0xffffff),
        .ring = rgb(0x171a21),
        .caret = rgb(0x171a21),
        .marked = rgb(0xbccbe4),
        .popup = rgb(0xffffff),
        .popup_line = rgb(0xbcc5d3),
        .shadow = rgba(0x1a2233, 50),
        .veil = rgba(0x1a2233, 110),
        .encoder = rgb(0x1769c9),
        .code = rgb(0xb86a00),
        .decoder = rgb(0x0f8a5f),
        .curves = {rgb(0x8791a3), rgb(0x171a21), rgb(0x7a3fd0), rgb(0xc2336f)},
    };
    fill_classes(&theme->colors, CLASSES);
    theme_fill(theme, 1);
}

static const struct {
    const char *name;
    void (*fill)(Theme *theme);
} ALL[THEMES] = {{"dark", theme_dark}, {"light", theme_light}, {"projector", theme_projector}};

static int index_of(const char *name) {
    for (int i = 0; i < THEMES; i++)
        if (strcmp(ALL[i].name, name) == 0)
            return i;
    return -1;
}

bool theme_named(Theme *theme, const char *name) {
    int index = index_of(name);
    ALL[index < 0 ? 0 : index].fill(theme);
    return index >= 0;
}

const char *theme_name(int index) {
    return index >= 0 && index < THEMES ? ALL[index].name : NULL;
}

const char *theme_after(const char *name) {
    return ALL[(index_of(name) + 1) % THEMES].name;
}

Rgba theme_faded(Rgba color, float share) {
    float held = share < 0 ? 0 : share > 1 ? 1 : share;
    color.a = (uint8_t)((float)color.a * held + 0.5F);
    return color;
}

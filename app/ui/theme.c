// The dark theme and the light one. Contrast of text on its ground is at least 4.5 : 1, which tests/ui/test_text.c
// holds them to.
#include "theme.h"

#include <string.h>

static Rgba rgb(unsigned hex) {
    return (Rgba){(uint8_t)(hex >> 16), (uint8_t)(hex >> 8), (uint8_t)hex, 255};
}

static Rgba rgba(unsigned hex, uint8_t opacity) {
    Rgba color = rgb(hex);
    color.a = opacity;
    return color;
}

static void fill_classes(ThemeColors *colors) {
    static const unsigned CLASSES[THEME_CLASSES] = {0x4e79a7, 0xf28e2b, 0xe15759, 0x76b7b2, 0x59a14f,
                                                    0xedc948, 0xb07aa1, 0xff9da7, 0x9c755f, 0xbab0ac};
    for (int i = 0; i < THEME_CLASSES; i++)
        colors->classes[i] = rgb(CLASSES[i]);
}

static void fill_texts(Theme *theme) {
    const ThemeColors *c = &theme->colors;
    theme->texts[TEXT_BODY] = (TextStyle){DRAW_FONT_TEXT, 14, c->text};
    theme->texts[TEXT_FAINT] = (TextStyle){DRAW_FONT_TEXT, 13, c->faint};
    theme->texts[TEXT_STRONG] = (TextStyle){DRAW_FONT_BOLD, 14, c->text};
    theme->texts[TEXT_TITLE] = (TextStyle){DRAW_FONT_BOLD, 15, c->text};
    theme->texts[TEXT_SECTION] = (TextStyle){DRAW_FONT_BOLD, 13, c->faint};
    theme->texts[TEXT_DIGITS] = (TextStyle){DRAW_FONT_DIGITS, 13, c->text};
    theme->texts[TEXT_FAINT_DIGITS] = (TextStyle){DRAW_FONT_DIGITS, 13, c->faint};
    theme->texts[TEXT_PROBLEM] = (TextStyle){DRAW_FONT_TEXT, 14, c->problem};
    theme->texts[TEXT_PROBLEM_DIGITS] = (TextStyle){DRAW_FONT_DIGITS, 13, c->problem};
    theme->texts[TEXT_DISABLED] = (TextStyle){DRAW_FONT_TEXT, 14, c->disabled};
    theme->texts[TEXT_ON_STRONG] = (TextStyle){DRAW_FONT_BOLD, 14, c->on_strong};
}

static void fill_sizes(Theme *theme) {
    theme->sizes = (ThemeSizes){
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
        .toast_width = 360,
        .dialog_width = 480,
        .menu_rows = 12,
        .text_minimum = 13,
        .line_height = {[DRAW_FONT_TEXT] = 1.21F, [DRAW_FONT_BOLD] = 1.21F, [DRAW_FONT_DIGITS] = 1.32F},
        .curve = 2,
        .top_bar = 48,
        .side_left = 240,
        .side_right = 272,
        .status_bar = 32,
    };
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
        .curves = {rgb(0x8d97a8), rgb(0xffffff), rgb(0xc79bff), rgb(0xff8fb8)},
    };
    fill_classes(&theme->colors);
    fill_texts(theme);
    fill_sizes(theme);
}

void theme_light(Theme *theme) {
    *theme = (Theme){.name = "light"};
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
    fill_classes(&theme->colors);
    fill_texts(theme);
    fill_sizes(theme);
}

bool theme_named(Theme *theme, const char *name) {
    if (strcmp(name, "light") == 0) {
        theme_light(theme);
        return true;
    }
    theme_dark(theme);
    return strcmp(name, "dark") == 0;
}

Rgba theme_faded(Rgba color, float share) {
    float held = share < 0 ? 0 : share > 1 ? 1 : share;
    color.a = (uint8_t)((float)color.a * held + 0.5F);
    return color;
}

// The projector's theme. In a bright room a projector has no black: what it adds is light, so letters are black on
// white, without half tones that would be washed out, larger, and lines are thick. All text has 7 : 1 or more.
#include "theme.h"

static Rgba rgb(unsigned hex) {
    return (Rgba){(uint8_t)(hex >> 16), (uint8_t)(hex >> 8), (uint8_t)hex, 255};
}

static Rgba rgba(unsigned hex, uint8_t opacity) {
    Rgba color = rgb(hex);
    color.a = opacity;
    return color;
}

static void fill_colors(ThemeColors *colors) {
    static const unsigned CLASSES[THEME_CLASSES] = {0x1f5a96, 0xc25e00, 0xb5171f, 0x1f8a84, 0x256b1c,
                                                    0x967400, 0x7a3a78, 0xd94f74, 0x5f3d22, 0x6f6661};
    *colors = (ThemeColors){
        .background = rgb(0xffffff),
        .panel = rgb(0xffffff),
        .line = rgb(0x8b94a3),
        .grid = rgb(0xb9c1cd),
        .picture = rgb(0x000000),
        .text = rgb(0x000000),
        .faint = rgb(0x353c49),
        .disabled = rgb(0x6b7482),
        .problem = rgb(0x9a0000),
        .strong = rgb(0x000000),
        .strong_hover = rgb(0x2b313d),
        .on_strong = rgb(0xffffff),
        .control = rgb(0xedf0f5),
        .control_hover = rgb(0xdde3ec),
        .control_pressed = rgb(0xc9d2de),
        .selected = rgb(0xc3ccd9),
        .track = rgb(0xb4bdca),
        .track_filled = rgb(0x454e5d),
        .knob = rgb(0x000000),
        .knob_line = rgb(0xffffff),
        .ring = rgb(0x000000),
        .caret = rgb(0x000000),
        .marked = rgb(0xa9c0ea),
        .popup = rgb(0xffffff),
        .popup_line = rgb(0x454e5d),
        .shadow = rgba(0x000000, 70),
        .veil = rgba(0x1a2233, 120),
        .encoder = rgb(0x0042c0),
        .code = rgb(0x8f4700),
        .decoder = rgb(0x00805a),
        .curves = {rgb(0x6f7a8c), rgb(0x000000), rgb(0x6a1fd0), rgb(0xb8005c)},
    };
    for (int i = 0; i < THEME_CLASSES; i++)
        colors->classes[i] = rgb(CLASSES[i]);
}

void theme_projector(Theme *theme) {
    *theme = (Theme){.name = "projector", .light = true};
    fill_colors(&theme->colors);
    theme_fill(theme, 1.25F);
    ThemeSizes *sizes = &theme->sizes;
    sizes->line = sizes->caret = 2;
    sizes->ring = sizes->curve = 3;
    sizes->accent = 6;
    sizes->mark = 4;
}

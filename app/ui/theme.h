// Every colour, size, corner and font size of the window, by name. Whatever draws asks here; nothing is named
// elsewhere.
#ifndef HOURGLASS_THEME_H
#define HOURGLASS_THEME_H

#include "draw.h"

enum { THEME_CLASSES = 10, THEME_CURVES = 4, THEMES = 3 };

typedef enum TextRole {
    TEXT_BODY,
    TEXT_FAINT,
    TEXT_STRONG,       // as body, bold
    TEXT_TITLE,        // of a view or a dialog
    TEXT_SECTION,      // heading of a group in a side panel; write it in capitals
    TEXT_DIGITS,       // numbers, all digits equally wide
    TEXT_FAINT_DIGITS, // axes, hints, shapes
    TEXT_PROBLEM,
    TEXT_PROBLEM_DIGITS,
    TEXT_DISABLED,
    TEXT_ON_STRONG, // on the `strong` fill of a primary button
    TEXT_ROLES
} TextRole;

typedef struct TextStyle {
    DrawFont font;
    float size; // pixels at scale 1
    Rgba color;
} TextStyle;

typedef struct ThemeColors {
    Rgba background, panel, line; // window, cards and side panels, the thin lines around and between them
    Rgba grid;                    // lines inside plots
    Rgba picture;                 // behind images and heat maps

    Rgba text, faint, disabled, problem;
    Rgba strong, strong_hover, on_strong; // primary button and what is written on it

    Rgba control, control_hover, control_pressed, selected; // buttons, fields, rows of choices
    Rgba track, track_filled, knob, knob_line;              // sliders, toggles, scroll bars
    Rgba ring;                                              // around what has the keyboard
    Rgba caret, marked;                                     // text fields: caret, selected text
    Rgba popup, popup_line, shadow, veil;                   // menus, tooltips, toasts; veil lies behind a dialog

    Rgba encoder, code, decoder; // these three mean the halves of the network and its code, and nothing else
    Rgba classes[THEME_CLASSES];
    Rgba curves[THEME_CURVES]; // train, test, penalty, comparison
} ThemeColors;

/// Pixels at scale 1.
typedef struct ThemeSizes {
    float grid;                     // everything lies on multiples of this
    float gap, padding, section;    // between controls, inside cards, between groups
    float row, control, tab;        // heights: a line of text, a button or field, a tab
    float slider;                   // height: a line of text with the track below
    float fold;                     // height of a foldable header
    float radius, radius_panel;     // corners
    float line, ring, accent, mark; // widths: thin line, focus ring, bar at a layer's left, line under a tab
    float track, knob, scroll_bar, splitter;
    float toggle_width, icon, caret;
    float text_inset; // between a control's edge and its text
    float tooltip_width, explain_width, toast_width, dialog_width, menu_rows;
    float text_minimum;                               // no text is smaller
    float larger;                                     // text and what holds it, times the dark theme's
    float line_height[DRAW_FONTS];                    // of a line of text, in font sizes
    float curve;                                      // width of a curve in a plot
    float top_bar, side_left, side_right, status_bar; // of the frame
} ThemeSizes;

/// Seconds. A wheel that rests for `wheel_pause` may turn something else; `frame`: one of a moving picture.
typedef struct ThemeTimes {
    double tooltip, toast, toast_problem, fade, blink, wheel_pause, frame;
} ThemeTimes;

typedef struct Theme {
    const char *name; // "dark", "light", "projector"
    bool light;       // dark letters on light ground
    ThemeColors colors;
    TextStyle texts[TEXT_ROLES];
    ThemeSizes sizes;
    ThemeTimes times;
    float disabled_share; // opacity left to what cannot be used now
} Theme;

void theme_dark(Theme *theme);
void theme_light(Theme *theme);
/// For a bright room: black on white, all text at least 7 : 1, larger type, thicker lines.
void theme_projector(Theme *theme);

/// Fills the theme of that name; false, and the dark one, where there is none.
bool theme_named(Theme *theme, const char *name);
/// The names in the order of the key that changes them; NULL beyond the last.
const char *theme_name(int index);
/// The name after this one, round and round.
const char *theme_after(const char *name);

/// Puts sizes and texts into a theme whose colours are there; `larger` as in ThemeSizes. For the themes' own files.
void theme_fill(Theme *theme, float larger);

/// The colour with its opacity times `share` (0 to 1).
Rgba theme_faded(Rgba color, float share);

#endif

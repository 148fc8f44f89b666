// What the user did since the last frame, as plain data. The platform fills it from its events, tests by hand.
#ifndef HOURGLASS_INPUT_H
#define HOURGLASS_INPUT_H

#include <stdbool.h>

enum { UI_MOUSE_LEFT = 1, UI_MOUSE_MIDDLE = 2, UI_MOUSE_RIGHT = 4 }; // bits
enum { UI_SHIFT = 1, UI_CTRL = 2, UI_ALT = 4 };                      // bits
enum { UI_KEY_PRESSES = 32, UI_TYPED = 128 };                        // most a frame; the rest belongs to the next

/// Keys with a character are that character in lower case ('s', '1', '+', ' '); the others follow.
enum {
    UI_KEY_ENTER = 256,
    UI_KEY_ESCAPE,
    UI_KEY_TAB,
    UI_KEY_BACKSPACE,
    UI_KEY_DELETE,
    UI_KEY_LEFT,
    UI_KEY_RIGHT,
    UI_KEY_UP,
    UI_KEY_DOWN,
    UI_KEY_HOME,
    UI_KEY_END,
    UI_KEY_PAGE_UP,
    UI_KEY_PAGE_DOWN,
    UI_KEY_F1, // F2 is UI_KEY_F1 + 1, up to F12
    UI_KEY_F12 = UI_KEY_F1 + 11,
    UI_KEYS
};

typedef struct UiKeyPress {
    int key;
    unsigned modifiers;
} UiKeyPress;

/// A press and its release may share a frame; a release and the next press may not: give the press a frame of its own.
typedef struct UiInput {
    float mouse_x, mouse_y; // -1, -1 while the pointer is elsewhere
    unsigned down;          // buttons held now
    unsigned pressed, released;
    bool double_click;  // the press is the second of two at one place
    float wheel;        // notches, up positive
    unsigned modifiers; // held now
    bool space;         // so is the space bar
    UiKeyPress keys[UI_KEY_PRESSES];
    int key_count;
    char typed[UI_TYPED]; // UTF-8
    double time;          // seconds since any fixed moment
} UiInput;

#endif

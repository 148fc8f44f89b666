// Events become a frame's input.
#include "hand.h"

#include <string.h>

// The space bar held down is one press, however long: with a drag it moves the latent map.
static void add_key(UiInput *input, const PlatformEvent *event) {
    bool again = event->key == ' ' && input->space;
    input->space |= event->key == ' ';
    if (!again && event->key && input->key_count < UI_KEY_PRESSES)
        input->keys[input->key_count++] = (UiKeyPress){event->key, event->modifiers};
}

static unsigned button_bit(int button) {
    return button == PLATFORM_LEFT     ? UI_MOUSE_LEFT
           : button == PLATFORM_MIDDLE ? UI_MOUSE_MIDDLE
           : button == PLATFORM_RIGHT  ? UI_MOUSE_RIGHT
                                       : 0;
}

static void add_mouse(UiInput *input, const PlatformEvent *event) {
    unsigned bit = button_bit(event->button);
    input->mouse_x = event->x;
    input->mouse_y = event->y;
    if (event->kind == PLATFORM_MOUSE_DOWN) {
        input->down |= bit;
        input->pressed |= bit;
        input->modifiers = event->modifiers;
        input->double_click = event->clicks >= 2 && event->clicks % 2 == 0;
    } else if (event->kind == PLATFORM_MOUSE_UP) {
        input->down &= ~bit;
        input->released |= bit;
    }
}

static void let_go(Hand *hand) {
    UiInput *input = &hand->input;
    input->released |= input->down;
    input->down = input->modifiers = hand->modifiers = 0;
    input->space = false;
}

// A fast double click is two clicks, however slow the frames are.
bool hand_is_ahead(const Hand *hand, const PlatformEvent *event) {
    const UiInput *input = &hand->input;
    return (event->kind == PLATFORM_MOUSE_DOWN && input->released) ||
           (event->kind == PLATFORM_KEY_DOWN && input->key_count == UI_KEY_PRESSES) ||
           (event->kind == PLATFORM_TEXT && strlen(input->typed) + strlen(event->text) >= sizeof input->typed);
}

void hand_add(Hand *hand, const PlatformEvent *event) {
    UiInput *input = &hand->input;
    hand->modifiers = event->kind <= PLATFORM_TEXT ? event->modifiers : hand->modifiers;
    input->modifiers = input->pressed ? input->modifiers : hand->modifiers;
    switch (event->kind) {
    case PLATFORM_MOUSE_MOVE:
    case PLATFORM_MOUSE_DOWN:
    case PLATFORM_MOUSE_UP:
        add_mouse(input, event);
        break;
    case PLATFORM_MOUSE_LEAVE:
        input->mouse_x = input->mouse_y = input->down ? input->mouse_x : -1;
        break;
    case PLATFORM_WHEEL:
        input->wheel += event->wheel_y;
        break;
    case PLATFORM_KEY_DOWN:
        add_key(input, event);
        break;
    case PLATFORM_KEY_UP:
        input->space &= event->key != ' ';
        break;
    case PLATFORM_TEXT:
        if (strlen(input->typed) + strlen(event->text) < sizeof input->typed)
            strcat(input->typed, event->text);
        break;
    case PLATFORM_FOCUS_LOST:
        let_go(hand);
        break;
    default:
        break;
    }
}

void hand_next(Hand *hand) {
    UiInput *input = &hand->input;
    input->pressed = input->released = 0;
    input->modifiers = hand->modifiers;
    input->double_click = false;
    input->wheel = 0;
    input->key_count = 0;
    input->typed[0] = 0;
}

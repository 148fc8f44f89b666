// SDL's events in the program's own terms. Called by window_wait.
#include "window_parts.h"

#include <string.h>

// As of a key's own event: SDL_GetModState is already past all that waits in the queue.
static unsigned modifiers_of(unsigned held) {
    return (held & KMOD_SHIFT ? UI_SHIFT : 0U) | (held & KMOD_CTRL ? UI_CTRL : 0U) | (held & KMOD_ALT ? UI_ALT : 0U);
}

static int keypad_key(SDL_Keycode key) {
    static const struct {
        SDL_Keycode from;
        int to;
    } KEYS[] = {{SDLK_KP_ENTER, UI_KEY_ENTER}, {SDLK_KP_PLUS, '+'},   {SDLK_KP_MINUS, '-'}, {SDLK_KP_MULTIPLY, '*'},
                {SDLK_KP_DIVIDE, '/'},         {SDLK_KP_PERIOD, '.'}, {SDLK_KP_0, '0'},     {SDLK_KP_EQUALS, '='}};
    if (key >= SDLK_KP_1 && key <= SDLK_KP_9)
        return '1' + (int)(key - SDLK_KP_1);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        if (KEYS[i].from == key)
            return KEYS[i].to;
    return 0;
}

static int named_key(SDL_Keycode key) {
    static const struct {
        SDL_Keycode from;
        int to;
    } KEYS[] = {{SDLK_RETURN, UI_KEY_ENTER},
                {SDLK_ESCAPE, UI_KEY_ESCAPE},
                {SDLK_TAB, UI_KEY_TAB},
                {SDLK_DELETE, UI_KEY_DELETE},
                {SDLK_BACKSPACE, UI_KEY_BACKSPACE},
                {SDLK_LEFT, UI_KEY_LEFT},
                {SDLK_RIGHT, UI_KEY_RIGHT},
                {SDLK_UP, UI_KEY_UP},
                {SDLK_DOWN, UI_KEY_DOWN},
                {SDLK_HOME, UI_KEY_HOME},
                {SDLK_END, UI_KEY_END},
                {SDLK_PAGEUP, UI_KEY_PAGE_UP},
                {SDLK_PAGEDOWN, UI_KEY_PAGE_DOWN}};
    if (key >= SDLK_F1 && key <= SDLK_F12)
        return UI_KEY_F1 + (int)(key - SDLK_F1);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        if (KEYS[i].from == key)
            return KEYS[i].to;
    return keypad_key(key);
}

int window_key(const SDL_Keysym *keysym) {
    int named = named_key(keysym->sym);
    if (named)
        return named;
    bool letter = keysym->sym >= 'a' && keysym->sym <= 'z', digit = keysym->sym >= '0' && keysym->sym <= '9';
    // The digit row counts as digits where a layout puts them behind Shift.
    if (!letter && !digit && keysym->scancode >= SDL_SCANCODE_1 && keysym->scancode <= SDL_SCANCODE_0)
        return keysym->scancode == SDL_SCANCODE_0 ? '0' : '1' + (int)(keysym->scancode - SDL_SCANCODE_1);
    return keysym->sym >= ' ' && keysym->sym < 127 ? (int)keysym->sym : 0;
}

static PlatformEvent *add(const Window *window, WindowTurn *turn, PlatformEventKind kind, Uint32 milliseconds) {
    PlatformEvent *event = &turn->events[turn->count++];
    *event = (PlatformEvent){
        .kind = kind, .modifiers = window->modifiers, .seconds = milliseconds / 1000.0 + window->clock_offset};
    return event;
}

static void place(const Window *window, PlatformEvent *event, int x, int y) {
    float density = window_density(window);
    event->x = ((float)x + 0.5F) * density;
    event->y = ((float)y + 0.5F) * density;
}

static bool mouse_event(const Window *window, const SDL_Event *event, WindowTurn *turn) {
    PlatformEvent *last = turn->count ? &turn->events[turn->count - 1] : NULL;
    if (event->type == SDL_MOUSEMOTION) { // of moves in a row only the last counts
        if (!last || last->kind != PLATFORM_MOUSE_MOVE)
            last = add(window, turn, PLATFORM_MOUSE_MOVE, event->motion.timestamp);
        place(window, last, event->motion.x, event->motion.y);
    } else if (event->type == SDL_MOUSEWHEEL) {
        PlatformEvent *wheel = add(window, turn, PLATFORM_WHEEL, event->wheel.timestamp);
        place(window, wheel, event->wheel.mouseX, event->wheel.mouseY);
        wheel->wheel_x = event->wheel.preciseX;
        wheel->wheel_y = event->wheel.preciseY;
    } else {
        bool down = event->type == SDL_MOUSEBUTTONDOWN;
        PlatformEvent *button =
            add(window, turn, down ? PLATFORM_MOUSE_DOWN : PLATFORM_MOUSE_UP, event->button.timestamp);
        place(window, button, event->button.x, event->button.y);
        button->button = event->button.button; // SDL numbers left, middle and right as PlatformButton does
        button->clicks = event->button.clicks;
    }
    return true;
}

static bool key_event(Window *window, const SDL_KeyboardEvent *key, WindowTurn *turn) {
    window->modifiers = modifiers_of(key->keysym.mod);
    PlatformEvent *event =
        add(window, turn, key->type == SDL_KEYDOWN ? PLATFORM_KEY_DOWN : PLATFORM_KEY_UP, key->timestamp);
    event->key = window_key(&key->keysym);
    event->repeat = key->repeat != 0;
    return true;
}

static bool text_event(const Window *window, const SDL_TextInputEvent *text, WindowTurn *turn) {
    PlatformEvent *event = add(window, turn, PLATFORM_TEXT, text->timestamp);
    SDL_utf8strlcpy(event->text, text->text, sizeof event->text);
    return true;
}

static bool drop_event(Window *window, const SDL_DropEvent *drop, WindowTurn *turn) {
    if (!drop->file || window->path_count == WINDOW_EVENTS)
        return false;
    PlatformEvent *event = add(window, turn, PLATFORM_DROP_FILE, drop->timestamp);
    int x, y;
    SDL_GetMouseState(&x, &y);
    place(window, event, x, y);
    event->path = window->paths[window->path_count++] = drop->file;
    return true;
}

static void note_place(Window *window) {
    Uint32 special = SDL_WINDOW_MAXIMIZED | SDL_WINDOW_MINIMIZED | SDL_WINDOW_FULLSCREEN_DESKTOP;
    if (SDL_GetWindowFlags(window->window) & special)
        return;
    SDL_GetWindowPosition(window->window, &window->normal.x, &window->normal.y);
    SDL_GetWindowSize(window->window, &window->normal.w, &window->normal.h);
}

static bool window_event(Window *window, const SDL_WindowEvent *event, WindowTurn *turn) {
    static const struct {
        int from;
        PlatformEventKind to;
    } KINDS[] = {{SDL_WINDOWEVENT_SIZE_CHANGED, PLATFORM_RESIZED},
                 {SDL_WINDOWEVENT_LEAVE, PLATFORM_MOUSE_LEAVE},
                 {SDL_WINDOWEVENT_FOCUS_LOST, PLATFORM_FOCUS_LOST},
                 {SDL_WINDOWEVENT_MINIMIZED, PLATFORM_MINIMISED},
                 {SDL_WINDOWEVENT_FOCUS_GAINED, PLATFORM_FOCUS_GAINED},
                 {SDL_WINDOWEVENT_RESTORED, PLATFORM_RESTORED},
                 {SDL_WINDOWEVENT_MAXIMIZED, PLATFORM_RESTORED},
                 {SDL_WINDOWEVENT_HIDDEN, PLATFORM_MINIMISED},
                 {SDL_WINDOWEVENT_SHOWN, PLATFORM_RESTORED}};
    if (event->event == SDL_WINDOWEVENT_SIZE_CHANGED || event->event == SDL_WINDOWEVENT_MOVED)
        note_place(window);
    if (event->event != SDL_WINDOWEVENT_MOVED && event->event != SDL_WINDOWEVENT_ENTER &&
        event->event != SDL_WINDOWEVENT_LEAVE)
        canvas_redraw(window->canvas); // shown, exposed, resized: the window's pixels may be lost
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (event->event == KINDS[i].from) {
            PlatformEvent *added = add(window, turn, KINDS[i].to, event->timestamp);
            window->modifiers = added->kind == PLATFORM_FOCUS_LOST ? 0 : window->modifiers;
            window->hidden = added->kind == PLATFORM_MINIMISED || (window->hidden && added->kind != PLATFORM_RESTORED);
            return true;
        }
    return event->event == SDL_WINDOWEVENT_EXPOSED;
}

bool window_translate(Window *window, const SDL_Event *event, WindowTurn *turn) {
    switch (event->type) {
    case SDL_MOUSEMOTION:
    case SDL_MOUSEWHEEL:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return mouse_event(window, event, turn);
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        return key_event(window, &event->key, turn);
    case SDL_TEXTINPUT:
        return text_event(window, &event->text, turn);
    case SDL_DROPFILE:
        return drop_event(window, &event->drop, turn);
    case SDL_WINDOWEVENT:
        return window_event(window, &event->window, turn);
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        canvas_forget(window->canvas);
        return true;
    case SDL_QUIT:
        add(window, turn, PLATFORM_QUIT, event->quit.timestamp);
        return true;
    default:
        return false;
    }
}

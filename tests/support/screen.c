// The fake user: see screen.h.
#include "screen.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

float screen_text_width(void *context, DrawFont font, float size, const char *text) {
    (void)context;
    (void)font;
    int letters = 0;
    for (; *text; text++)
        letters += ((unsigned char)*text & 0xC0) != 0x80;
    return size * 0.5F * (float)letters;
}

Screen *screen_create(ScreenDraw *draw, void *context) {
    Screen *screen = calloc(1, sizeof *screen);
    if (!screen)
        abort();
    ui_init(&screen->ui);
    theme_dark(&screen->theme);
    screen->input.mouse_x = screen->input.mouse_y = -1;
    screen->scale = 1;
    screen->width = 800;
    screen->height = 600;
    screen->draw = draw;
    screen->context = context;
    screen_frame(screen);
    return screen;
}

void screen_destroy(Screen *screen) {
    ui_finish(&screen->ui);
    free(screen);
}

void screen_frame(Screen *screen) {
    static const TextMeasure MEASURE = {.width = screen_text_width};
    UiInput *input = &screen->input;
    ui_begin(&screen->ui, input, &screen->theme, &MEASURE, screen->scale, screen->width, screen->height);
    screen->draw(&screen->ui, screen->context);
    ui_end(&screen->ui);
    input->pressed = input->released = 0;
    input->double_click = false;
    input->wheel = 0;
    input->key_count = 0;
    input->modifiers = 0;
    input->typed[0] = '\0';
    input->time += 1.0 / 60;
}

void screen_wait(Screen *screen, double seconds) {
    screen->input.time += seconds;
    screen_frame(screen);
}

void screen_move(Screen *screen, float x, float y) {
    screen->input.mouse_x = x;
    screen->input.mouse_y = y;
    screen_frame(screen);
}

void screen_press(Screen *screen, float x, float y) {
    screen->input.pressed = screen->input.down = UI_MOUSE_LEFT;
    screen_move(screen, x, y);
}

void screen_release(Screen *screen) {
    screen->input.down = 0;
    screen->input.released = UI_MOUSE_LEFT;
    screen_frame(screen);
}

void screen_click(Screen *screen, float x, float y) {
    screen_press(screen, x, y);
    screen_release(screen);
}

void screen_double_click(Screen *screen, float x, float y) {
    screen_click(screen, x, y);
    screen->input.double_click = true;
    screen_click(screen, x, y);
}

void screen_wheel(Screen *screen, float x, float y, float notches) {
    screen->input.wheel = notches;
    screen_move(screen, x, y);
}

void screen_key(Screen *screen, int key, unsigned modifiers) {
    screen->input.keys[0] = (UiKeyPress){key, modifiers};
    screen->input.key_count = 1;
    screen->input.modifiers = modifiers;
    screen_frame(screen);
}

void screen_type(Screen *screen, const char *text) {
    strncpy(screen->input.typed, text, UI_TYPED - 1);
    screen_frame(screen);
}

const DrawCommand *screen_find(const Screen *screen, const char *text) {
    const DrawList *list = &screen->ui.lists[0];
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), text) == 0)
            return &list->commands[i];
    return NULL;
}

static bool same(Rgba a, Rgba b) {
    return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

int screen_count(const Screen *screen, DrawKind kind, Rgba color) {
    int count = 0;
    const DrawList *list = &screen->ui.lists[0];
    for (int i = 0; i < list->count; i++)
        count += list->commands[i].kind == kind && same(list->commands[i].color, color);
    return count;
}

const DrawCommand *screen_ring(const Screen *screen) {
    const DrawList *list = &screen->ui.lists[0];
    for (int i = list->count - 1; i >= 0; i--)
        if (list->commands[i].kind == DRAW_FRAME && same(list->commands[i].color, screen->theme.colors.ring))
            return &list->commands[i];
    return NULL;
}

bool screen_dies(void (*function)(void)) {
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO);
        function();
        _exit(0);
    }
    int status = 0;
    return waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

// Opening the window takes a quarter of the time that reading the images does, and both can go on at once.
#include "screen.h"

static void wake(void *context) {
    Window *window = atomic_load(&((Screen *)context)->window);
    if (window) // before that a first frame is still to come
        window_wake(window);
}

bool screen_init(Screen *screen, const ExplorerDesc *explorer, const WindowDesc *window, Error *error) {
    ExplorerDesc desc = *explorer;
    atomic_init(&screen->window, NULL);
    desc.wake = wake;
    desc.context = screen;
    screen->explorer = explorer_create(&desc, error);
    Window *opened = screen->explorer ? window_create(window, error) : NULL;
    if (!opened)
        return false;
    explorer_set_scale(screen->explorer, explorer_scale(screen->explorer) * window_density(opened));
    atomic_store(&screen->window, opened);
    return true;
}

void screen_finish(Screen *screen) {
    explorer_destroy(screen->explorer);
    window_destroy(atomic_load(&screen->window));
}

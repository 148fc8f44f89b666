// A small program with a real window, for window.sh: shows every picture of data, with new numbers 30 times a second
// from another thread. Prints the renderer, the time to the first frame and the cost of a frame. Q or closing ends it.
#include "clock.h"
#include "gallery.h"
#include "window.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Demo {
    Window *window;
    Gallery gallery;
    DrawList list;
    Point mouse;
    atomic_bool stop;
    bool quit;
    int frames, resizes;
    double busy;
} Demo;

static void *wake_at_30(void *context) {
    Demo *demo = context;
    while (!atomic_load(&demo->stop)) {
        window_wake(demo->window);
        clock_sleep(1.0 / 60);
    }
    return NULL;
}

static void take(Demo *demo, const PlatformEvent *event) {
    if (event->kind == PLATFORM_QUIT || (event->kind == PLATFORM_KEY_DOWN && event->key == 'q'))
        demo->quit = true;
    else if (event->kind == PLATFORM_MOUSE_MOVE)
        demo->mouse = (Point){event->x, event->y};
    else if (event->kind == PLATFORM_KEY_DOWN && event->key == 't')
        theme_named(&demo->gallery.theme, "light");
    demo->resizes += event->kind == PLATFORM_RESIZED;
}

static void frame(Demo *demo, const WindowTurn *turn) {
    for (int i = 0; i < turn->count; i++)
        take(demo, &turn->events[i]);
    if (turn->hidden)
        return;
    double begin = clock_seconds();
    TextMeasure measure = window_measure(demo->window);
    demo->gallery.stamp += turn->woken;
    if (turn->woken) // something to see moving
        demo->gallery.images[0][demo->gallery.stamp % 784] ^= 0xFF;
    draw_clear(&demo->list);
    gallery_draw(&demo->gallery, &demo->list, &measure, window_density(demo->window), (float)turn->width,
                 (float)turn->height, &demo->mouse);
    window_draw(demo->window, &demo->list, demo->gallery.theme.colors.background);
    demo->busy += clock_seconds() - begin;
    demo->frames++;
}

int main(void) {
    double begin = clock_seconds();
    setvbuf(stdout, NULL, _IOLBF, 0);
    Demo *demo = calloc(1, sizeof *demo);
    WindowSettings settings;
    WindowTurn turn;
    Error error = {0};
    window_settings_load(&settings);
    demo->window = window_create(&(WindowDesc){.title = "Hourglass window demo", .settings = &settings}, &error);
    if (!demo->window) {
        fprintf(stderr, "%s\n", error.text);
        free(demo);
        return 1;
    }
    gallery_init(&demo->gallery, "dark");
    pthread_t thread;
    pthread_create(&thread, NULL, wake_at_30, demo);
    while (!demo->quit) {
        window_wait(demo->window, 0, &turn);
        frame(demo, &turn);
        if (demo->frames == 1)
            printf("%s: first frame after %.0f ms\n", window_renderer_name(demo->window),
                   (clock_seconds() - begin) * 1000);
    }
    atomic_store(&demo->stop, true);
    pthread_join(thread, NULL);
    printf("%d frames of %.2f ms, %d resizes, %dx%d\n", demo->frames, demo->busy * 1000 / demo->frames, demo->resizes,
           turn.width, turn.height);
    window_remember(demo->window, &settings);
    if (!window_settings_save(&settings, &error))
        fprintf(stderr, "%s\n", error.text);
    gallery_finish(&demo->gallery);
    draw_finish(&demo->list);
    window_destroy(demo->window);
    free(demo);
    return 0;
}

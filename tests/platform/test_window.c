// The window's settings survive anything in their file; the window's events, wake and pace, on SDL's dummy driver.
#include "clock.h"
#include "scratch.h"
#include "test.h"
#include "window.h"

#include <SDL.h>

#include <limits.h>
#include <pthread.h>
#include <sys/stat.h>

static void settings_come_back(void **state) {
    Scratch *scratch = *state;
    setenv("XDG_CONFIG_HOME", scratch->folder, 1);
    WindowSettings settings, again;
    window_settings_load(&settings);
    assert_true(settings.width == 1440 && settings.height == 900 && settings.scale == 1 && settings.x == INT_MIN);
    assert_int_equal(settings.history_megabytes, 0);
    settings = (WindowSettings){-20, 30, 1000, 700, true, 1.25F, "light", 256};
    Error error = {0};
    assert_true(window_settings_save(&settings, &error));
    window_settings_load(&again);
    assert_true(again.x == -20 && again.y == 30 && again.width == 1000 && again.height == 700 && again.maximised);
    assert_true(again.scale == 1.25F && again.history_megabytes == 256);
    assert_string_equal(again.theme, "light");
}

static void wrong_settings_are_passed_over(void **state) {
    Scratch *scratch = *state;
    setenv("XDG_CONFIG_HOME", scratch->folder, 1);
    char text[] = "x = 99999999999\nwidth=3\nheight = -1\nscale = nan\ntheme =\n=\n\n[x]\nwidth\n; scale = 2\n"
                  "theme = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nscale = 9\nhistory_megabytes = "
                  "-5\n\xff\xfe\nheight = 650 \r\n";
    mkdir(scratch_path(scratch, "hourglass"), 0700);
    scratch_write(scratch, "hourglass/window.ini", text, sizeof text - 1);
    WindowSettings settings;
    window_settings_load(&settings);
    assert_true(settings.x == INT_MIN && settings.width == 1440 && settings.height == 650 && settings.scale == 1);
    assert_int_equal(settings.history_megabytes, 0);
    assert_string_equal(settings.theme, "dark");
}

static int scratch_start(void **state) {
    Scratch *scratch = malloc(sizeof *scratch);
    scratch_init(scratch);
    *state = scratch;
    return 0;
}

static int scratch_end(void **state) {
    Scratch *scratch = *state;
    remove(scratch_path(scratch, "hourglass/window.ini"));
    rmdir(scratch_path(scratch, "hourglass"));
    scratch_finish(scratch);
    free(scratch);
    return 0;
}

static int window_start(void **state) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    Error error = {0};
    Window *window = window_create(&(WindowDesc){.title = "test"}, &error);
    *state = window;
    if (!window)
        return -1;
    static WindowTurn turn; // the events of opening
    window_wait(window, clock_seconds() + 0.1, &turn);
    window_wait(window, clock_seconds() + 0.1, &turn);
    return 0;
}

static int window_end(void **state) {
    window_destroy(*state);
    return 0;
}

static void waiting_ends_when_due(void **state) {
    WindowTurn turn;
    double begin = clock_seconds();
    window_wait(*state, begin + 0.12, &turn);
    double waited = clock_seconds() - begin;
    assert_true(turn.count == 0 && !turn.woken && waited >= 0.119 && waited < 0.4);
}

static void *wake_often(void *window) {
    for (int i = 0; i < 300; i++) {
        window_wake(window);
        clock_sleep(0.001);
    }
    return NULL;
}

static void wakes_are_coalesced_to_30_a_second(void **state) {
    WindowTurn turn;
    pthread_t thread;
    double begin = clock_seconds();
    assert_int_equal(pthread_create(&thread, NULL, wake_often, *state), 0);
    int frames = 0;
    while (clock_seconds() - begin < 0.3) {
        window_wait(*state, begin + 0.3, &turn);
        frames += turn.woken;
    }
    pthread_join(thread, NULL);
    assert_in_range(frames, 2, 11);
}

static void keys_and_mouse_are_translated(void **state) {
    WindowTurn turn;
    SDL_Event key = {.key = {.type = SDL_KEYDOWN, .keysym = {.scancode = SDL_SCANCODE_F2, .sym = SDLK_F2}}};
    SDL_Event letter = {.key = {.type = SDL_KEYDOWN, .keysym = {.scancode = SDL_SCANCODE_S, .sym = SDLK_s}}};
    SDL_Event french = {.key = {.type = SDL_KEYDOWN, .keysym = {.scancode = SDL_SCANCODE_2, .sym = 0xE9}}};
    SDL_Event quit = {.type = SDL_QUIT};
    SDL_PushEvent(&key);
    SDL_PushEvent(&letter);
    SDL_PushEvent(&french);
    for (int i = 0; i < 50; i++) {
        SDL_Event move = {.motion = {.type = SDL_MOUSEMOTION, .x = i, .y = 7}};
        SDL_PushEvent(&move);
    }
    SDL_PushEvent(&quit);
    window_wait(*state, 0, &turn);
    assert_int_equal(turn.count, 5);
    assert_true(turn.events[0].kind == PLATFORM_KEY_DOWN && turn.events[0].key == UI_KEY_F1 + 1);
    assert_true(turn.events[1].key == 's' && turn.events[2].key == '2');
    assert_true(turn.events[3].kind == PLATFORM_MOUSE_MOVE && (int)turn.events[3].x == 49);
    assert_int_equal(turn.events[4].kind, PLATFORM_QUIT);
}

static void modifiers_are_those_of_the_moment(void **state) {
    WindowTurn turn;
    SDL_Event ctrl = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = SDLK_LCTRL, .mod = KMOD_LCTRL}}};
    SDL_Event q = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = SDLK_q, .mod = KMOD_LCTRL}}};
    SDL_Event press = {.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT}};
    SDL_Event up = {.key = {.type = SDL_KEYUP, .keysym = {.sym = SDLK_LCTRL, .mod = KMOD_NONE}}};
    SDL_Event *const order[] = {&ctrl, &q, &press, &up, &press};
    for (int i = 0; i < 5; i++)
        SDL_PushEvent(order[i]);
    window_wait(*state, 0, &turn);
    assert_int_equal(turn.count, 5);
    for (int i = 0; i < 5; i++)
        assert_int_equal(turn.events[i].modifiers, i < 3 ? UI_CTRL : 0);
}

static void more_events_than_fit_come_later(void **state) {
    WindowTurn turn;
    for (int i = 0; i < 300; i++) {
        SDL_Event key = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = 'a' + i % 26}}};
        SDL_PushEvent(&key);
    }
    int seen = 0;
    for (int i = 0; i < 3; i++) {
        window_wait(*state, 0, &turn);
        for (int k = 0; k < turn.count; k++, seen++)
            assert_int_equal(turn.events[k].key, 'a' + seen % 26);
    }
    assert_int_equal(seen, 300);
}

static void dropped_files_live_until_the_next_turn(void **state) {
    WindowTurn turn;
    SDL_Event drop = {.drop = {.type = SDL_DROPFILE, .file = SDL_strdup("/a/b.npz")}};
    SDL_PushEvent(&drop);
    window_wait(*state, 0, &turn);
    assert_int_equal(turn.count, 1);
    assert_string_equal(turn.events[0].path, "/a/b.npz");
}

static void without_a_display_a_sentence_says_so(void **state) {
    (void)state;
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    for (int asked = 0; asked < 2; asked++) {
        if (asked)
            setenv("SDL_VIDEODRIVER", "x11", 1);
        else
            unsetenv("SDL_VIDEODRIVER");
        Error error = {0};
        assert_null(window_create(&(WindowDesc){.title = "test"}, &error));
        assert_true(strncmp(error.text, "no display: ", 12) == 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(settings_come_back, scratch_start, scratch_end),
        cmocka_unit_test_setup_teardown(wrong_settings_are_passed_over, scratch_start, scratch_end),
        cmocka_unit_test_setup_teardown(waiting_ends_when_due, window_start, window_end),
        cmocka_unit_test_setup_teardown(wakes_are_coalesced_to_30_a_second, window_start, window_end),
        cmocka_unit_test_setup_teardown(keys_and_mouse_are_translated, window_start, window_end),
        cmocka_unit_test_setup_teardown(more_events_than_fit_come_later, window_start, window_end),
        cmocka_unit_test_setup_teardown(modifiers_are_those_of_the_moment, window_start, window_end),
        cmocka_unit_test_setup_teardown(dropped_files_live_until_the_next_turn, window_start, window_end),
        cmocka_unit_test(without_a_display_a_sentence_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// The canvas in memory draws the right pixels, sends nothing twice, and needs no display.
#include "canvas.h"
#include "gallery.h"
#include "scratch.h"
#include "test.h"

#include <SDL.h>

#include <math.h>
#include <stdlib.h>

enum { WIDTH = 200, HEIGHT = 120 };
static const Rgba BLACK = {0, 0, 0, 255}, WHITE = {255, 255, 255, 255}, RED = {255, 0, 0, 255};

typedef struct Bench {
    Canvas *canvas;
    DrawList list;
    Rgba pixels[WIDTH * HEIGHT];
} Bench;

static int bench_init(void **state) {
    unsetenv("SDL_VIDEODRIVER");
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    Bench *bench = calloc(1, sizeof *bench);
    Error error = {0};
    bench->canvas = canvas_create(WIDTH, HEIGHT, &error);
    if (!bench->canvas)
        print_error("%s\n", error.text);
    *state = bench;
    return bench->canvas ? 0 : -1;
}

static int bench_finish(void **state) {
    Bench *bench = *state;
    canvas_destroy(bench->canvas);
    draw_finish(&bench->list);
    free(bench);
    return 0;
}

static void show(Bench *bench) {
    Error error = {0};
    canvas_draw(bench->canvas, &bench->list, BLACK);
    assert_true(canvas_read(bench->canvas, bench->pixels, &error));
}

static int at(const Bench *bench, int x, int y) {
    return bench->pixels[y * WIDTH + x].r;
}

static double sum(const Bench *bench) {
    double total = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        total += bench->pixels[i].r / 255.0;
    return total;
}

static void square_fills_are_crisp(void **state) {
    Bench *bench = *state;
    draw_fill(&bench->list, (Rect){10.3F, 20, 30, 5.4F}, 0, WHITE);
    show(bench);
    assert_true(at(bench, 9, 20) == 0 && at(bench, 10, 20) == 255 && at(bench, 39, 24) == 255 &&
                at(bench, 40, 24) == 0);
    assert_float_equal(sum(bench), 150, 1e-6);
}

static void round_fills_have_the_area_of_their_shape(void **state) {
    Bench *bench = *state;
    const float radii[] = {3, 7.5F, 12, 40};
    for (int i = 0; i < 4; i++) {
        draw_clear(&bench->list);
        draw_fill(&bench->list, (Rect){20, 10, 100, 80}, radii[i], WHITE);
        show(bench);
        double corner = (4 - 3.14159265) * (double)(radii[i] * radii[i]);
        assert_float_equal(sum(bench), 8000 - corner, 0.002 * 8000);
        assert_true(at(bench, 20, 10) < 128 && at(bench, 70, 10) > 250 && at(bench, 20, 50) > 250);
    }
}

static void a_small_circle_is_round(void **state) {
    Bench *bench = *state;
    for (int size = 6; size < 20; size++) {
        draw_clear(&bench->list);
        draw_fill(&bench->list, (Rect){30, 30, (float)size, (float)size}, (float)size / 2, WHITE);
        show(bench);
        assert_float_equal(sum(bench), 3.14159265 * size * size / 4, 0.05 * size * size);
    }
}

static void frames_lie_inside(void **state) {
    Bench *bench = *state;
    draw_frame(&bench->list, (Rect){10, 10, 50, 40}, 0, 2, WHITE);
    show(bench);
    assert_float_equal(sum(bench), 50 * 40 - 46 * 36, 1e-6);
    assert_true(at(bench, 10, 10) == 255 && at(bench, 59, 49) == 255 && at(bench, 12, 12) == 0);
    draw_clear(&bench->list);
    draw_frame(&bench->list, (Rect){10, 10, 100, 90}, 8, 2, WHITE);
    show(bench);
    assert_true(at(bench, 60, 10) == 255 && at(bench, 60, 11) == 255 && at(bench, 60, 12) == 0);
    assert_true(at(bench, 10, 10) == 0 && at(bench, 9, 50) == 0);
}

static void a_clip_holds_until_the_next(void **state) {
    Bench *bench = *state;
    draw_clip(&bench->list, (Rect){10, 10, 20, 20});
    draw_fill(&bench->list, (Rect){0, 0, 200, 120}, 0, WHITE);
    draw_line(&bench->list, (Point[]){{0, 0}, {200, 120}}, 2, 5, WHITE);
    draw_clip(&bench->list, (Rect){50, 50, 0, 0});
    draw_fill(&bench->list, (Rect){0, 0, 200, 120}, 0, WHITE);
    draw_clip(&bench->list, (Rect){-50, -50, 60, 52});
    draw_fill(&bench->list, (Rect){0, 0, 200, 120}, 0, WHITE);
    show(bench);
    assert_float_equal(sum(bench), 400 + 20, 0.5); // SDL blends white on white to 254
}

static void text_keeps_inside_its_measured_width(void **state) {
    Bench *bench = *state;
    TextMeasure measure = canvas_measure(bench->canvas);
    const char *const texts[] = {"Reconstructions", "0.0116", "λ β σ ± ·", "A", "fj"};
    for (int i = 0; i < 15; i++) {
        const char *text = texts[i % 5];
        float size = 13 + (float)(i / 5) * 3, width = measure.width(measure.context, (DrawFont)(i % 3), size, text);
        draw_clear(&bench->list);
        draw_text(&bench->list, 20, 40, (DrawFont)(i % 3), size, WHITE, text);
        show(bench);
        assert_true(width > 4 && sum(bench) > 5);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                if ((float)x < 19 || (float)x > 21 + width || y < 40 || (float)y > 40 + 1.4F * size)
                    assert_int_equal(at(bench, x, y), 0);
    }
    assert_true(measure.width(measure.context, DRAW_FONT_DIGITS, 13, "111") ==
                measure.width(measure.context, DRAW_FONT_DIGITS, 13, "888"));
}

// Whatever was measured before in other fonts and sizes.
static void a_text_has_one_width_in_each_font_and_size(void **state) {
    (void)state;
    static const char text[] = "Width 0";
    Error error = {0};
    for (int font = 0; font < DRAW_FONTS; font++) {
        Canvas *all = canvas_create(8, 8, &error), *own = canvas_create(8, 8, &error);
        assert_true(all && own);
        TextMeasure after = canvas_measure(all), alone = canvas_measure(own);
        for (int other = 0; other < DRAW_FONTS; other++)
            for (int size = 10; size < 26; size++)
                if (other != font)
                    after.width(after.context, (DrawFont)other, (float)size, text);
        for (int size = 10; size < 26; size++)
            assert_true(after.width(after.context, (DrawFont)font, (float)size, text) ==
                        alone.width(alone.context, (DrawFont)font, (float)size, text));
        canvas_destroy(all);
        canvas_destroy(own);
    }
}

static void images_are_stretched_to_the_nearest_pixel(void **state) {
    Bench *bench = *state;
    Rgba four[] = {{10, 0, 0, 255}, {20, 0, 0, 255}, {30, 0, 0, 255}, {40, 0, 0, 255}};
    for (int transparent = 0; transparent < 2; transparent++) {
        if (transparent)
            four[0].a = 0;
        DrawImage image = {.key = 1, .version = (uint64_t)transparent, .width = 2, .height = 2, .pixels = four};
        draw_clear(&bench->list);
        draw_image(&bench->list, (Rect){10, 20, 14, 6}, &image);
        show(bench);
        for (int y = 20; y < 26; y++)
            for (int x = 10; x < 24; x++) {
                int index = (y >= 23) * 2 + (x >= 17);
                assert_int_equal(at(bench, x, y), transparent && index == 0 ? 0 : four[index].r);
            }
    }
}

static void polygons_cover_their_area_in_both_directions(void **state) {
    Bench *bench = *state;
    const Point clockwise[] = {{20.5F, 10}, {90, 60.25F}, {30, 100}}, other[] = {{30, 100}, {90, 60.25F}, {20.5F, 10}};
    double area = 0.5 * fabs((90 - 20.5) * (100 - 10) - (30 - 20.5) * (60.25 - 10));
    for (int i = 0; i < 2; i++) {
        draw_clear(&bench->list);
        draw_polygon(&bench->list, i ? other : clockwise, 3, WHITE);
        show(bench);
        assert_float_equal(sum(bench), area, area * 0.01);
        assert_true(at(bench, 40, 60) == 255 && at(bench, 5, 5) == 0);
    }
}

static void lines_have_their_width_and_straight_ones_are_crisp(void **state) {
    Bench *bench = *state;
    draw_line(&bench->list, (Point[]){{20, 20}, {100, 80}}, 2, 3, WHITE);
    show(bench);
    assert_float_equal(sum(bench), 100 * 3 + 7, 6); // with round ends
    draw_clear(&bench->list);
    draw_line(&bench->list, (Point[]){{20, 20.5F}, {100, 20.5F}}, 2, 1, WHITE);
    show(bench);
    assert_float_equal(sum(bench), 80, 1e-6);
}

static void wrong_numbers_do_no_harm(void **state) {
    Bench *bench = *state;
    const float wrong[] = {NAN, INFINITY, -INFINITY, 1e30F, -1e30F, 1e9F};
    for (int i = 0; i < 6; i++)
        for (int k = 0; k < 4; k++) {
            float v[4] = {5, 5, 20, 20};
            v[k] = wrong[i];
            Rect rect = {v[0], v[1], v[2], v[3]};
            draw_clear(&bench->list);
            draw_clip(&bench->list, rect);
            draw_fill(&bench->list, rect, 4, RED);
            draw_clip(&bench->list, (Rect){0, 0, WIDTH, HEIGHT});
            draw_fill(&bench->list, rect, wrong[i], RED);
            draw_frame(&bench->list, rect, 4, wrong[i], RED);
            draw_text(&bench->list, v[0], v[1], DRAW_FONT_TEXT, v[2], RED, "text");
            draw_line(&bench->list, (Point[]){{v[0], v[1]}, {v[2], v[3]}, {50, 60}}, 3, v[2], RED);
            draw_polygon(&bench->list, (Point[]){{v[0], v[1]}, {v[2], v[3]}, {50, 60}}, 3, RED);
            show(bench);
        }
}

static void nothing_is_made_twice(void **state) {
    Bench *bench = *state;
    draw_text(&bench->list, 20, 20, DRAW_FONT_TEXT, 14, WHITE, "label");
    draw_fill(&bench->list, (Rect){50, 50, 60, 60}, 8, WHITE);
    show(bench);
    assert_int_equal(canvas_counts(bench->canvas).sprites_made, 5);
    for (int i = 0; i < 200; i++) {
        canvas_redraw(bench->canvas);
        show(bench);
    }
    assert_int_equal(canvas_counts(bench->canvas).sprites_made, 5);
    draw_clear(&bench->list);
    for (int i = 0; i < 600; i++)
        show(bench);
    assert_int_equal(canvas_counts(bench->canvas).sprites, 0);
}

// As on a graphics card, where images and curves are textures.
static void nothing_is_sent_twice(void **state) {
    Bench *bench = *state;
    Error error = {0};
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_RGB888);
    SDL_Renderer *renderer = SDL_CreateSoftwareRenderer(surface);
    Canvas *canvas = canvas_create_on(renderer, &error);
    Rgba pixel = RED;
    DrawImage image = {.key = 5, .version = 1, .width = 1, .height = 1, .pixels = &pixel};
    draw_image(&bench->list, (Rect){0, 0, 9, 9}, &image);
    draw_line(&bench->list, (Point[]){{20, 20}, {60, 80}, {90, 10}}, 3, 1.5F, WHITE);
    for (int i = 0; i < 200; i++)
        canvas_draw(canvas, &bench->list, BLACK);
    assert_int_equal(canvas_counts(canvas).image_uploads, 1);
    assert_int_equal(canvas_counts(canvas).sprites_made, 1);
    bench->list.commands[0].image.version = 2;
    canvas_draw(canvas, &bench->list, BLACK);
    assert_int_equal(canvas_counts(canvas).image_uploads, 2);
    draw_clear(&bench->list);
    for (int i = 0; i < 60; i++)
        canvas_draw(canvas, &bench->list, BLACK);
    assert_int_equal(canvas_counts(canvas).images, 0);
    canvas_destroy(canvas);
    SDL_DestroyRenderer(renderer);
    SDL_FreeSurface(surface);
}

static int pick(uint64_t *state, int limit) {
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (int)((*state >> 33) % (uint64_t)limit);
}

static Rect pick_rect(uint64_t *state) {
    return (Rect){(float)pick(state, WIDTH) - 20, (float)pick(state, HEIGHT) - 20, (float)pick(state, 90),
                  (float)pick(state, 70) + 0.5F};
}

// Appends a random command; the image's pixels must stay: 32 of any opacity, then 8 that are opaque.
static void add_something(DrawList *list, uint64_t *state, const Rgba *pixels) {
    Rgba color = {(uint8_t)pick(state, 256), (uint8_t)pick(state, 256), 90, (uint8_t)(pick(state, 2) ? 255 : 128)};
    Rect rect = pick_rect(state);
    Point points[] = {{rect.x, rect.y}, {rect.x + rect.w, rect.y + 3}, {rect.x + 9, rect.y + rect.h}};
    char text[32];
    snprintf(text, sizeof text, "%d ms", pick(state, 50));
    switch (pick(state, 9)) {
    case 0:
        draw_fill(list, rect, (float)pick(state, 9), color);
        break;
    case 1:
        draw_frame(list, rect, (float)pick(state, 9), 1, color);
        break;
    case 2:
        draw_line(list, points, 3, 1 + (float)pick(state, 3), color);
        break;
    case 3:
        draw_polygon(list, points, 3, color);
        break;
    case 4:
    case 5:
        draw_text(list, rect.x, rect.y, DRAW_FONT_TEXT, 10 + (float)pick(state, 8), color, text);
        break;
    case 6:
        draw_clip(list, pick(state, 2) ? rect : (Rect){0, 0, WIDTH, HEIGHT});
        break;
    case 7: { // large, and said to let nothing through
        int side = 40 + pick(state, WIDTH);
        bool empty = pick(state, 4) == 0;
        DrawImage image = {.key = 20, .version = 1 + (uint64_t)empty, .width = 4, .height = 2, .opaque = true};
        image.pixels = empty ? NULL : pixels + 32;
        draw_image(list, (Rect){rect.x - 40, rect.y - 30, (float)side, (float)side}, &image);
        break;
    }
    default: {
        int version = pick(state, 3);
        DrawImage image = {
            .key = 9 + (uint64_t)version, .version = 1, .width = 5, .height = 4, .pixels = pixels + version};
        draw_image(list, rect, &image);
    }
    }
}

static void drawing_only_what_changed_gives_the_same_pixels(void **state) {
    Bench *bench = *state;
    Error error = {0};
    Canvas *whole = canvas_create(WIDTH, HEIGHT, &error);
    Rgba pixels[40], *expected = malloc(sizeof bench->pixels);
    uint64_t random = 7;
    for (int i = 0; i < 40; i++)
        pixels[i] = (Rgba){(uint8_t)(6 * i), 50, 200, (uint8_t)(i == 30 ? 77 : i >= 32 || i % 3 ? 255 : 0)};
    for (int frame = 0; frame < 600; frame++) {
        uint64_t base = 1 + (uint64_t)frame / 40, fresh = random;
        draw_clear(&bench->list);
        for (int i = 0; i < 14; i++)
            add_something(&bench->list, i % 5 == frame % 5 ? &fresh : &base, pixels);
        random = fresh;
        show(bench);
        for (int i = 0; i < bench->list.count; i++)
            bench->list.commands[i].image.opaque = false; // everything under it is drawn too
        canvas_redraw(whole);
        canvas_draw(whole, &bench->list, BLACK);
        assert_true(canvas_read(whole, expected, &error));
        assert_memory_equal(bench->pixels, expected, sizeof bench->pixels);
    }
    free(expected);
    canvas_destroy(whole);
}

static void what_is_the_same_is_not_drawn(void **state) {
    Bench *bench = *state;
    int count;
    draw_fill(&bench->list, (Rect){0, 0, WIDTH, HEIGHT}, 0, RED);
    draw_text(&bench->list, 70, 40, DRAW_FONT_TEXT, 14, WHITE, "1");
    show(bench);
    show(bench);
    canvas_drawn(bench->canvas, &count);
    assert_int_equal(count, 0);
    draw_text(&bench->list, 70, 40, DRAW_FONT_TEXT, 14, WHITE, "2");
    show(bench);
    const SDL_Rect *drawn = canvas_drawn(bench->canvas, &count);
    assert_true(count == 1 && drawn->w < 100 && drawn->h < 100);
    assert_true(SDL_PointInRect(&(SDL_Point){74, 48}, drawn));
}

static void labels_beyond_number_are_forgotten(void **state) {
    Bench *bench = *state;
    for (int frame = 0; frame < 300; frame++) {
        draw_clear(&bench->list);
        for (int i = 0; i < 20; i++) {
            char text[32];
            snprintf(text, sizeof text, "%d", frame * 20 + i);
            draw_text(&bench->list, 20, 20, DRAW_FONT_DIGITS, 13, WHITE, text);
        }
        canvas_draw(bench->canvas, &bench->list, BLACK);
        assert_true(canvas_counts(bench->canvas).sprites < 4000);
    }
}

// The picture of a software renderer in a window, here of SDL's dummy driver, is the same to the bit.
static void a_window_shows_the_same_pixels(void **state) {
    (void)state;
    enum { W = 900, H = 600 };
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_int_equal(SDL_Init(SDL_INIT_VIDEO), 0);
    SDL_Window *window = SDL_CreateWindow("test", 0, 0, W, H, 0);
    SDL_Renderer *renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
    assert_non_null(renderer);
    Error error = {0};
    Canvas *canvas[] = {canvas_create(W, H, &error), canvas_create_on(renderer, &error)};
    canvas_set_surface(canvas[1], SDL_GetWindowSurface(window));
    Rgba *pixels[2];
    Gallery *gallery = malloc(sizeof *gallery);
    DrawList list = {0};
    gallery_init(gallery, "dark");
    for (int i = 0; i < 2; i++) {
        assert_non_null(canvas[i]);
        pixels[i] = malloc(W * H * sizeof(Rgba));
        TextMeasure measure = canvas_measure(canvas[i]);
        draw_clear(&list);
        gallery_draw(gallery, &list, &measure, 1, W, H, &(Point){700, 100});
        canvas_draw(canvas[i], &list, gallery->theme.colors.background);
        assert_true(canvas_read(canvas[i], pixels[i], &error));
    }
    assert_memory_equal(pixels[0], pixels[1], W * H * sizeof(Rgba));
    for (int i = 0; i < 2; i++) {
        canvas_destroy(canvas[i]);
        free(pixels[i]);
    }
    gallery_finish(gallery);
    free(gallery);
    draw_finish(&list);
    SDL_DestroyRenderer(renderer);
    SDL_DestroyWindow(window);
    SDL_Quit();
}

static void pictures_are_saved_whole(void **state) {
    Bench *bench = *state;
    Scratch scratch;
    scratch_init(&scratch);
    Error error = {0};
    show(bench);
    assert_true(canvas_save_png(bench->canvas, NULL, scratch_path(&scratch, "a.png"), &error));
    FILE *file = fopen(scratch.path, "rb");
    char magic[8] = {0};
    assert_int_equal(fread(magic, 1, sizeof magic, file), sizeof magic);
    fclose(file);
    assert_memory_equal(magic, "\x89PNG\r\n\x1a\n", 8);
    assert_false(canvas_save_png(bench->canvas, NULL, scratch_path(&scratch, "missing/a.png"), &error));
    assert_true(error.text[0] != 0);
    scratch_finish(&scratch);
}

static struct CMUnitTest test(const char *name, CMUnitTestFunction function) {
    return (struct CMUnitTest){name, function, bench_init, bench_finish, NULL};
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test("square fills are crisp", square_fills_are_crisp),
        test("round fills have the area of their shape", round_fills_have_the_area_of_their_shape),
        test("a small circle is round", a_small_circle_is_round),
        test("frames lie inside", frames_lie_inside),
        test("a clip holds until the next", a_clip_holds_until_the_next),
        test("text keeps inside its measured width", text_keeps_inside_its_measured_width),
        test("a text has one width in each font and size", a_text_has_one_width_in_each_font_and_size),
        test("images are stretched to the nearest pixel", images_are_stretched_to_the_nearest_pixel),
        test("polygons cover their area in both directions", polygons_cover_their_area_in_both_directions),
        test("lines have their width and straight ones are crisp", lines_have_their_width_and_straight_ones_are_crisp),
        test("wrong numbers do no harm", wrong_numbers_do_no_harm),
        test("nothing is made twice", nothing_is_made_twice),
        test("nothing is sent twice", nothing_is_sent_twice),
        test("drawing only what changed gives the same pixels", drawing_only_what_changed_gives_the_same_pixels),
        test("what is the same is not drawn", what_is_the_same_is_not_drawn),
        test("labels beyond number are forgotten", labels_beyond_number_are_forgotten),
        test("a window shows the same pixels", a_window_shows_the_same_pixels),
        test("pictures are saved whole", pictures_are_saved_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

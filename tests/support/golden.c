// Equal means: no pixel's red, green or blue differs by more than LEVELS. Where SDL or what it draws text with has
// another version than when the pictures were stored (their folder says which), letters may look a little different:
// there, a share of OTHER_SHARE of the pixels may differ by more.
#include "golden.h"

#include "png_file.h"
#include "test.h"

#include <SDL.h>
#include <SDL_image.h>
#include <SDL_ttf.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 24, PATH = 1024, VERSIONS = 200 };
#define OTHER_SHARE 0.005

static void join(char path[PATH], const char *folder, const char *name, const char *ending) {
    snprintf(path, PATH, "%s/%s%s", folder, name, ending);
}

static void say_versions(char text[VERSIONS]) {
    SDL_version sdl;
    const SDL_version *ttf = TTF_Linked_Version();
    int freetype[3], harfbuzz[3];
    SDL_GetVersion(&sdl);
    TTF_GetFreeTypeVersion(&freetype[0], &freetype[1], &freetype[2]);
    TTF_GetHarfBuzzVersion(&harfbuzz[0], &harfbuzz[1], &harfbuzz[2]);
    snprintf(text, VERSIONS, "SDL %d.%d.%d, SDL_ttf %d.%d.%d, FreeType %d.%d.%d, HarfBuzz %d.%d.%d\n", sdl.major,
             sdl.minor, sdl.patch, ttf->major, ttf->minor, ttf->patch, freetype[0], freetype[1], freetype[2],
             harfbuzz[0], harfbuzz[1], harfbuzz[2]);
}

static bool same_versions(const GoldenPlace *place) {
    char path[PATH], now[VERSIONS], then[VERSIONS] = "";
    say_versions(now);
    join(path, place->stored, "drawn-with", ".txt");
    FILE *file = fopen(path, "r");
    if (file && !fgets(then, sizeof then, file))
        then[0] = 0;
    if (file)
        fclose(file);
    return strcmp(now, then) == 0;
}

static void save(SDL_Surface *picture, const char *path) {
    Error error = {0};
    if (!png_file_save(picture, path, &error))
        fail_msg("%s", error.text);
}

static void update(const GoldenPlace *place, SDL_Surface *actual, const char *name) {
    char path[PATH], versions[VERSIONS];
    join(path, place->stored, name, ".png");
    save(actual, path);
    say_versions(versions);
    join(path, place->stored, "drawn-with", ".txt");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(versions, file);
    fclose(file);
}

// What the canvas shows, red, green and blue a byte each.
static SDL_Surface *take(Canvas *canvas) {
    int width, height;
    Error error = {0};
    canvas_size(canvas, &width, &height);
    Rgba *pixels = malloc((size_t)width * (size_t)height * sizeof *pixels);
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormat(0, width, height, 24, SDL_PIXELFORMAT_RGB24);
    bool ok = pixels && picture && canvas_read(canvas, pixels, &error);
    if (!ok)
        fail_msg("the canvas cannot be read: %s", error.text);
    for (int y = 0; ok && y < height; y++) {
        uint8_t *to = (uint8_t *)picture->pixels + (size_t)y * (size_t)picture->pitch;
        for (int x = 0; x < width; x++, to += 3)
            memcpy(to, &pixels[y * width + x], 3);
    }
    free(pixels);
    return picture;
}

static SDL_Surface *load(const char *path) {
    SDL_Surface *file = IMG_Load(path);
    SDL_Surface *picture = file ? SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_RGB24, 0) : NULL;
    SDL_FreeSurface(file);
    return picture;
}

// Counts the pixels that differ, and leaves in `stored` what differs: those pixels white, the others dark.
static int compare(const SDL_Surface *actual, SDL_Surface *stored) {
    int count = 0;
    for (int y = 0; y < actual->h; y++) {
        const uint8_t *a = (const uint8_t *)actual->pixels + (size_t)y * (size_t)actual->pitch;
        uint8_t *b = (uint8_t *)stored->pixels + (size_t)y * (size_t)stored->pitch;
        for (int x = 0; x < actual->w; x++, a += 3, b += 3) {
            bool differs = abs(a[0] - b[0]) > LEVELS || abs(a[1] - b[1]) > LEVELS || abs(a[2] - b[2]) > LEVELS;
            count += differs;
            for (int c = 0; c < 3; c++)
                b[c] = differs ? 255 : (uint8_t)(b[c] / 4);
        }
    }
    return count;
}

static void tell(const GoldenPlace *place, SDL_Surface *actual, SDL_Surface *difference, const char *name) {
    char path[PATH];
    join(path, place->results, name, "-actual.png");
    save(actual, path);
    print_error("drawn now:   %s\n", path);
    if (!difference)
        return;
    join(path, place->results, name, "-difference.png");
    save(difference, path);
    print_error("differences: %s\n", path);
}

void golden_check(const GoldenPlace *place, Canvas *canvas, const char *name) {
    SDL_Surface *actual = take(canvas);
    const char *wish = getenv("UPDATE_GOLDEN");
    if (wish && strcmp(wish, "1") == 0) {
        update(place, actual, name);
        SDL_FreeSurface(actual);
        return;
    }
    char path[PATH];
    join(path, place->stored, name, ".png");
    SDL_Surface *stored = load(path);
    bool comparable = stored && stored->w == actual->w && stored->h == actual->h;
    int count = comparable ? compare(actual, stored) : 0, pixels = actual->w * actual->h;
    bool same = comparable && count <= (same_versions(place) ? 0 : (int)(OTHER_SHARE * pixels));
    if (!same)
        tell(place, actual, comparable ? stored : NULL, name);
    SDL_FreeSurface(actual);
    SDL_FreeSurface(stored);
    if (!comparable)
        fail_msg("%s is missing or has another size", path);
    if (!same)
        fail_msg("%d of %d pixels differ from %s", count, pixels, path);
}

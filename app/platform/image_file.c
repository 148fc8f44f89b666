// PNG and JPEG files by SDL_image; other formats are not tried, whatever the file's name. Called on the jobs thread of
// the window and by commands.
#include "image_file.h"

#include "file.h"
#include "png_chunks.h"
#include "png_file.h"

#include <SDL.h>
#include <SDL_image.h>

#include <stdlib.h>
#include <string.h>

static const size_t MOST_BYTES = (size_t)1 << 29;

static SDL_Surface *decode(unsigned char *bytes, size_t size, Error *reason) {
    static const unsigned char png[4] = {0x89, 'P', 'N', 'G'}, jpeg[2] = {0xff, 0xd8};
    bool is_png = size > sizeof png && memcmp(bytes, png, sizeof png) == 0;
    if (!is_png && (size < sizeof jpeg || memcmp(bytes, jpeg, sizeof jpeg) != 0)) {
        error_set(reason, "not a PNG or JPEG picture");
        return NULL;
    }
    if (is_png && !png_chunks_reduce(bytes, &size)) {
        error_set(reason, "a damaged PNG file");
        return NULL;
    }
    SDL_RWops *stream = SDL_RWFromConstMem(bytes, (int)size);
    SDL_Surface *surface = !stream ? NULL : is_png ? IMG_LoadPNG_RW(stream) : IMG_LoadJPG_RW(stream);
    if (stream)
        SDL_RWclose(stream);
    if (!surface)
        error_set(reason, "a damaged %s file", is_png ? "PNG" : "JPEG");
    return surface;
}

static SDL_Surface *load(const char *path, Error *reason) {
    unsigned char *bytes = NULL;
    size_t size = 0;
    if (!file_read(path, MOST_BYTES, &bytes, &size, NULL)) {
        error_set(reason, "cannot be read");
        return NULL;
    }
    SDL_Surface *surface = decode(bytes, size, reason);
    free(bytes);
    return surface;
}

// A copy rather than a blend: alpha goes over as it is. Pixels of a transparent key colour stay transparent black.
static bool copy_pixels(SDL_Surface *from, uint8_t *pixels) {
    SDL_Surface *to =
        SDL_CreateRGBSurfaceWithFormatFrom(pixels, from->w, from->h, 32, 4 * from->w, SDL_PIXELFORMAT_RGBA32);
    if (!to)
        return false;
    SDL_SetSurfaceBlendMode(from, SDL_BLENDMODE_NONE);
    bool ok = SDL_BlitSurface(from, NULL, to, NULL) == 0;
    SDL_FreeSurface(to);
    return ok;
}

bool image_file_decode(const char *path, uint8_t **pixels, int *width, int *height, int *channels, Error *reason) {
    *pixels = NULL;
    SDL_Surface *surface = load(path, reason);
    if (!surface)
        return false;
    *width = surface->w;
    *height = surface->h;
    *channels = 4;
    *pixels = calloc((size_t)surface->w * (size_t)surface->h, 4);
    bool ok = *pixels ? copy_pixels(surface, *pixels) || error_set(reason, "%.80s", SDL_GetError())
                      : error_set(reason, "out of memory");
    SDL_FreeSurface(surface);
    if (!ok) {
        free(*pixels);
        *pixels = NULL;
    }
    return ok;
}

bool image_file_save(const char *path, const uint8_t *pixels, int width, int height, Error *error) {
    // SDL only reads them.
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormatFrom((void *)pixels, width, height, 24, width * 3, SDL_PIXELFORMAT_RGB24);
    if (!surface)
        return error_memory(error, "a picture");
    bool ok = png_file_save(surface, path, error);
    SDL_FreeSurface(surface);
    return ok;
}

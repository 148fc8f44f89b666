// PNG and JPEG files by SDL_image; other formats are not tried, whatever the file's name. Called on the jobs thread of
// the window and by commands.
#include "image_file.h"

#include <SDL.h>
#include <SDL_image.h>

#include <stdlib.h>

static SDL_Surface *load(const char *path) {
    SDL_RWops *file = SDL_RWFromFile(path, "rb");
    if (!file)
        return NULL;
    SDL_Surface *surface = NULL;
    if (IMG_isPNG(file))
        surface = IMG_LoadPNG_RW(file);
    else if (IMG_isJPG(file))
        surface = IMG_LoadJPG_RW(file);
    else
        SDL_SetError("not a PNG or JPEG picture");
    SDL_RWclose(file);
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
    SDL_Surface *surface = load(path);
    if (!surface)
        return error_set(reason, "%.80s", SDL_GetError());
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

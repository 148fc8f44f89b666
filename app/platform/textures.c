// Streaming textures by key. Images without transparency get a format of their own, which the software renderer
// stretches several times faster. Called by the canvas.
#include "textures.h"

#include <stdlib.h>

enum { KEPT_FRAMES = 30, SIDE_MAX = 16384 };

void textures_finish(Textures *textures) {
    for (int i = 0; i < textures->count; i++)
        SDL_DestroyTexture(textures->images[i].texture);
    free(textures->images);
    *textures = (Textures){.renderer = textures->renderer, .frame = textures->frame, .uploads = textures->uploads};
}

// Images are drawn in about the same order each frame, so the search begins after the last one found.
static ImageTexture *find(Textures *textures, uint64_t key) {
    for (int i = 0; i < textures->count; i++) {
        int at = (textures->next + i) % textures->count;
        if (textures->images[at].key == key) {
            textures->next = at + 1;
            return &textures->images[at];
        }
    }
    return NULL;
}

static ImageTexture *add(Textures *textures, uint64_t key) {
    if (textures->count == textures->capacity) {
        int capacity = textures->capacity ? textures->capacity * 2 : 32;
        ImageTexture *images = realloc(textures->images, (size_t)capacity * sizeof *images);
        if (!images)
            return NULL;
        textures->images = images;
        textures->capacity = capacity;
    }
    ImageTexture *place = &textures->images[textures->count++];
    *place = (ImageTexture){.key = key};
    return place;
}

static bool is_opaque(const DrawImage *image) {
    size_t count = (size_t)image->width * (size_t)image->height;
    unsigned all = 255;
    for (size_t i = 0; i < count; i++)
        all &= image->pixels[i].a;
    return all == 255;
}

static bool recreate(Textures *textures, ImageTexture *entry, const DrawImage *image, bool opaque) {
    if (entry->texture && entry->width == image->width && entry->height == image->height && entry->opaque == opaque)
        return true;
    if (entry->texture)
        SDL_DestroyTexture(entry->texture);
    Uint32 format = opaque ? SDL_PIXELFORMAT_RGB888 : SDL_PIXELFORMAT_ARGB8888;
    entry->texture =
        SDL_CreateTexture(textures->renderer, format, SDL_TEXTUREACCESS_STREAMING, image->width, image->height);
    entry->width = image->width;
    entry->height = image->height;
    entry->opaque = opaque;
    if (!entry->texture)
        return false;
    SDL_SetTextureBlendMode(entry->texture, opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetTextureScaleMode(entry->texture, SDL_ScaleModeNearest);
    return true;
}

static bool upload(ImageTexture *entry, const DrawImage *image) {
    void *pixels;
    int pitch;
    if (SDL_LockTexture(entry->texture, NULL, &pixels, &pitch) != 0)
        return false;
    for (int row = 0; row < image->height; row++) {
        const Rgba *from = image->pixels + (size_t)row * (size_t)image->width;
        Uint32 *to = (Uint32 *)(void *)((Uint8 *)pixels + (size_t)row * (size_t)pitch);
        for (int column = 0; column < image->width; column++)
            to[column] = (Uint32)from[column].a << 24 | (Uint32)from[column].r << 16 | (Uint32)from[column].g << 8 |
                         (Uint32)from[column].b;
    }
    SDL_UnlockTexture(entry->texture);
    return true;
}

static void drop(Textures *textures, ImageTexture *entry) {
    if (entry->texture)
        SDL_DestroyTexture(entry->texture);
    *entry = textures->images[--textures->count];
}

SDL_Texture *textures_get(Textures *textures, const DrawImage *image) {
    if (!image->pixels || image->width < 1 || image->height < 1 || image->width > SIDE_MAX || image->height > SIDE_MAX)
        return NULL;
    ImageTexture *entry = find(textures, image->key);
    bool same =
        entry && entry->version == image->version && entry->width == image->width && entry->height == image->height;
    if (!entry && !(entry = add(textures, image->key)))
        return NULL;
    if (!same) {
        if (!recreate(textures, entry, image, is_opaque(image)) || !upload(entry, image)) {
            drop(textures, entry);
            return NULL;
        }
        entry->version = image->version;
        textures->uploads++;
    }
    entry->used = textures->frame;
    return entry->texture;
}

void textures_end_frame(Textures *textures) {
    for (int i = textures->count - 1; i >= 0; i--)
        if (textures->images[i].used + KEPT_FRAMES < textures->frame)
            drop(textures, &textures->images[i]);
    textures->frame++;
    textures->next = 0;
}

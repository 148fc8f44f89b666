// Small shapes of one colour made once and shown many times: labels, corners, curves. Found by a number that stands for
// all that they are made from. Kept as textures of a renderer, or as masks where a surface is drawn on. One thread.
#ifndef HOURGLASS_SPRITES_H
#define HOURGLASS_SPRITES_H

#include "coverage.h"

#include <SDL.h>

#include <stddef.h>

typedef struct Sprite {
    uint64_t key;         // 0: a free slot
    SDL_Texture *texture; // without a renderer NULL, as where there is nothing to see
    Coverage mask;        // with one empty
    Rgba color;
    int width, height;
    uint64_t used; // frame
} Sprite;

typedef struct Sprites {
    SDL_Renderer *renderer; // that textures are made for; NULL: masks are kept
    Sprite *slots; // (size), a power of two, at most half full; a key's slot is the first free one from key % size
    int size, count;
    size_t bytes; // of all of them
    uint64_t frame, made;
} Sprites;

/// A zeroed one is ready for use. Forgets all sprites.
void sprites_finish(Sprites *sprites);

/// The sprite of that key, or NULL. Valid until the next sprites_add or sprites_end_frame.
const Sprite *sprites_find(Sprites *sprites, uint64_t key);

/// Keeps a colour as opaque as a mask (NULL: nothing to see), which is copied. NULL where memory is short.
const Sprite *sprites_add(Sprites *sprites, uint64_t key, const Coverage *mask, Rgba color);

/// Drops what has not been seen for a while, sooner if there is much.
void sprites_end_frame(Sprites *sprites);

#endif

// Small pictures made once and shown many times: labels, corners, curves. Found by a number that stands for all that
// they are made from. One thread.
#ifndef HOURGLASS_SPRITES_H
#define HOURGLASS_SPRITES_H

#include <SDL.h>

#include <stddef.h>

typedef struct Sprite {
    uint64_t key;         // 0: a free slot
    SDL_Texture *texture; // NULL: nothing to see
    int width, height;
    uint64_t used; // frame
} Sprite;

typedef struct Sprites {
    SDL_Renderer *renderer;
    Sprite *slots; // (size), a power of two, at most half full; a key's slot is the first free one from key % size
    int size, count;
    size_t bytes; // of all textures
    uint64_t frame, made;
} Sprites;

/// A zeroed one with a renderer is ready for use.
void sprites_finish(Sprites *sprites);

/// The sprite of that key, or NULL. Valid until the next sprites_add or sprites_end_frame.
const Sprite *sprites_find(Sprites *sprites, uint64_t key);

/// Makes a sprite of a surface (NULL: nothing to see), which is freed. NULL where memory is short.
const Sprite *sprites_add(Sprites *sprites, uint64_t key, SDL_Surface *surface);

/// Drops what has not been seen for a while, sooner if there is much.
void sprites_end_frame(Sprites *sprites);

#endif

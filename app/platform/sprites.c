// A hash table that forgets the least recently used. Called by the canvas.
#include "sprites.h"

#include <stdbool.h>
#include <stdlib.h>

// What is on screen and does not change is not drawn, and so not used: sprites are kept for as long as there is room.
enum { FIRST_SIZE = 512, SWEEP_EVERY = 64, KEPT_FRAMES = 512, FEW_FRAMES = 32, MANY = 3072, BYTES_MAX = 24 << 20 };

static Sprite *slot_of(const Sprites *sprites, uint64_t key) {
    uint64_t mask = (uint64_t)sprites->size - 1, at = key >> 8 & mask;
    while (sprites->slots[at].key && sprites->slots[at].key != key)
        at = (at + 1) & mask;
    return &sprites->slots[at];
}

static size_t bytes_of(const Sprite *sprite) {
    size_t pixels = (size_t)sprite->width * (size_t)sprite->height;
    return sprite->texture ? pixels * 4 : sprite->mask.bytes ? pixels : 0;
}

static void drop(Sprite *sprite) {
    if (sprite->texture)
        SDL_DestroyTexture(sprite->texture);
    free(sprite->mask.bytes);
}

// Moves what was used at `since` or later to a table of another size and drops the rest.
static bool rebuild(Sprites *sprites, int size, uint64_t since) {
    Sprites old = *sprites;
    Sprite *slots = calloc((size_t)size, sizeof *slots);
    if (!slots)
        return false;
    sprites->slots = slots;
    sprites->size = size;
    sprites->count = 0;
    sprites->bytes = 0;
    for (int i = 0; i < old.size; i++) {
        Sprite *sprite = &old.slots[i];
        if (sprite->key && sprite->used >= since) {
            *slot_of(sprites, sprite->key) = *sprite;
            sprites->count++;
            sprites->bytes += bytes_of(sprite);
        } else {
            drop(sprite);
        }
    }
    free(old.slots);
    return true;
}

void sprites_finish(Sprites *sprites) {
    for (int i = 0; i < sprites->size; i++)
        drop(&sprites->slots[i]);
    free(sprites->slots);
    *sprites = (Sprites){.renderer = sprites->renderer, .frame = sprites->frame, .made = sprites->made};
}

const Sprite *sprites_find(Sprites *sprites, uint64_t key) {
    if (!sprites->size)
        return NULL;
    Sprite *sprite = slot_of(sprites, key);
    if (!sprite->key)
        return NULL;
    sprite->used = sprites->frame;
    return sprite;
}

static SDL_Texture *texture_of(SDL_Renderer *renderer, const Coverage *mask, Rgba color) {
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, mask->width, mask->height, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!surface)
        return NULL;
    Uint32 rgb = (Uint32)color.r << 16 | (Uint32)color.g << 8 | (Uint32)color.b;
    for (int row = 0; row < mask->height; row++) {
        Uint32 *to = (Uint32 *)(void *)((Uint8 *)surface->pixels + (size_t)row * (size_t)surface->pitch);
        const uint8_t *from = mask->bytes + (size_t)row * (size_t)mask->width;
        for (int column = 0; column < mask->width; column++)
            to[column] = (Uint32)(from[column] * color.a + 127) / 255 << 24 | rgb;
    }
    SDL_Texture *texture = SDL_CreateTextureFromSurface(renderer, surface);
    SDL_FreeSurface(surface);
    return texture;
}

static Coverage copy_of(const Coverage *mask) {
    size_t size = (size_t)mask->width * (size_t)mask->height;
    Coverage copy = {mask->width, mask->height, malloc(size)};
    if (copy.bytes)
        memcpy(copy.bytes, mask->bytes, size);
    return copy;
}

const Sprite *sprites_add(Sprites *sprites, uint64_t key, const Coverage *mask, Rgba color) {
    bool full = (sprites->count + 1) * 2 > sprites->size;
    if (full && !rebuild(sprites, sprites->size ? sprites->size * 2 : FIRST_SIZE, 0))
        return NULL;
    Sprite made = {.key = key, .color = color, .used = sprites->frame};
    if (mask) {
        made.width = mask->width;
        made.height = mask->height;
    }
    if (mask && sprites->renderer)
        made.texture = texture_of(sprites->renderer, mask, color);
    else if (mask)
        made.mask = copy_of(mask);
    Sprite *slot = slot_of(sprites, key);
    *slot = made;
    sprites->count++;
    sprites->made++;
    sprites->bytes += bytes_of(slot);
    return slot;
}

static void sweep(Sprites *sprites, uint64_t kept) {
    int size = sprites->size;
    while (size > FIRST_SIZE && sprites->count * 8 < size)
        size /= 2;
    rebuild(sprites, size, sprites->frame >= kept ? sprites->frame - kept + 1 : 0);
}

static bool is_full(const Sprites *sprites) {
    return sprites->count > MANY || sprites->bytes > BYTES_MAX;
}

void sprites_end_frame(Sprites *sprites) {
    if (is_full(sprites))
        sweep(sprites, FEW_FRAMES);
    if (is_full(sprites))
        sweep(sprites, 1);
    if (sprites->size && sprites->frame % SWEEP_EVERY == 0)
        sweep(sprites, KEPT_FRAMES);
    sprites->frame++;
}

// A hash table of textures that forgets the least recently used. Called by the canvas.
#include "sprites.h"

#include <stdbool.h>
#include <stdlib.h>

enum { FIRST_SIZE = 512, SWEEP_EVERY = 64, KEPT_FRAMES = 128, MANY = 1024, BYTES_MAX = 24 << 20 };

static Sprite *slot_of(const Sprites *sprites, uint64_t key) {
    uint64_t mask = (uint64_t)sprites->size - 1, at = key >> 8 & mask;
    while (sprites->slots[at].key && sprites->slots[at].key != key)
        at = (at + 1) & mask;
    return &sprites->slots[at];
}

static size_t bytes_of(const Sprite *sprite) {
    return sprite->texture ? (size_t)sprite->width * (size_t)sprite->height * 4 : 0;
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
        } else if (sprite->texture) {
            SDL_DestroyTexture(sprite->texture);
        }
    }
    free(old.slots);
    return true;
}

void sprites_finish(Sprites *sprites) {
    for (int i = 0; i < sprites->size; i++)
        if (sprites->slots[i].texture)
            SDL_DestroyTexture(sprites->slots[i].texture);
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

const Sprite *sprites_add(Sprites *sprites, uint64_t key, SDL_Surface *surface) {
    Sprite made = {.key = key, .used = sprites->frame};
    if (surface) {
        made.texture = SDL_CreateTextureFromSurface(sprites->renderer, surface);
        made.width = surface->w;
        made.height = surface->h;
        SDL_FreeSurface(surface);
    }
    bool full = (sprites->count + 1) * 2 > sprites->size;
    if (full && !rebuild(sprites, sprites->size ? sprites->size * 2 : FIRST_SIZE, 0)) {
        if (made.texture)
            SDL_DestroyTexture(made.texture);
        return NULL;
    }
    Sprite *slot = slot_of(sprites, key);
    *slot = made;
    sprites->count++;
    sprites->made++;
    sprites->bytes += bytes_of(slot);
    return slot;
}

void sprites_end_frame(Sprites *sprites) {
    bool many = sprites->count > MANY || sprites->bytes > BYTES_MAX;
    uint64_t kept = many ? 1 : KEPT_FRAMES;
    if (sprites->size && (many || sprites->frame % SWEEP_EVERY == 0)) {
        int size = sprites->size;
        while (size > FIRST_SIZE && sprites->count * 8 < size)
            size /= 2;
        rebuild(sprites, size, sprites->frame >= kept ? sprites->frame - kept + 1 : 0);
    }
    sprites->frame++;
}

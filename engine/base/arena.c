// Arena: small requests share a block, large ones get a block of their own. Not shared between threads.
#include "arena.h"

#include "pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64, BLOCK_BYTES = 64 * 1024 };

struct ArenaBlock {
    ArenaBlock *next;
    size_t used, capacity; // bytes of the payload, which starts ALIGNMENT bytes after the block
};

static size_t round_up(size_t bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static ArenaBlock *block_create(size_t payload) {
    size_t capacity = payload > BLOCK_BYTES ? payload : BLOCK_BYTES;
    // calloc's untouched pages cost nothing until they are used; the payload is aligned by hand.
    char *raw = calloc(1, capacity + 3 * (size_t)ALIGNMENT);
    if (!raw)
        return NULL;
    pages_use_large(raw, capacity);
    ArenaBlock *block = (ArenaBlock *)raw;
    block->capacity = capacity;
    return block;
}

static char *block_payload(ArenaBlock *block) {
    uintptr_t start = (uintptr_t)block + sizeof *block;
    return (char *)block + (round_up(start) - (uintptr_t)block);
}

void *arena_take(Arena *arena, size_t count, size_t size) {
    if (arena->failed || (size && count > (SIZE_MAX / 2 - 4 * ALIGNMENT) / size)) {
        arena->failed = true;
        return NULL;
    }
    size_t bytes = round_up(count * size);
    ArenaBlock *block = arena->blocks;
    if (!block || block->capacity - block->used < bytes) {
        block = block_create(bytes);
        if (!block) {
            arena->failed = true;
            return NULL;
        }
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *result = block_payload(block) + block->used;
    block->used += bytes;
    return result;
}

void arena_finish(Arena *arena) {
    while (arena->blocks) {
        ArenaBlock *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
    arena->failed = false;
}

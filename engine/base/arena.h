// A region of memory handed out piece by piece and given back all at once. A net, a pass or a data set allocates
// everything when it is made, so that a training step, a frame and a view allocate nothing.
#ifndef HOURGLASS_ARENA_H
#define HOURGLASS_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
    ArenaBlock *blocks; // newest first
    bool failed;        // an allocation has failed; every later one returns NULL too
} Arena;

/// Zeroed memory for `count` elements of `size` bytes, aligned to 64 bytes; it lives until arena_finish.
/// NULL if the product overflows or memory is short; `failed` is then set, so that one test after many calls is enough.
/// A zeroed Arena is ready for use.
void *arena_take(Arena *arena, size_t count, size_t size);

/// Gives everything back; the arena may be used again.
void arena_finish(Arena *arena);

#endif

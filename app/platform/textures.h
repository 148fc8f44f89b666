// One streaming texture for each image key of the draw list, filled again only when its version is another one. One
// thread.
#ifndef HOURGLASS_TEXTURES_H
#define HOURGLASS_TEXTURES_H

#include "draw.h"

#include <SDL.h>

typedef struct ImageTexture {
    uint64_t key, version, used; // used: frame
    SDL_Texture *texture;
    int width, height;
    bool opaque;
} ImageTexture;

typedef struct Textures {
    SDL_Renderer *renderer;
    ImageTexture *images;
    int count, capacity;
    int next; // where the image after the last one found is looked for first
    uint64_t frame, uploads;
} Textures;

/// A zeroed one with a renderer is ready for use.
void textures_finish(Textures *textures);

/// The texture that shows the image; NULL if there is no memory or the image has no pixels.
SDL_Texture *textures_get(Textures *textures, const DrawImage *image);

/// Drops what was not drawn in this frame nor in the ones shortly before.
void textures_end_frame(Textures *textures);

#endif

// An image drawn straight into a surface, every pixel of it a block of the nearest colour: several times faster than
// SDL's stretching, and without a texture between. The thread that draws.
#ifndef HOURGLASS_STRETCH_H
#define HOURGLASS_STRETCH_H

#include "draw.h"

#include <SDL.h>

/// Stretches the image over `place`, inside `clip` only, which lies within the surface; what shows does not depend on the
/// clip, as it does with SDL's. False, with nothing drawn, if the surface is of another format than framebuffers are.
bool stretch_image(SDL_Surface *surface, const DrawImage *image, const SDL_Rect *place, const SDL_Rect *clip);

#endif

// Texts on a canvas. A text becomes a sprite, made once; numbers, which change with every frame, are put together from
// sprites of their digits, which all have the same width. Called by canvas.c.
#include "canvas_parts.h"
#include "hash.h"

#include <math.h>

// The letters' opacity as a mask.
static const Sprite *render(Canvas *canvas, const DrawCommand *command, const char *text, uint64_t key) {
    SDL_Surface *letters = fonts_render(&canvas->fonts, command->font, command->size, text);
    Coverage mask;
    bool visible = letters && shapes_mask(canvas, letters->w, letters->h, &mask);
    for (int y = 0; visible && y < mask.height; y++) {
        const Uint32 *from =
            (const Uint32 *)(const void *)((const Uint8 *)letters->pixels + (size_t)y * (size_t)letters->pitch);
        for (int x = 0; x < mask.width; x++)
            mask.bytes[y * mask.width + x] = (uint8_t)(from[x] >> 24);
    }
    SDL_FreeSurface(letters);
    return sprites_add(&canvas->sprites, key, visible ? &mask : NULL, command->color);
}

static void show_label(Canvas *canvas, const DrawCommand *command, int x, int y, const char *text) {
    uint64_t key = hash_bytes(fonts_key(command->font, command->size, text), &command->color, sizeof command->color);
    const Sprite *sprite = sprites_find(&canvas->sprites, key);
    if (!sprite)
        sprite = render(canvas, command, text, key);
    shapes_show(canvas, sprite, x, y);
}

void labels_draw(Canvas *canvas, const DrawCommand *command, const char *text) {
    int x = (int)roundf(command->rect.x), y = (int)roundf(command->rect.y);
    if (command->color.a == 0)
        return;
    if (command->font != DRAW_FONT_DIGITS) {
        show_label(canvas, command, x, y, text);
        return;
    }
    char letter[FONTS_LETTER];
    int advance = (int)fonts_advance(&canvas->fonts, command->size);
    while (fonts_next_letter(&text, letter)) {
        if (letter[0] != ' ')
            show_label(canvas, command, x, y, letter);
        x += advance;
    }
}

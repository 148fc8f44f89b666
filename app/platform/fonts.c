// Fonts by SDL_ttf. Changing a font's size throws its glyphs away, so each size in use is a font of its own. Called by
// the canvas, on its thread.
#include "fonts.h"

#include "hash.h"

#include <math.h>

enum { SMALLEST = 4, LARGEST = 400 };

static const char *const FILES[DRAW_FONTS] = {
    [DRAW_FONT_TEXT] = "fonts/Inter-Regular.otf",
    [DRAW_FONT_BOLD] = "fonts/Inter-SemiBold.otf",
    [DRAW_FONT_DIGITS] = "fonts/JetBrainsMono-Regular.ttf",
};

void fonts_path(DrawFont kind, char path[ASSETS_PATH]) {
    assets_path(FILES[kind], path);
}

static int whole_size(float size) {
    return size > LARGEST ? LARGEST : size > SMALLEST ? (int)lroundf(size) : SMALLEST;
}

// The free face, or the one unused longest.
static FontFace *oldest(Fonts *fonts) {
    FontFace *best = &fonts->faces[0];
    for (int i = 1; i < FONTS_OPEN; i++)
        if (best->font && (!fonts->faces[i].font || fonts->faces[i].used < best->used))
            best = &fonts->faces[i];
    return best;
}

static TTF_Font *face(Fonts *fonts, DrawFont kind, int size) {
    fonts->clock++;
    for (int i = 0; i < FONTS_OPEN; i++)
        if (fonts->faces[i].font && fonts->faces[i].kind == kind && fonts->faces[i].size == size) {
            fonts->faces[i].used = fonts->clock;
            return fonts->faces[i].font;
        }
    char path[ASSETS_PATH];
    fonts_path(kind, path);
    TTF_Font *font = TTF_OpenFont(path, size);
    if (!font)
        return NULL;
    TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
    FontFace *place = oldest(fonts);
    if (place->font)
        TTF_CloseFont(place->font);
    *place = (FontFace){.font = font, .kind = kind, .size = size, .used = fonts->clock};
    return font;
}

bool fonts_init(Fonts *fonts, Error *error) {
    if (TTF_Init() != 0)
        return error_set(error, "fonts are not available: %s", TTF_GetError());
    fonts->ready = true;
    for (int i = 0; i < DRAW_FONTS; i++)
        if (!face(fonts, (DrawFont)i, 13)) {
            char path[ASSETS_PATH];
            fonts_path((DrawFont)i, path);
            return error_set(error, "cannot open the font %s: %s", path, TTF_GetError());
        }
    return true;
}

void fonts_finish(Fonts *fonts) {
    for (int i = 0; i < FONTS_OPEN; i++)
        if (fonts->faces[i].font)
            TTF_CloseFont(fonts->faces[i].font);
    if (fonts->ready)
        TTF_Quit();
    *fonts = (Fonts){0};
}

uint64_t fonts_key(DrawFont kind, float size, const char *text) {
    // One after the other: of both at once, text of 15 and digits of 13 would have the same key.
    uint64_t key = hash_mix(hash_mix(0, (uint64_t)kind + 1), (uint64_t)whole_size(size));
    return hash_bytes(key, text, strlen(text)) | 1; // 0 means no text
}

bool fonts_next_letter(const char **text, char letter[FONTS_LETTER]) {
    const char *at = *text;
    int length = 0;
    if (!*at)
        return false;
    do
        letter[length++] = *at++;
    while (((unsigned char)*at & 0xC0) == 0x80 && length < FONTS_LETTER - 1);
    letter[length] = 0;
    *text = at;
    return true;
}

static float text_width(Fonts *fonts, DrawFont kind, float size, const char *text) {
    if (!text[0])
        return 0;
    uint64_t key = fonts_key(kind, size, text), first = (key >> 1) % (FONTS_WIDTHS / FONTS_WAYS) * FONTS_WAYS;
    for (uint64_t slot = first; slot < first + FONTS_WAYS; slot++)
        if (fonts->widths[slot].key == key)
            return fonts->widths[slot].width;
    TTF_Font *font = face(fonts, kind, whole_size(size));
    int width = 0;
    if (!font || TTF_SizeUTF8(font, text, &width, NULL) != 0)
        return 0;
    uint64_t slot = first + fonts->measured++ % FONTS_WAYS;
    fonts->widths[slot].key = key;
    fonts->widths[slot].width = (float)width;
    return (float)width;
}

float fonts_advance(Fonts *fonts, float size) {
    return text_width(fonts, DRAW_FONT_DIGITS, size, "00") - text_width(fonts, DRAW_FONT_DIGITS, size, "0");
}

float fonts_width(Fonts *fonts, DrawFont kind, float size, const char *text) {
    if (kind != DRAW_FONT_DIGITS)
        return text_width(fonts, kind, size, text);
    char letter[FONTS_LETTER];
    int letters = 0;
    while (fonts_next_letter(&text, letter))
        letters++;
    return letters ? (float)letters * fonts_advance(fonts, size) : 0;
}

SDL_Surface *fonts_render(Fonts *fonts, DrawFont kind, float size, const char *text) {
    TTF_Font *font = text[0] ? face(fonts, kind, whole_size(size)) : NULL;
    return font ? TTF_RenderUTF8_Blended(font, text, (SDL_Color){255, 255, 255, 255}) : NULL;
}

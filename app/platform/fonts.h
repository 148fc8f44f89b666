// The program's fonts at the sizes in use, and how wide texts are in them. One thread.
#ifndef HOURGLASS_FONTS_H
#define HOURGLASS_FONTS_H

#include "assets.h"
#include "draw.h"
#include "error.h"

#include <SDL.h>
#include <SDL_ttf.h>

enum { FONTS_OPEN = 32, FONTS_WIDTHS = 4096, FONTS_WAYS = 4 };

typedef struct FontFace {
    TTF_Font *font; // NULL: free
    DrawFont kind;
    int size;
    uint64_t used;
} FontFace;

/// A zeroed one is ready for fonts_init.
typedef struct Fonts {
    FontFace faces[FONTS_OPEN];
    struct {
        uint64_t key;
        float width;
    } widths[FONTS_WIDTHS]; // by the low bits of the key, in sets of FONTS_WAYS; a newer text takes a place of its set
    uint64_t clock, measured;
    bool ready; // SDL_ttf is to be left again
} Fonts;

/// Where a font's file is.
void fonts_path(DrawFont kind, char path[ASSETS_PATH]);

/// Opens SDL_ttf and looks whether the fonts are there.
bool fonts_init(Fonts *fonts, Error *error);
void fonts_finish(Fonts *fonts);

/// Width of a text in pixels; 0 if the font is gone. In the font for digits every letter is as wide.
float fonts_width(Fonts *fonts, DrawFont kind, float size, const char *text);

/// The text in white on a surface (ARGB8888) that the caller frees; NULL if it is empty or cannot be drawn.
SDL_Surface *fonts_render(Fonts *fonts, DrawFont kind, float size, const char *text);

/// How wide each letter of the font for digits is.
float fonts_advance(Fonts *fonts, float size);

/// Takes the first letter (one code point) off the text; false at its end.
enum { FONTS_LETTER = 8 };
bool fonts_next_letter(const char **text, char letter[FONTS_LETTER]);

/// A number that stands for text, font and size in caches.
uint64_t fonts_key(DrawFont kind, float size, const char *text);

#endif

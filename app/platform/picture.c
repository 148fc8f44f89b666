// Pictures on SDL surfaces, text by SDL_ttf. Used by commands; one thread at a time.
#include "picture.h"

#include "fonts.h"
#include "png_file.h"

#include <SDL.h>
#include <SDL_ttf.h>

#include <stdlib.h>

struct Picture {
    SDL_Surface *surface;
    TTF_Font *font[FONT_COUNT];
};

static bool open_fonts(Picture *picture, Error *error) {
    for (int i = 0; i < FONT_COUNT; i++) {
        char path[ASSETS_PATH];
        fonts_path((DrawFont)i, path);
        picture->font[i] = TTF_OpenFont(path, 16);
        if (!picture->font[i])
            return error_set(error, "cannot open the font %s: %s", path, TTF_GetError());
    }
    return true;
}

Picture *picture_create(int width, int height, Color color, Error *error) {
    if (TTF_Init() != 0) {
        error_set(error, "fonts are not available: %s", TTF_GetError());
        return NULL;
    }
    Picture *picture = calloc(1, sizeof *picture);
    if (picture)
        picture->surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 24, SDL_PIXELFORMAT_RGB24);
    if (!picture || !picture->surface)
        error_set(error, "out of memory for a picture of %d×%d pixels", width, height);
    else if (open_fonts(picture, error)) {
        picture_fill(picture, 0, 0, width, height, color);
        return picture;
    }
    if (picture)
        picture_destroy(picture);
    else
        TTF_Quit();
    return NULL;
}

void picture_destroy(Picture *picture) {
    if (!picture)
        return;
    for (int i = 0; i < FONT_COUNT; i++)
        if (picture->font[i])
            TTF_CloseFont(picture->font[i]);
    SDL_FreeSurface(picture->surface);
    free(picture);
    TTF_Quit();
}

void picture_fill(Picture *picture, int x, int y, int width, int height, Color color) {
    SDL_FillRect(picture->surface, &(SDL_Rect){x, y, width, height},
                 SDL_MapRGB(picture->surface->format, color.red, color.green, color.blue));
}

static SDL_Surface *render(Picture *picture, PictureFont font, int size, Color color, const char *text) {
    TTF_SetFontSize(picture->font[font], size);
    return TTF_RenderUTF8_Blended(picture->font[font], text, (SDL_Color){color.red, color.green, color.blue, 255});
}

int picture_text(Picture *picture, PictureFont font, int size, int x, int y, Color color, const char *text) {
    SDL_Surface *label = render(picture, font, size, color, text);
    if (!label)
        return 0;
    int width = label->w;
    SDL_BlitSurface(label, NULL, picture->surface, &(SDL_Rect){x, y, 0, 0});
    SDL_FreeSurface(label);
    return width;
}

void picture_text_right(Picture *picture, PictureFont font, int size, int x, int y, Color color, const char *text) {
    int width = 0;
    TTF_SetFontSize(picture->font[font], size);
    TTF_SizeUTF8(picture->font[font], text, &width, NULL);
    picture_text(picture, font, size, x - width, y, color, text);
}

void picture_pixels(Picture *picture, int x, int y, const uint8_t *rgb, int width, int height, int zoom) {
    for (int row = 0; row < height; row++)
        for (int column = 0; column < width; column++, rgb += 3)
            picture_fill(picture, x + column * zoom, y + row * zoom, zoom, zoom, (Color){rgb[0], rgb[1], rgb[2]});
}

bool picture_save(Picture *picture, const char *path, Error *error) {
    return png_file_save(picture->surface, path, error);
}

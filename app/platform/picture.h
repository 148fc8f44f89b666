// A picture in memory that can be drawn on and saved as PNG; needs no display.
#ifndef HOURGLASS_PICTURE_H
#define HOURGLASS_PICTURE_H

#include "error.h"

#include <stdint.h>

typedef struct Picture Picture;

typedef struct Color {
    uint8_t red, green, blue;
} Color;

/// In the order of DrawFont.
typedef enum PictureFont { FONT_TEXT, FONT_BOLD, FONT_DIGITS, FONT_COUNT } PictureFont;

/// A picture of one colour. NULL with an error if memory is short or the program's fonts are missing.
Picture *picture_create(int width, int height, Color color, Error *error);
void picture_destroy(Picture *picture); // takes NULL

void picture_fill(Picture *picture, int x, int y, int width, int height, Color color);

/// Draws UTF-8 text with its top left corner at (x, y); returns the width in pixels.
int picture_text(Picture *picture, PictureFont font, int size, int x, int y, Color color, const char *text);

/// The same, ending at x.
void picture_text_right(Picture *picture, PictureFont font, int size, int x, int y, Color color, const char *text);

/// Draws pixels (height, width) as red, green, blue triples, each `zoom` pixels wide and high.
void picture_pixels(Picture *picture, int x, int y, const uint8_t *rgb, int width, int height, int zoom);

/// Writes a PNG file atomically.
bool picture_save(Picture *picture, const char *path, Error *error);

#endif

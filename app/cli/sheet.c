// Drawing sheets. Called by commands at their end.
#include "sheet.h"

#include "picture.h"
#include "reconstruction.h"

#include <stdlib.h>
#include <string.h>

enum { MARGIN = 24, GAP = 4, GROUPS = 4, ROWS = 5, SHOWN = GROUPS * ROWS, TILE = 84, HEADER = 104, LABEL = 28 };

static const Color BACKGROUND = {22, 25, 32}, TEXT = {232, 234, 240}, FAINT = {150, 156, 170};
static const Color NEGATIVE = {82, 162, 255}, POSITIVE = {255, 150, 40};

// Errors beyond ±0.5 of full white are as bright as can be; the scale on the sheet says so.
static void error_color(int difference, uint8_t rgb[3]) {
    int strength = abs(difference) * 2 < 255 ? abs(difference) * 2 : 255;
    Color color = difference < 0 ? NEGATIVE : POSITIVE;
    rgb[0] = (uint8_t)(color.red * strength / 255);
    rgb[1] = (uint8_t)(color.green * strength / 255);
    rgb[2] = (uint8_t)(color.blue * strength / 255);
}

// One channel is grey, three are red, green and blue; anything else shows the mean of the channels.
static void image_colors(const uint8_t *pixels, Shape shape, uint8_t *rgb) {
    int plane = shape.height * shape.width;
    for (int p = 0; p < plane; p++)
        for (int c = 0; c < 3; c++) {
            int sum = 0;
            for (int k = 0; k < shape.channels; k++)
                sum += pixels[k * plane + p];
            rgb[3 * p + c] = shape.channels == 3 ? pixels[c * plane + p] : (uint8_t)(sum / shape.channels);
        }
}

static void error_colors(const uint8_t *input, const uint8_t *output, Shape shape, uint8_t *rgb) {
    int plane = shape.height * shape.width;
    for (int p = 0; p < plane; p++) {
        int sum = 0;
        for (int k = 0; k < shape.channels; k++)
            sum += output[k * plane + p] - input[k * plane + p];
        error_color(sum / shape.channels, rgb + 3 * p);
    }
}

// The first images of every class in turn, so that each class is seen; the first of all where there are no labels.
static int choose(const Dataset *data, int index[SHOWN]) {
    const Images *test = &data->test;
    int count = 0, classes = test->labels && data->classes > 0 ? data->classes : 1;
    for (int round = 0; count < SHOWN && round < SHOWN; round++)
        for (int c = 0; c < classes && count < SHOWN; c++)
            for (int n = 0, seen = 0; n < test->count; n++) {
                if (test->labels && test->labels[n] != c)
                    continue;
                if (seen++ == round) {
                    index[count++] = n;
                    break;
                }
            }
    return count;
}

static int zoom_of(Shape shape) {
    int side = shape.height > shape.width ? shape.height : shape.width;
    return side < TILE ? TILE / side : 1;
}

typedef struct Sheet {
    Picture *picture;
    Shape shape;
    int zoom, tile_width, tile_height, group;
    uint8_t *rgb; // one tile's colours
} Sheet;

static bool sheet_init(Sheet *sheet, Shape shape, int width, int height, const char *title, Error *error) {
    sheet->rgb = malloc((size_t)shape.height * (size_t)shape.width * 3);
    sheet->picture = picture_create(width, height, BACKGROUND, error);
    if (!sheet->rgb && sheet->picture)
        error_memory(error, "a sheet");
    if (!sheet->rgb || !sheet->picture)
        return false;
    picture_text(sheet->picture, FONT_BOLD, 20, MARGIN, MARGIN - 4, TEXT, title);
    return true;
}

static void sheet_finish(Sheet *sheet) {
    picture_destroy(sheet->picture);
    free(sheet->rgb);
}

static void draw_scale(Sheet *sheet, int right, int y) {
    Picture *picture = sheet->picture;
    const int width = 128;
    int x = right - width - 36;
    picture_text_right(picture, FONT_TEXT, 13, x - 48, y, FAINT, "error = output − input");
    picture_text_right(picture, FONT_DIGITS, 13, x - 6, y, FAINT, "−0.5");
    for (int i = 0; i < width; i++) {
        uint8_t rgb[3];
        error_color((i - width / 2) * 2, rgb);
        picture_fill(picture, x + i, y + 3, 1, 12, (Color){rgb[0], rgb[1], rgb[2]});
    }
    picture_text_right(picture, FONT_DIGITS, 13, right, y, FAINT, "+0.5");
}

static void draw_group(Sheet *sheet, const Dataset *data, int image, const uint8_t *seen, const uint8_t *output,
                       const Score *score, int x, int y) {
    const uint8_t *input = images_pixels(&data->test, image);
    Shape shape = sheet->shape;
    int step = sheet->tile_width + GAP;
    image_colors(seen, shape, sheet->rgb);
    picture_pixels(sheet->picture, x, y, sheet->rgb, shape.width, shape.height, sheet->zoom);
    image_colors(output, shape, sheet->rgb);
    picture_pixels(sheet->picture, x + step, y, sheet->rgb, shape.width, shape.height, sheet->zoom);
    error_colors(input, output, shape, sheet->rgb);
    picture_pixels(sheet->picture, x + 2 * step, y, sheet->rgb, shape.width, shape.height, sheet->zoom);
    char text[64];
    snprintf(text, sizeof text, "MSE %.4f", (double)score->squared_error / shape_size(shape));
    int below = y + sheet->tile_height + 3;
    if (data->test.labels)
        picture_text(sheet->picture, FONT_TEXT, 13, x, below, TEXT, data->class_names[data->test.labels[image]]);
    picture_text_right(sheet->picture, FONT_DIGITS, 13, x + sheet->group - GAP, below, FAINT, text);
}

static void draw_headings(Sheet *sheet, const Quality *quality) {
    char text[160];
    snprintf(text, sizeof text, "test BCE %.2f nats/image   MSE %.5f   PSNR %.2f dB   explained variance %.1f %%",
             quality->bce, quality->mse, quality->psnr, 100 * quality->explained_variance);
    picture_text(sheet->picture, FONT_DIGITS, 14, MARGIN, MARGIN + 24, FAINT, text);
    static const char *const names[3] = {"input", "output", "error"};
    for (int g = 0; g < GROUPS; g++)
        for (int i = 0; i < 3; i++)
            picture_text(sheet->picture, FONT_TEXT, 13,
                         MARGIN + g * (sheet->group + MARGIN) + i * (sheet->tile_width + GAP), HEADER - 22, FAINT,
                         names[i]);
}

static bool draw_reconstructions(Sheet *sheet, const Dataset *data, const ImageSource *source, const Net *net,
                                 LossKind loss, Error *error) {
    int index[SHOWN], count = choose(data, index);
    Score scores[SHOWN];
    Pass pass = {0};
    size_t size = (size_t)shape_size(net->image);
    uint8_t *outputs = malloc(2 * SHOWN * size);
    if (!outputs)
        return error_memory(error, "a sheet");
    uint8_t *seen = outputs + SHOWN * size;
    bool ok = pass_init(&pass, net, SHOWN, 1, false, error) &&
              (corruption_is_none(&source->corruption) || pass_part_target(&pass, net, error));
    if (ok)
        reconstruct(net, &pass, loss, source, index, count, seen, outputs, scores);
    for (int i = 0; ok && i < count; i++)
        draw_group(sheet, data, index[i], seen + (size_t)i * size, outputs + (size_t)i * size, &scores[i],
                   MARGIN + i % GROUPS * (sheet->group + MARGIN),
                   HEADER + i / GROUPS * (sheet->tile_height + LABEL + GAP));
    pass_finish(&pass);
    free(outputs);
    return ok;
}

bool sheet_reconstructions(const char *path, const char *title, const Dataset *data, const ImageSource *source,
                           const Net *net, LossKind loss, const Quality *quality, Error *error) {
    Sheet sheet = {.shape = net->image, .zoom = zoom_of(net->image)};
    sheet.tile_width = net->image.width * sheet.zoom;
    sheet.tile_height = net->image.height * sheet.zoom;
    sheet.group = 3 * (sheet.tile_width + GAP);
    int width = GROUPS * (sheet.group + MARGIN) + MARGIN - GAP;
    int height = HEADER + ROWS * (sheet.tile_height + LABEL + GAP) + 8;
    bool ok = sheet_init(&sheet, net->image, width, height, title, error);
    if (ok) {
        draw_headings(&sheet, quality);
        draw_scale(&sheet, width - MARGIN, MARGIN + 24);
        ok = draw_reconstructions(&sheet, data, source, net, loss, error) && picture_save(sheet.picture, path, error);
    }
    sheet_finish(&sheet);
    return ok;
}

bool sheet_images(const char *path, const char *title, const float *images, int count, Shape shape, Error *error) {
    int shown = count < SHEET_MAX_IMAGES ? count : SHEET_MAX_IMAGES, columns = 1;
    while (columns * columns < shown)
        columns++;
    Sheet sheet = {.shape = shape, .zoom = zoom_of(shape)};
    int across = shape.width * sheet.zoom + GAP, down = shape.height * sheet.zoom + GAP;
    int rows = (shown + columns - 1) / columns, width = columns * across + 2 * MARGIN;
    size_t size = (size_t)shape_size(shape);
    uint8_t *bytes = calloc(1, size);
    char heading[160];
    snprintf(heading, sizeof heading, "%s · %d of %d images", title, shown, count);
    if (!bytes)
        error_memory(error, "a sheet");
    bool ok = bytes && sheet_init(&sheet, shape, width < 480 ? 480 : width, rows * down + 64 + MARGIN, heading, error);
    for (int i = 0; ok && i < shown; i++) {
        for (size_t p = 0; p < size; p++)
            bytes[p] = byte_of(images[(size_t)i * size + p]);
        image_colors(bytes, shape, sheet.rgb);
        picture_pixels(sheet.picture, MARGIN + i % columns * across, 64 + i / columns * down, sheet.rgb, shape.width,
                       shape.height, sheet.zoom);
    }
    ok = ok && picture_save(sheet.picture, path, error);
    sheet_finish(&sheet);
    free(bytes);
    return ok;
}

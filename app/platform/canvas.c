// The canvas: carries out a draw list with an SDL renderer, and keeps what it will need again. Called by the window and
// by `hourglass shot`, on the thread that draws.
#include "canvas_parts.h"
#include "hash.h"
#include "png_file.h"

#include <math.h>
#include <stdlib.h>

static void set_clip(Canvas *canvas, const Rect *rect) {
    SDL_Rect whole = {0}, wanted;
    canvas_size(canvas, &whole.w, &whole.h);
    canvas->clip = whole;
    if (rect && !shapes_snap(canvas, *rect, &wanted))
        canvas->clip = (SDL_Rect){0};
    else if (rect)
        SDL_IntersectRect(&wanted, &whole, &canvas->clip);
    if (canvas->clip.w > 0)
        SDL_RenderSetClipRect(canvas->renderer, rect ? &canvas->clip : NULL);
}

static void draw_image_command(Canvas *canvas, const DrawCommand *command) {
    SDL_Rect place;
    if (!shapes_snap(canvas, command->rect, &place))
        return;
    SDL_Texture *texture = textures_get(&canvas->textures, &command->image);
    if (texture)
        SDL_RenderCopy(canvas->renderer, texture, NULL, &place);
}

static void draw_text_command(Canvas *canvas, const DrawCommand *command, const char *text) {
    float x = roundf(command->rect.x), y = roundf(command->rect.y);
    const SDL_Rect *clip = &canvas->clip;
    if (!(x < (float)(clip->x + clip->w)) || !(y < (float)(clip->y + clip->h)) ||
        !(y + 2 * command->size > (float)clip->y) || !(x > -1e6F) || command->color.a == 0)
        return;
    uint64_t key = hash_bytes(fonts_key(command->font, command->size, text), &command->color, sizeof command->color);
    const Sprite *sprite = sprites_find(&canvas->sprites, key);
    if (!sprite)
        sprite = sprites_add(&canvas->sprites, key,
                             fonts_render(&canvas->fonts, command->font, command->size, command->color, text));
    if (sprite && sprite->texture)
        SDL_RenderCopy(canvas->renderer, sprite->texture, NULL,
                       &(SDL_Rect){(int)x, (int)y, sprite->width, sprite->height});
}

// Draws the command at `index` and returns how many were dealt with.
static int draw_command(Canvas *canvas, const DrawList *list, int index) {
    const DrawCommand *command = &list->commands[index];
    if (command->kind == DRAW_CLIP)
        set_clip(canvas, &command->rect);
    else if (canvas->clip.w < 1 || canvas->clip.h < 1)
        return 1;
    switch (command->kind) {
    case DRAW_FILL:
    case DRAW_FRAME:
        shapes_box(canvas, command);
        break;
    case DRAW_LINE:
        return shapes_lines(canvas, list, index);
    case DRAW_POLYGON:
        shapes_polygon(canvas, list, command);
        break;
    case DRAW_TEXT:
        draw_text_command(canvas, command, draw_text_of(list, command));
        break;
    case DRAW_IMAGE:
        draw_image_command(canvas, command);
        break;
    case DRAW_CLIP:
        break;
    }
    return 1;
}

void canvas_draw(Canvas *canvas, const DrawList *list, Rgba background) {
    set_clip(canvas, NULL);
    SDL_SetRenderDrawColor(canvas->renderer, background.r, background.g, background.b, 255);
    SDL_RenderClear(canvas->renderer);
    for (int i = 0; i < list->count;)
        i += draw_command(canvas, list, i);
    set_clip(canvas, NULL);
    SDL_RenderFlush(canvas->renderer);
    sprites_end_frame(&canvas->sprites);
    textures_end_frame(&canvas->textures);
}

static Canvas *started(Canvas *canvas, Error *error) {
    canvas->sprites.renderer = canvas->textures.renderer = canvas->renderer;
    canvas->sprites.frame = canvas->textures.frame = 1;
    if (fonts_init(&canvas->fonts, error))
        return canvas;
    canvas_destroy(canvas);
    return NULL;
}

Canvas *canvas_create(int width, int height, Error *error) {
    Canvas *canvas = calloc(1, sizeof *canvas);
    if (canvas) // the format of a window's framebuffer, so that both get the same pixels
        canvas->surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_RGB888);
    if (canvas && canvas->surface)
        canvas->renderer = SDL_CreateSoftwareRenderer(canvas->surface);
    if (!canvas || !canvas->renderer) {
        error_set(error, "no memory to draw a picture of %d×%d pixels: %s", width, height, SDL_GetError());
        canvas_destroy(canvas);
        return NULL;
    }
    return started(canvas, error);
}

Canvas *canvas_create_on(SDL_Renderer *renderer, Error *error) {
    Canvas *canvas = calloc(1, sizeof *canvas);
    if (!canvas) {
        error_memory(error, "the canvas");
        return NULL;
    }
    canvas->renderer = renderer;
    return started(canvas, error);
}

void canvas_destroy(Canvas *canvas) {
    if (!canvas)
        return;
    canvas_forget(canvas);
    fonts_finish(&canvas->fonts);
    if (canvas->surface) {
        if (canvas->renderer)
            SDL_DestroyRenderer(canvas->renderer);
        SDL_FreeSurface(canvas->surface);
    }
    free(canvas->mask);
    free(canvas->points);
    free(canvas);
}

void canvas_forget(Canvas *canvas) {
    sprites_finish(&canvas->sprites);
    textures_finish(&canvas->textures);
}

void canvas_size(const Canvas *canvas, int *width, int *height) {
    if (SDL_GetRendererOutputSize(canvas->renderer, width, height) != 0)
        *width = *height = 0;
}

static float measure_width(void *context, DrawFont font, float size, const char *text) {
    Canvas *canvas = context;
    return fonts_width(&canvas->fonts, font, size, text);
}

TextMeasure canvas_measure(Canvas *canvas) {
    return (TextMeasure){.width = measure_width, .context = canvas};
}

bool canvas_read(Canvas *canvas, Rgba *pixels, Error *error) {
    int width, height;
    canvas_size(canvas, &width, &height);
    if (SDL_RenderReadPixels(canvas->renderer, NULL, SDL_PIXELFORMAT_RGBA32, pixels, width * (int)sizeof *pixels) != 0)
        return error_set(error, "cannot read the picture: %s", SDL_GetError());
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++)
        pixels[i].a = 255;
    return true;
}

bool canvas_save_png(Canvas *canvas, const char *path, Error *error) {
    int width, height;
    canvas_size(canvas, &width, &height);
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 24, SDL_PIXELFORMAT_RGB24);
    if (!surface)
        return error_memory(error, "the picture");
    bool ok = SDL_RenderReadPixels(canvas->renderer, NULL, SDL_PIXELFORMAT_RGB24, surface->pixels, surface->pitch) == 0;
    if (!ok)
        error_set(error, "cannot read the picture: %s", SDL_GetError());
    ok = ok && png_file_save(surface, path, error);
    SDL_FreeSurface(surface);
    return ok;
}

CanvasCounts canvas_counts(const Canvas *canvas) {
    return (CanvasCounts){.image_uploads = canvas->textures.uploads,
                          .sprites_made = canvas->sprites.made,
                          .labels_measured = canvas->fonts.measured,
                          .images = canvas->textures.count,
                          .sprites = canvas->sprites.count};
}

// The canvas: carries out a draw list on a surface, or with an SDL renderer where there is a graphics card, and keeps
// what it will need again. Called by the window and by `hourglass shot`, on the thread that draws.
#include "canvas_parts.h"
#include "png_file.h"
#include "raster.h"

#include <math.h>
#include <stdlib.h>

// Finds what must be drawn anew. A renderer on a graphics card may have lost the last frame, and needs no help.
static void find_damage(Canvas *canvas, const DrawList *list, const SDL_Rect *whole, Rgba background) {
    Damage *damage = &canvas->damage;
    if (!canvas->surface || !damage_begin(damage, whole->w, whole->h, background)) {
        damage->rect[0] = *whole;
        damage->rects = 1;
        return;
    }
    const SDL_Rect *clip = whole;
    for (int i = 0; i < list->count; i++) {
        if (list->commands[i].kind == DRAW_CLIP)
            clip = &canvas->boxes[i];
        else
            damage_add(damage, list, i, &canvas->boxes[i], clip);
    }
    damage_end(damage);
}

void canvas_draw(Canvas *canvas, const DrawList *list, Rgba background) {
    SDL_Rect whole = {0};
    canvas_size(canvas, &whole.w, &whole.h);
    canvas->clip = whole;
    background.a = 255;
    if (!boxes_find(canvas, list))
        return;
    find_damage(canvas, list, &whole, background);
    for (int i = 0; i < canvas->damage.rects; i++)
        parts_draw(canvas, list, &canvas->damage.rect[i], background);
    if (!canvas->surface)
        SDL_RenderSetClipRect(canvas->renderer, NULL);
    sprites_end_frame(&canvas->sprites);
    textures_end_frame(&canvas->textures);
}

const SDL_Rect *canvas_drawn(const Canvas *canvas, int *count) {
    *count = canvas->damage.rects;
    return canvas->damage.rect;
}

void canvas_redraw(Canvas *canvas) {
    damage_forget(&canvas->damage);
}

// Sprites are masks where there is a surface, else textures.
static void draw_on(Canvas *canvas, SDL_Surface *surface) {
    SDL_Renderer *renderer = surface ? NULL : canvas->renderer;
    if (canvas->sprites.renderer != renderer)
        sprites_finish(&canvas->sprites);
    canvas->sprites.renderer = renderer;
    canvas->surface = surface;
}

void canvas_set_surface(Canvas *canvas, SDL_Surface *surface) {
    if (surface && !raster_fits(surface))
        surface = NULL;
    if (canvas->surface != surface || (surface && surface->pixels != canvas->pixels))
        damage_forget(&canvas->damage);
    draw_on(canvas, surface);
    canvas->pixels = surface ? surface->pixels : NULL;
}

static Canvas *started(Canvas *canvas, Error *error) {
    canvas->textures.renderer = canvas->renderer;
    draw_on(canvas, canvas->surface);
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
    if (canvas && canvas->surface) {
        canvas->owns = true;
        canvas->renderer = SDL_CreateSoftwareRenderer(canvas->surface);
    }
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
    if (canvas->owns) {
        if (canvas->renderer)
            SDL_DestroyRenderer(canvas->renderer);
        SDL_FreeSurface(canvas->surface);
    }
    damage_finish(&canvas->damage);
    free(canvas->boxes);
    free(canvas->mask);
    free(canvas->points);
    free(canvas);
}

void canvas_forget(Canvas *canvas) {
    sprites_finish(&canvas->sprites);
    textures_finish(&canvas->textures);
    damage_forget(&canvas->damage);
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

bool canvas_save_png(Canvas *canvas, const Rect *part, const char *path, Error *error) {
    SDL_Rect whole = {0}, box;
    canvas_size(canvas, &whole.w, &whole.h);
    box = whole;
    if (part)
        box = (SDL_Rect){(int)part->x, (int)part->y, (int)part->w, (int)part->h};
    if (!SDL_IntersectRect(&box, &whole, &box))
        return error_set(error, "there is nothing to see in that part");
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, box.w, box.h, 24, SDL_PIXELFORMAT_RGB24);
    if (!surface)
        return error_memory(error, "the picture");
    bool ok = SDL_RenderReadPixels(canvas->renderer, &box, SDL_PIXELFORMAT_RGB24, surface->pixels, surface->pitch) == 0;
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

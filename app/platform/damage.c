// Cells and their hashes; cells that changed are joined to rectangles. Called by the canvas.
#include "damage.h"

#include "hash.h"

#include <stdlib.h>

enum { CELL = 32 }; // pixels; small enough for a line of text, large enough that there are few

void damage_finish(Damage *damage) {
    free(damage->cells);
    *damage = (Damage){0};
}

void damage_forget(Damage *damage) {
    damage->known = false;
}

static bool resize(Damage *damage, int width, int height) {
    if (damage->cells && damage->width == width && damage->height == height)
        return true;
    damage_finish(damage);
    int columns = (width + CELL - 1) / CELL, rows = (height + CELL - 1) / CELL;
    size_t cells = (size_t)columns * (size_t)rows;
    damage->cells = calloc(2 * cells, sizeof *damage->cells);
    if (!damage->cells)
        return false;
    damage->seen = damage->cells;
    damage->wanted = damage->cells + cells;
    damage->width = width;
    damage->height = height;
    damage->columns = columns;
    damage->rows = rows;
    return true;
}

bool damage_begin(Damage *damage, int width, int height, Rgba background) {
    if (width < 1 || height < 1 || !resize(damage, width, height))
        return false;
    uint64_t start = hash_bytes(1, &background, sizeof background);
    for (int i = 0; i < damage->rows * damage->columns; i++)
        damage->wanted[i] = start;
    return true;
}

static uint64_t hash_of(const DrawList *list, const DrawCommand *command, const SDL_Rect *clip) {
    uint64_t hash = hash_bytes((uint64_t)command->kind, &command->rect, sizeof command->rect);
    hash = hash_bytes(hash, &command->color, sizeof command->color);
    hash = hash_bytes(hash, clip, sizeof *clip);
    float numbers[] = {command->radius, command->width, command->size, (float)command->font};
    hash = hash_bytes(hash, numbers, sizeof numbers);
    if (command->kind == DRAW_TEXT)
        hash = hash_bytes(hash, draw_text_of(list, command), (size_t)command->count);
    else if (command->kind == DRAW_LINE || command->kind == DRAW_POLYGON)
        hash = hash_bytes(hash, list->points + command->first, (size_t)command->count * sizeof *list->points);
    else if (command->kind == DRAW_IMAGE)
        hash = hash_mix(hash_mix(hash, command->image.key), command->image.version);
    return hash;
}

void damage_add(Damage *damage, const DrawList *list, int index, const SDL_Rect *box, const SDL_Rect *clip) {
    if (box->w < 1 || box->h < 1)
        return;
    uint64_t hash = hash_of(list, &list->commands[index], clip);
    int right = (box->x + box->w - 1) / CELL, bottom = (box->y + box->h - 1) / CELL;
    for (int row = box->y / CELL; row <= bottom; row++)
        for (int column = box->x / CELL; column <= right; column++) {
            uint64_t *cell = &damage->wanted[row * damage->columns + column];
            *cell = hash_mix(*cell, hash);
        }
}

// Adds the cells [first, last) of a row: to a rectangle of the same columns that ends just above, or as a new one.
// Where there is no more room the last one grows; what is drawn twice looks the same.
static void add_span(Damage *damage, int row, int first, int last) {
    SDL_Rect span = {first * CELL, row * CELL, (last - first) * CELL, CELL};
    span.w = SDL_min(span.w, damage->width - span.x);
    span.h = SDL_min(span.h, damage->height - span.y);
    for (int i = damage->rects - 1; i >= 0; i--) {
        SDL_Rect *rect = &damage->rect[i];
        if (rect->x != span.x || rect->w != span.w || rect->y + rect->h != span.y)
            continue;
        rect->h += span.h;
        return;
    }
    SDL_Rect *last_rect = &damage->rect[DAMAGE_RECTS - 1];
    if (damage->rects < DAMAGE_RECTS)
        damage->rect[damage->rects++] = span;
    else
        SDL_UnionRect(last_rect, &span, last_rect);
}

static void join_row(Damage *damage, int row) {
    const uint64_t *seen = damage->seen + row * damage->columns, *wanted = damage->wanted + row * damage->columns;
    for (int column = 0; column < damage->columns; column++) {
        int first = column;
        while (column < damage->columns && seen[column] != wanted[column])
            column++;
        if (column > first)
            add_span(damage, row, first, column);
    }
}

void damage_end(Damage *damage) {
    damage->rects = 0;
    for (int row = 0; row < damage->rows && damage->known; row++)
        join_row(damage, row);
    if (!damage->known)
        damage->rect[damage->rects++] = (SDL_Rect){0, 0, damage->width, damage->height};
    damage->known = true;
    uint64_t *shown = damage->wanted;
    damage->wanted = damage->seen;
    damage->seen = shown;
}

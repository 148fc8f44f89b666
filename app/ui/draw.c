// The draw list: appends commands, points and text to three arrays that grow and are reused. Called by widgets and
// pictures on the UI thread.
#include "draw.h"

#include <stdlib.h>
#include <string.h>

/// Makes room for `more` elements; false, and nothing changed, where memory is short.
static bool reserve(void **array, int *capacity, int used, int more, size_t element_size) {
    if (more <= *capacity - used)
        return true;
    size_t wanted = ((size_t)used + (size_t)more) * 2;
    if (wanted > INT32_MAX / 2)
        return false;
    void *grown = realloc(*array, wanted * element_size);
    if (!grown)
        return false;
    *array = grown;
    *capacity = (int)wanted;
    return true;
}

static bool reserve_commands(DrawList *list, int more) {
    return reserve((void **)&list->commands, &list->capacity, list->count, more, sizeof(DrawCommand));
}

static bool reserve_points(DrawList *list, int more) {
    return reserve((void **)&list->points, &list->point_capacity, list->point_count, more, sizeof(Point));
}

static bool reserve_text(DrawList *list, int more) {
    return reserve((void **)&list->text, &list->text_capacity, list->text_used, more, 1);
}

void draw_clear(DrawList *list) {
    list->count = list->point_count = list->text_used = 0;
}

void draw_finish(DrawList *list) {
    free(list->commands);
    free(list->points);
    free(list->text);
    *list = (DrawList){0};
}

static void append(DrawList *list, DrawCommand command) {
    if (reserve_commands(list, 1))
        list->commands[list->count++] = command;
}

void draw_fill(DrawList *list, Rect rect, float radius, Rgba color) {
    append(list, (DrawCommand){.kind = DRAW_FILL, .rect = rect, .radius = radius, .color = color});
}

void draw_frame(DrawList *list, Rect rect, float radius, float width, Rgba color) {
    append(list, (DrawCommand){.kind = DRAW_FRAME, .rect = rect, .radius = radius, .width = width, .color = color});
}

static void append_points(DrawList *list, const Point *points, int count, DrawCommand command) {
    if (count < 1 || !reserve_points(list, count))
        return;
    memcpy(list->points + list->point_count, points, (size_t)count * sizeof *points);
    command.first = list->point_count;
    command.count = count;
    list->point_count += count;
    append(list, command);
}

void draw_line(DrawList *list, const Point *points, int count, float width, Rgba color) {
    append_points(list, points, count, (DrawCommand){.kind = DRAW_LINE, .width = width, .color = color});
}

void draw_polygon(DrawList *list, const Point *points, int count, Rgba color) {
    append_points(list, points, count, (DrawCommand){.kind = DRAW_POLYGON, .color = color});
}

void draw_text(DrawList *list, float x, float y, DrawFont font, float size, Rgba color, const char *text) {
    size_t length = strlen(text);
    if (length == 0 || length > INT16_MAX || !reserve_text(list, (int)length + 1))
        return;
    memcpy(list->text + list->text_used, text, length + 1);
    append(list, (DrawCommand){.kind = DRAW_TEXT,
                               .rect = {x, y, 0, 0},
                               .font = font,
                               .size = size,
                               .color = color,
                               .first = list->text_used,
                               .count = (int)length});
    list->text_used += (int)length + 1;
}

void draw_image(DrawList *list, Rect rect, const DrawImage *image) {
    append(list, (DrawCommand){.kind = DRAW_IMAGE, .rect = rect, .image = *image});
}

void draw_clip(DrawList *list, Rect rect) {
    append(list, (DrawCommand){.kind = DRAW_CLIP, .rect = rect});
}

void draw_append(DrawList *list, const DrawList *more) {
    if (more->count == 0 || !reserve_commands(list, more->count) || !reserve_points(list, more->point_count) ||
        !reserve_text(list, more->text_used))
        return;
    for (int i = 0; i < more->count; i++) {
        DrawCommand command = more->commands[i];
        if (command.kind == DRAW_TEXT)
            command.first += list->text_used;
        else
            command.first += list->point_count;
        list->commands[list->count++] = command;
    }
    if (more->point_count > 0)
        memcpy(list->points + list->point_count, more->points, (size_t)more->point_count * sizeof(Point));
    if (more->text_used > 0)
        memcpy(list->text + list->text_used, more->text, (size_t)more->text_used);
    list->point_count += more->point_count;
    list->text_used += more->text_used;
}

const char *draw_text_of(const DrawList *list, const DrawCommand *command) {
    return list->text + command->first;
}

// Repulsion of t-SNE: a quadtree in one array, and groups of near points that walk it together, so that what is left is
// one product of many points with many sources. Called by tsne.c.
#include "tsne_push.h"

#include "kernels.h"

#include <math.h>
#include <string.h>

enum { LEAF = 16, GROUP = 96, LEVELS = 16 };

bool tsne_push_init(TsnePush *p, int count, float theta, Error *error) {
    *p = (TsnePush){.count = count, .theta = theta};
    size_t n = (size_t)count;
    p->key = arena_take(&p->arena, n, sizeof(uint32_t));
    p->key_scratch = arena_take(&p->arena, n, sizeof(uint32_t));
    p->order = arena_take(&p->arena, n, sizeof(int));
    p->order_scratch = arena_take(&p->arena, n, sizeof(int));
    p->cells = arena_take(&p->arena, 2 * n, sizeof(TsneCell));
    float **const arrays[] = {&p->x, &p->y, &p->weight, &p->push_x, &p->push_y, &p->source_x, &p->source_y, &p->mass};
    for (int i = 0; i < 8; i++)
        *arrays[i] = arena_take(&p->arena, n, sizeof(float));
    if (!p->arena.failed)
        return true;
    tsne_push_finish(p);
    return error_memory(error, "t-SNE");
}

void tsne_push_finish(TsnePush *p) {
    arena_finish(&p->arena);
    *p = (TsnePush){0};
}

// The lower 16 bits of x, a 0 between each two.
static uint32_t spread(uint32_t x) {
    x = (x | x << 8) & 0x00ff00ffu;
    x = (x | x << 4) & 0x0f0f0f0fu;
    x = (x | x << 2) & 0x33333333u;
    return (x | x << 1) & 0x55555555u;
}

static void find_keys(TsnePush *p, const float *x, const float *y) {
    float left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
    for (int i = 0; i < p->count; i++) {
        left = x[i] < left ? x[i] : left;
        right = x[i] > right ? x[i] : right;
        top = y[i] < top ? y[i] : top;
        bottom = y[i] > bottom ? y[i] : bottom;
    }
    float side = fmaxf(right - left, bottom - top), scale = side > 0 ? 65535.0f / side : 0;
    for (int i = 0; i < p->count; i++) {
        p->key[i] = spread((uint32_t)((x[i] - left) * scale)) | spread((uint32_t)((y[i] - top) * scale)) << 1;
        p->order[i] = i;
    }
}

// By one byte of the keys, equal ones in the order they came.
static void sort_byte(TsnePush *p, int shift) {
    int place[257] = {0};
    for (int i = 0; i < p->count; i++)
        place[(p->key[i] >> shift & 255) + 1]++;
    for (int i = 1; i < 257; i++)
        place[i] += place[i - 1];
    for (int i = 0; i < p->count; i++) {
        int to = place[p->key[i] >> shift & 255]++;
        p->key_scratch[to] = p->key[i];
        p->order_scratch[to] = p->order[i];
    }
    uint32_t *keys = p->key;
    int *order = p->order;
    p->key = p->key_scratch;
    p->order = p->order_scratch;
    p->key_scratch = keys;
    p->order_scratch = order;
}

// Centre and borders of a leaf, from its points; of another cell, from the cells in it.
static void measure_points(const TsnePush *p, TsneCell *c, int count) {
    double x = 0, y = 0;
    for (int i = c->first; i < c->first + count; i++) {
        x += (double)p->x[i];
        y += (double)p->y[i];
        c->left = p->x[i] < c->left ? p->x[i] : c->left;
        c->right = p->x[i] > c->right ? p->x[i] : c->right;
        c->top = p->y[i] < c->top ? p->y[i] : c->top;
        c->bottom = p->y[i] > c->bottom ? p->y[i] : c->bottom;
    }
    c->x = (float)(x / count);
    c->y = (float)(y / count);
}

static void measure_cells(const TsnePush *p, TsneCell *c, int inner) {
    for (; inner < p->cell_count; inner = p->cells[inner].next) {
        const TsneCell *part = &p->cells[inner];
        c->x += part->x * part->mass / c->mass;
        c->y += part->y * part->mass / c->mass;
        c->left = part->left < c->left ? part->left : c->left;
        c->right = part->right > c->right ? part->right : c->right;
        c->top = part->top < c->top ? part->top : c->top;
        c->bottom = part->bottom > c->bottom ? part->bottom : c->bottom;
    }
}

// The first point from `first` on whose key has a larger quarter than `quarter` at this level.
static int quarter_end(const TsnePush *p, int first, int end, int level, uint32_t quarter) {
    while (first < end && (p->key[first] >> 2 * level & 3) <= quarter)
        first++;
    return first;
}

// Points first … end - 1 as a cell. A cell with one part only would say nothing new: that part takes its place.
static void build(TsnePush *p, int first, int end, int level) {
    while (level >= 0 && (p->key[first] >> 2 * level) == (p->key[end - 1] >> 2 * level))
        level--;
    int index = p->cell_count++, count = end - first;
    TsneCell cell = {.mass = (float)count,
                     .left = INFINITY,
                     .right = -INFINITY,
                     .top = INFINITY,
                     .bottom = -INFINITY,
                     .first = first,
                     .leaf = count <= LEAF || level < 0};
    for (uint32_t quarter = 0; !cell.leaf && quarter < 4; quarter++) {
        int border = quarter_end(p, first, end, level, quarter);
        if (border > first)
            build(p, first, border, level - 1);
        first = border;
    }
    if (cell.leaf)
        measure_points(p, &cell, count);
    else
        measure_cells(p, &cell, index + 1);
    float width = cell.right - cell.left, height = cell.bottom - cell.top;
    cell.size = width > height ? width * width : height * height;
    cell.next = p->cell_count;
    p->cells[index] = cell;
}

static float outside(float x, float low, float high) {
    return x < low ? low - x : x > high ? x - high : 0;
}

// What pushes the points of a cell: single points, and cells that are far enough to stand for theirs. One whose points
// lie in one place always does.
static int gather(TsnePush *p, const TsneCell *group) {
    int sources = 0;
    float far = p->theta * p->theta;
    for (int i = 0; i < p->cell_count;) {
        const TsneCell *c = &p->cells[i];
        float dx = outside(c->x, group->left, group->right), dy = outside(c->y, group->top, group->bottom);
        if (c->size <= far * (dx * dx + dy * dy)) {
            p->source_x[sources] = c->x;
            p->source_y[sources] = c->y;
            p->mass[sources++] = c->mass;
            i = c->next;
        } else if (c->leaf) {
            int count = (int)c->mass;
            for (int k = 0; k < count; k++) {
                p->source_x[sources] = p->x[c->first + k];
                p->source_y[sources] = p->y[c->first + k];
                p->mass[sources++] = 1;
            }
            i = c->next;
        } else {
            i++;
        }
    }
    return sources;
}

static void push_group(TsnePush *p, const TsneCell *group) {
    int first = group->first;
    kernels()->repel(&(Repulsion){.points = (int)group->mass,
                                  .sources = gather(p, group),
                                  .x = p->x + first,
                                  .y = p->y + first,
                                  .source_x = p->source_x,
                                  .source_y = p->source_y,
                                  .mass = p->mass,
                                  .weight = p->weight + first,
                                  .push_x = p->push_x + first,
                                  .push_y = p->push_y + first});
}

static void push_by_cells(TsnePush *p, const float *x, const float *y) {
    find_keys(p, x, y);
    for (int shift = 0; shift < 32; shift += 8)
        sort_byte(p, shift);
    for (int i = 0; i < p->count; i++) {
        p->x[i] = x[p->order[i]];
        p->y[i] = y[p->order[i]];
    }
    p->cell_count = 0;
    build(p, 0, p->count, LEVELS - 1);
    for (int i = 0; i < p->cell_count;) {
        const TsneCell *c = &p->cells[i];
        bool group = c->leaf || c->mass <= GROUP;
        if (group)
            push_group(p, c);
        i = group ? c->next : i + 1;
    }
}

static void push_exactly(TsnePush *p, const float *x, const float *y) {
    for (int i = 0; i < p->count; i++) {
        p->order[i] = i;
        p->mass[i] = 1;
    }
    kernels()->repel(&(Repulsion){.points = p->count,
                                  .sources = p->count,
                                  .x = x,
                                  .y = y,
                                  .source_x = x,
                                  .source_y = y,
                                  .mass = p->mass,
                                  .weight = p->weight,
                                  .push_x = p->push_x,
                                  .push_y = p->push_y});
}

double tsne_push_find(TsnePush *p, const float *map_x, const float *map_y, float *x, float *y) {
    if (p->theta > 0 && p->count > TSNE_EXACT)
        push_by_cells(p, map_x, map_y);
    else
        push_exactly(p, map_x, map_y);
    double z = 0;
    for (int i = 0; i < p->count; i++) {
        z += (double)p->weight[i] - 1; // a point does not push itself
        x[p->order[i]] = p->push_x[i];
        y[p->order[i]] = p->push_y[i];
    }
    return z > 0 ? z : 1e-30;
}

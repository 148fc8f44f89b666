// Digits from pen strokes. Called once an image by the data set that makes them, on the jobs thread or the command
// line's; pure functions, so any thread may draw.
//
// A digit is a few named points joined by smooth curves (Catmull and Rom 1974). The points are moved by the factors and
// a little by the hand, the curves are cut into short straight pieces, and a pixel's grey is how far the pen around the
// nearest piece covers it.
#include "strokes.h"

#include "random.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { SIDE = STROKES_SIDE, POINTS_MAX = 14, PIECES_PER_CURVE = 5 };

typedef struct Point {
    float x, y;
} Point;

// The digit stands in a box of height 1 around the origin, y up. A path is a word whose letters are points ('a' the
// first); one letter at the start and end closes it smoothly, and where a new word takes up a point there is a corner.
typedef struct Glyph {
    int points;
    Point at[POINTS_MAX];
    const char *paths;
} Glyph;

static const Glyph GLYPHS[STROKES_CLASSES] = {
    {8,
     {{0, .5f}, {-.21f, .37f}, {-.31f, 0}, {-.21f, -.37f}, {0, -.5f}, {.21f, -.37f}, {.31f, 0}, {.21f, .37f}},
     "abcdefgha"},
    {3, {{-.17f, .27f}, {.06f, .5f}, {.06f, -.5f}}, "ab bc"},
    {10,
     {{-.28f, .27f},
      {-.2f, .42f},
      {0, .5f},
      {.21f, .42f},
      {.28f, .23f},
      {.17f, -.02f},
      {-.06f, -.26f},
      {-.31f, -.5f},
      {.02f, -.5f},
      {.33f, -.5f}},
     "abcdefgh hij"},
    {12,
     {{-.27f, .37f},
      {-.13f, .48f},
      {.05f, .5f},
      {.21f, .4f},
      {.22f, .21f},
      {.1f, .07f},
      {-.08f, .03f},
      {.15f, -.03f},
      {.28f, -.22f},
      {.21f, -.42f},
      {0, -.5f},
      {-.28f, -.37f}},
     "abcdefg ghijkl"},
    {4, {{.12f, .5f}, {-.33f, -.18f}, {.34f, -.18f}, {.12f, -.5f}}, "ab bc ad"},
    {11,
     {{.27f, .5f},
      {-.2f, .5f},
      {-.25f, .05f},
      {-.1f, .12f},
      {.05f, .13f},
      {.22f, .04f},
      {.29f, -.18f},
      {.2f, -.4f},
      {0, -.5f},
      {-.18f, -.46f},
      {-.3f, -.36f}},
     "ab bc cdefghijk"},
    {12,
     {{.19f, .5f},
      {-.05f, .36f},
      {-.21f, .12f},
      {-.28f, -.18f},
      {-.2f, -.41f},
      {.01f, -.5f},
      {.21f, -.41f},
      {.28f, -.2f},
      {.2f, -.01f},
      {.02f, .07f},
      {-.16f, -.01f},
      {0, 0}},
     "abcdefghijkd"},
    {4, {{-.3f, .5f}, {.3f, .5f}, {.05f, .03f}, {-.1f, -.5f}}, "ab bcd"},
    {14,
     {{0, .5f},
      {-.19f, .42f},
      {-.23f, .26f},
      {-.13f, .12f},
      {.14f, -.06f},
      {.27f, -.27f},
      {.19f, -.44f},
      {0, -.5f},
      {-.19f, -.44f},
      {-.27f, -.27f},
      {-.14f, -.06f},
      {.13f, .12f},
      {.23f, .26f},
      {.19f, .42f}},
     "abcdefghijklmna"},
    {10,
     {{.27f, .24f},
      {.2f, .43f},
      {.01f, .5f},
      {-.2f, .42f},
      {-.27f, .22f},
      {-.19f, .02f},
      {0, -.06f},
      {.18f, .03f},
      {.22f, -.2f},
      {.08f, -.5f}},
     "abcdefgha aij"},
};

// The ranges of the factors; a digit at the end of all of them still lies within the image.
static const float SLANT[2] = {-.2f, .4f}, THICKNESS[2] = {1.6f, 3.4f}, SIZE[2] = {16, 22}, SHIFT[2] = {-2, 2},
                   ROTATION[2] = {-12, 12};
static const float WOBBLE = .035f; // farthest that the hand moves a point along each axis, as a part of the height

static float draw_between(Random stream, uint64_t index, const float range[2]) {
    return range[0] + (range[1] - range[0]) * (float)random_uniform(stream, index);
}

StrokesFactors strokes_factors(uint64_t seed, uint32_t index) {
    Random stream = random_split(random_stream(seed, RANDOM_STROKES), index);
    return (StrokesFactors){
        .digit = (int)(STROKES_CLASSES * random_uniform(stream, 0)),
        .slant = draw_between(stream, 1, SLANT),
        .thickness = draw_between(stream, 2, THICKNESS),
        .size = draw_between(stream, 3, SIZE),
        .x = draw_between(stream, 4, SHIFT),
        .y = draw_between(stream, 5, SHIFT),
        .rotation = draw_between(stream, 6, ROTATION),
        .hand = random_bits(stream, 7) | 1,
    };
}

// Moves the points a little, and none of them on the whole: a common shift would make the factors x and y untrue.
static void wobble_points(Point *points, int count, uint64_t hand) {
    const float range[2] = {-WOBBLE, WOBBLE};
    Point moves[POINTS_MAX], mean = {0, 0};
    for (int i = 0; i < count; i++) {
        moves[i].x = draw_between((Random){hand}, 2 * (uint64_t)i, range);
        moves[i].y = draw_between((Random){hand}, 2 * (uint64_t)i + 1, range);
        mean.x += moves[i].x / (float)count;
        mean.y += moves[i].y / (float)count;
    }
    for (int i = 0; i < count; i++) {
        points[i].x += moves[i].x - mean.x;
        points[i].y += moves[i].y - mean.y;
    }
}

// From the digit's box to pixels: scale, slant, rotate, shift; y turns from up to down.
static void place_points(Point *points, int count, const StrokesFactors *factors) {
    float angle = factors->rotation * 0.017453293f, cosine = cosf(angle), sine = sinf(angle);
    float scale = fmaxf(factors->size - factors->thickness, 0);
    float centre = (SIDE - 1) * .5f;
    for (int i = 0; i < count; i++) {
        float x = scale * (points[i].x + factors->slant * points[i].y), y = scale * points[i].y;
        points[i].x = centre + factors->x + cosine * x - sine * y;
        points[i].y = centre + factors->y - sine * x - cosine * y;
    }
}

// The squared distance of each pixel from the line drawn so far, and how far from the line it matters.
typedef struct Canvas {
    float nearest[SIDE * SIDE];
    float reach;
} Canvas;

// The first or last pixel within a bound. Clamped as a float, since a far bound would not fit an int.
static int to_pixel(float bound) {
    return (int)fminf(fmaxf(bound, 0), SIDE - 1);
}

static void draw_piece(Canvas *canvas, Point from, Point to) {
    float dx = to.x - from.x, dy = to.y - from.y;
    float inverse = 1 / fmaxf(dx * dx + dy * dy, 1e-12f);
    int left = to_pixel(ceilf(fminf(from.x, to.x) - canvas->reach)),
        right = to_pixel(fmaxf(from.x, to.x) + canvas->reach);
    int top = to_pixel(ceilf(fminf(from.y, to.y) - canvas->reach)),
        bottom = to_pixel(fmaxf(from.y, to.y) + canvas->reach);
    for (int y = top; y <= bottom; y++) {
        float *nearest = canvas->nearest + y * SIDE;
        for (int x = left; x <= right; x++) {
            float px = (float)x - from.x, py = (float)y - from.y;
            float along = (px * dx + py * dy) * inverse;
            along = along < 0 ? 0 : along > 1 ? 1 : along;
            float ex = px - along * dx, ey = py - along * dy;
            float squared = ex * ex + ey * ey;
            nearest[x] = squared < nearest[x] ? squared : nearest[x];
        }
    }
}

static float spline(float p0, float p1, float p2, float p3, float t) {
    return p1 + .5f * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
}

// One path: `word` has `length` letters. Open ends have themselves for a neighbour, closed ones the other end.
static void draw_path(Canvas *canvas, const Point *points, const char *word, int length) {
    bool closed = word[0] == word[length - 1];
    int pieces = length == 2 ? 1 : PIECES_PER_CURVE;
    for (int i = 0; i + 1 < length; i++) {
        Point p1 = points[word[i] - 'a'], p2 = points[word[i + 1] - 'a'];
        Point p0 = i > 0 ? points[word[i - 1] - 'a'] : closed ? points[word[length - 2] - 'a'] : p1;
        Point p3 = i + 2 < length ? points[word[i + 2] - 'a'] : closed ? points[word[1] - 'a'] : p2;
        Point from = p1;
        for (int piece = 1; piece <= pieces; piece++) {
            float t = (float)piece / (float)pieces;
            Point to = {spline(p0.x, p1.x, p2.x, p3.x, t), spline(p0.y, p1.y, p2.y, p3.y, t)};
            draw_piece(canvas, from, to);
            from = to;
        }
    }
}

// The pen's edge falls off over one pixel, as if its disc were averaged over the pixel.
static void shade(const Canvas *canvas, uint8_t *pixels) {
    for (int i = 0; i < SIDE * SIDE; i++) {
        float cover = canvas->reach - sqrtf(canvas->nearest[i]);
        cover = cover < 0 ? 0 : cover > 1 ? 1 : cover;
        pixels[i] = (uint8_t)(int)(255 * cover + .5f);
    }
}

void strokes_draw(const StrokesFactors *factors, uint8_t *pixels) {
    assert(factors->digit >= 0 && factors->digit < STROKES_CLASSES);
    const Glyph *glyph = &GLYPHS[factors->digit];
    Point points[POINTS_MAX];
    memcpy(points, glyph->at, sizeof points);
    if (factors->hand)
        wobble_points(points, glyph->points, factors->hand);
    place_points(points, glyph->points, factors);
    Canvas canvas = {.reach = factors->thickness * .5f + .5f};
    for (int i = 0; i < SIDE * SIDE; i++)
        canvas.nearest[i] = 1e12f;
    for (const char *word = glyph->paths; *word;) {
        int length = (int)strcspn(word, " ");
        draw_path(&canvas, points, word, length);
        word += length + (word[length] == ' ');
    }
    shade(&canvas, pixels);
}

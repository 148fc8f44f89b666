// Playground: decoded pictures in rows: along one bar, from one image to another, sums of codes, new ones. On the
// interface's thread.
#include "playground_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_SAMPLE = 56, BETWEEN = 26, MOST_TRAVERSAL = 13 }; // pixels at scale 1; images

static const char *const GRID[PLAY_STRIPS] = {[STRIP_TRAVERSAL] = "traversal",
                                              [STRIP_A_TO_B] = "a to b",
                                              [STRIP_ALGEBRA] = "algebra",
                                              [STRIP_SAMPLES] = "samples"};
static const PlaygroundElement ELEMENT[PLAY_STRIPS] = {[STRIP_TRAVERSAL] = PLAYGROUND_TRAVERSAL,
                                                       [STRIP_A_TO_B] = PLAYGROUND_A_TO_B,
                                                       [STRIP_ALGEBRA] = PLAYGROUND_ALGEBRA,
                                                       [STRIP_SAMPLES] = PLAYGROUND_SAMPLES};

const PlayImagesView *playground_images(const Panel *panel, PlayStrip strip) {
    const Views *views = panel->views;
    const PlayImagesView *const all[PLAY_STRIPS] = {[STRIP_TRAVERSAL] = &views->play_traversal,
                                                    [STRIP_A_TO_B] = &views->play_strip,
                                                    [STRIP_ALGEBRA] = &views->play_algebra,
                                                    [STRIP_SAMPLES] = &views->play_samples};
    const PlayImagesView *view = all[strip];
    const ViewTag *tag = &view->tag;
    return panel_is_current(panel, tag) && view->images > 0 && view->output.bytes ? view : NULL;
}

// How many have room in a row of this height, or for new images in several rows.
static int fit(const Panel *panel, PlayStrip strip, Rect area) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap);
    if (strip == STRIP_ALGEBRA)
        return 4;
    int rows = 1;
    if (strip == STRIP_SAMPLES)
        rows = (int)fmaxf(1, (area.h + gap) / (panel_px(panel, LEAST_SAMPLE) + gap));
    float side = playground_tile(panel, (area.h - gap * (float)(rows - 1)) / (float)rows);
    int columns = (int)((area.w + gap) / (fmaxf(8, side) + gap));
    columns = columns < 3 ? 3 : columns;
    if (strip == STRIP_TRAVERSAL)
        return columns >= MOST_TRAVERSAL ? MOST_TRAVERSAL : columns < 5 ? 5 : columns - 1 + columns % 2; // odd: 0 too
    if (strip == STRIP_A_TO_B)
        return columns > PLAY_STRIP ? PLAY_STRIP : columns < 4 ? 4 : columns;
    return rows * columns > PLAY_SAMPLES ? PLAY_SAMPLES : rows * columns;
}

static void say_place(const Panel *panel, PlayStrip strip, int i, char text[48]) {
    const PlayImagesView *view = playground_images(panel, strip);
    char number[PLAYGROUND_NUMBER];
    static const char *const letters[] = {"a", "b", "c", "result"};
    playground_number((double)view->place[i], number);
    if (strip == STRIP_TRAVERSAL)
        snprintf(text, 48, "%s%s", number, view->axis ? " σ" : "");
    else if (strip == STRIP_A_TO_B)
        snprintf(text, 48, "%.0f %%", 100 * (double)view->place[i]);
    else
        snprintf(text, 48, "%s", strip == STRIP_ALGEBRA && i < 4 ? letters[i] : "");
}

static void draw_captions(Panel *panel, PlayStrip strip, const ImageGrid *grid, float height) {
    char text[48];
    for (int i = 0; i < grid->shown; i++) {
        Rect place = image_grid_place(grid, i);
        const char *const texts[] = {text};
        say_place(panel, strip, i, text);
        Rect row = {place.x, place.y + place.h, place.w, height};
        playground_text(panel, row, TEXT_FAINT_DIGITS, UI_CENTRE, texts, 1);
    }
}

// a − b + c = result
static void draw_signs(Panel *panel, const ImageGrid *grid) {
    static const char *const sign[] = {"−", "+", "="};
    for (int i = 0; i < 3 && i + 1 < grid->shown; i++) {
        Rect left = image_grid_place(grid, i), right = image_grid_place(grid, i + 1);
        Rect between = {left.x + left.w, left.y, right.x - left.x - left.w, left.h};
        playground_text(panel, between, TEXT_TITLE, UI_CENTRE, &sign[i], 1);
    }
}

static void say_hint(const Panel *panel, PlayStrip strip, int i, char *text, size_t size) {
    const PlayImagesView *view = playground_images(panel, strip);
    char place[48], temperature[PLAYGROUND_NUMBER];
    static const char *const operands[] = {"a, decoded from its own code", "b", "c", "a − b + c"};
    static const char *const sources[] = {"the prior", "a Gaussian", "a mixture of Gaussians"};
    say_place(panel, strip, i, place);
    playground_number(view->temperature, temperature);
    if (strip == STRIP_TRAVERSAL)
        snprintf(text, size, "%s %d at %s", view->axis ? "Axis" : "Unit", view->unit, place);
    else if (strip == STRIP_A_TO_B)
        snprintf(text, size, "%s of the way from A to B, %s", place, view->spherical ? "along an arc" : "straight");
    else if (strip == STRIP_ALGEBRA)
        snprintf(text, size, "%s", i == 0 ? "a" : operands[i < 4 ? i : 3]);
    else if (view->source == PLAY_MIXTURE)
        snprintf(text, size, "From a mixture of %d Gaussians, temperature %s", view->components, temperature);
    else
        snprintf(text, size, "From %s, temperature %s", sources[view->source], temperature);
}

static void use(Panel *panel, PlayStrip strip, const ImageGrid *grid, Rect area) {
    const PlayImagesView *view = playground_images(panel, strip);
    const Point *mouse = panel->viz.mouse;
    ImageGridHit hit;
    char text[128], hint[160];
    Rect rect = rect_intersection(grid->rect, area);
    UiArea on = ui_area(panel->ui, GRID[strip], rect, 0);
    bool inside = mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit) && hit.image < view->images;
    say_hint(panel, strip, inside ? hit.image : view->images - 1, text, sizeof text);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[ELEMENT[strip]], text);
    if (!inside || !on.hovered)
        return;
    image_grid_mark(grid, &panel->viz, hit.image, false);
    snprintf(hint, sizeof hint, "%s · click: look at it", text);
    ui_hint(panel->ui, hint);
    size_t size = (size_t)view->channels * (size_t)view->height * (size_t)view->width;
    if (on.clicked)
        playground_take(panel, view->output.bytes + (size_t)hit.image * size);
}

static void say_why_empty(Panel *panel, PlayStrip strip, Rect rect) {
    const PlayView *view = &panel->views->play;
    char text[160], scored[TEXT_GROUPED];
    text_grouped(playground_current(panel) ? view->scored : 0, scored);
    bool measures = strip == STRIP_TRAVERSAL || strip == STRIP_SAMPLES;
    if (panel->status->run == 0)
        snprintf(text, sizeof text, "The first pictures come with the data.");
    else if (measures && !(playground_current(panel) && view->known))
        snprintf(text, sizeof text, "The codes of test images are being measured: %s so far.", scored);
    else
        snprintf(text, sizeof text, "These pictures come with the next snapshot.");
    viz_note(&panel->viz, rect, text);
}

static bool is_ready(const PlayImagesView *view, PlayStrip strip, int i) {
    bool all = view->ready[0] && view->ready[1] && view->ready[2];
    return strip != STRIP_ALGEBRA || (i < PLAY_OPERANDS ? view->ready[i] : all);
}

static void fill(const PlayImagesView *view, PlayStrip strip, ImageGrid *grid) {
    size_t size = (size_t)view->channels * (size_t)view->height * (size_t)view->width;
    for (int i = 0; i < view->images; i++)
        if (is_ready(view, strip, i))
            image_grid_bytes(grid, i, view->output.bytes + (size_t)i * size, view->channels);
        else
            image_grid_blank(grid, i);
}

void playground_images_draw(Panel *panel, PlayStrip strip, Rect rect) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const PlayImagesView *view = playground_images(panel, strip);
    ImageGrid *grid = &panel->look->play.grid[strip];
    float caption = strip == STRIP_SAMPLES ? 0 : ui_text_height(panel->ui, TEXT_FAINT_DIGITS);
    Rect area = rect;
    rect_cut_bottom(&area, caption, 0);
    panel->look->play.wanted[strip] = fit(panel, strip, area);
    if (!view) {
        say_why_empty(panel, strip, rect);
        return;
    }
    int wanted = panel->look->play.wanted[strip], images = view->images;
    images = strip == STRIP_SAMPLES && images > wanted ? wanted : images; // any of them will do
    ImageGridDesc desc = {.count = images,
                          .width = view->width,
                          .height = view->height,
                          .columns = strip == STRIP_SAMPLES ? 0 : images,
                          .gap = strip == STRIP_ALGEBRA ? panel_px(panel, BETWEEN) : ui_px(panel->ui, sizes->gap),
                          .ground = panel->viz.theme->colors.panel};
    if (image_grid_layout(grid, &desc, area, view->version))
        fill(view, strip, grid);
    if (grid->shown < 1)
        return;
    image_grid_draw(grid, &panel->viz);
    if (caption > 0)
        draw_captions(panel, strip, grid, caption);
    if (strip == STRIP_ALGEBRA)
        draw_signs(panel, grid);
    use(panel, strip, grid, rect);
}

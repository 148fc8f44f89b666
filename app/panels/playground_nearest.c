// Playground: the training images that are nearest to the image, in code and in pixels side by side. On the interface's
// thread.
#include "playground_parts.h"

#include "class_mark.h"

#include <math.h>
#include <stdio.h>

enum { STACKED = 190 }; // pixels at scale 1: in this height one row lies below the other

/// One of the two rows of images.
typedef struct Near {
    const char *name, *title, *brief, *space;
    const int *image, *label;
    const float *distance;
    const uint8_t *pictures;
    int searched, total;
    ImageGrid *grid;
    PlaygroundElement element;
} Near;

static Near near_of(const Panel *panel, int i) {
    const PlayNearestView *view = &panel->views->play_nearest;
    PlayLook *play = &panel->look->play;
    if (i == PLAY_NEAR_CODE)
        return (Near){.name = "near code",
                      .title = "Nearest in code",
                      .brief = "in code",
                      .space = "in code",
                      .image = view->by_code,
                      .label = view->code_label,
                      .distance = view->code_distance,
                      .pictures = view->code_pictures.bytes,
                      .searched = view->searched,
                      .total = view->total,
                      .grid = &play->grid[STRIP_NEAREST],
                      .element = PLAYGROUND_NEAR_CODE};
    return (Near){.name = "near pixels",
                  .title = "Nearest in pixels",
                  .brief = "in pixels",
                  .space = "in pixels",
                  .image = view->by_pixels,
                  .label = view->pixel_label,
                  .distance = view->pixel_distance,
                  .pictures = view->pixel_pictures.bytes,
                  .searched = view->pixels_searched,
                  .total = view->pixels_total,
                  .grid = &play->near_pixels,
                  .element = PLAYGROUND_NEAR_PIXELS};
}

static bool is_there(const Panel *panel) {
    const PlayNearestView *view = &panel->views->play_nearest;
    const ViewTag *tag = &view->tag;
    return panel_is_current(panel, tag) && view->images > 0 && view->code_pictures.bytes && view->pixel_pictures.bytes;
}

static void say(const Panel *panel, const Near *near, int i, char *text, size_t size) {
    const LiveData *data = &panel->status->data;
    char distance[PLAYGROUND_NUMBER];
    bool named = near->label[i] >= 0 && near->label[i] < data->classes;
    playground_number((double)near->distance[i], distance);
    snprintf(text, size, "Training image %d%s%s: distance %s %s", near->image[i], named ? ", " : "",
             named ? data->class_name[near->label[i]] : "", distance, near->space);
}

// Its class as a mark, and the distance.
static void draw_captions(Panel *panel, const Near *near, float height) {
    const LiveData *data = &panel->status->data;
    float size = class_mark_size(&panel->viz);
    for (int i = 0; i < near->grid->shown; i++) {
        Rect place = image_grid_place(near->grid, i);
        Rect row = {place.x, place.y + place.h, place.w, height};
        char distance[PLAYGROUND_NUMBER];
        playground_number((double)near->distance[i], distance);
        const char *const texts[] = {distance};
        float number = ui_text_width(panel->ui, TEXT_FAINT_DIGITS, distance);
        bool marked = near->label[i] >= 0 && near->label[i] < data->classes && size <= row.w;
        if (marked)
            class_mark_draw(&panel->viz, near->label[i], row.x + size / 2, row.y + row.h / 2, size);
        if (!marked || size + 2 + number <= row.w)
            playground_text(panel, row, TEXT_FAINT_DIGITS, marked ? UI_RIGHT : UI_LEFT, texts, 1);
    }
}

static void use(Panel *panel, const Near *near) {
    const PlayNearestView *view = &panel->views->play_nearest;
    const Point *mouse = panel->viz.mouse;
    ImageGridHit hit;
    char text[160] = "", hint[200];
    UiArea area = ui_area(panel->ui, near->name, near->grid->rect, 0);
    bool inside = mouse && image_grid_hit(near->grid, mouse->x, mouse->y, &hit) && hit.image < view->images;
    say(panel, near, inside ? hit.image : 0, text, sizeof text);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[near->element], text);
    if (!inside || !area.hovered)
        return;
    image_grid_mark(near->grid, &panel->viz, hit.image, false);
    snprintf(hint, sizeof hint, "%s · click: look at it", text);
    ui_hint(panel->ui, hint);
    if (area.clicked)
        playground_take(panel,
                        near->pictures + (size_t)hit.image * (size_t)(view->channels * view->height * view->width));
}

static void draw_title(Panel *panel, const Near *near, Rect row) {
    char searched[TEXT_GROUPED], total[TEXT_GROUPED], progress[96], full[128], brief[128], all[160];
    text_grouped(near->searched, searched);
    text_grouped(near->total, total);
    bool done = near->searched >= near->total;
    snprintf(progress, sizeof progress, "searched %s of %s", searched, total);
    snprintf(all, sizeof all, "%s · %s", near->title, progress);
    snprintf(full, sizeof full, "%s · %s of %s", near->brief, searched, total);
    snprintf(brief, sizeof brief, "%s · %.0f %%", near->brief,
             near->total > 0 ? 100.0 * near->searched / near->total : 0.0);
    const char *const busy[] = {all, full, brief, near->brief}, *const ready[] = {near->title, near->brief};
    playground_text(panel, row, TEXT_FAINT, UI_LEFT, done ? ready : busy, done ? 2 : 4);
    ui_push_id(panel->ui, near->name);
    panel_element(panel, "search", row, &EXPLAIN_PLAYGROUND[PLAYGROUND_SEARCH], progress);
    ui_pop_id(panel->ui);
}

// How many have room side by side; never fewer than two, which then are smaller.
static int fit(const Panel *panel, Rect area) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap);
    int count = (int)((area.w + gap) / (playground_tile(panel, area.h) + gap));
    return count < 2 ? 2 : count > PLAY_NEAREST ? PLAY_NEAREST : count;
}

static void draw_half(Panel *panel, const Near *near, Rect rect) {
    const PlayNearestView *view = &panel->views->play_nearest;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float row = ui_px(panel->ui, sizes->row);
    draw_title(panel, near, rect_cut_top(&rect, row, 0));
    float caption = ui_text_height(panel->ui, TEXT_FAINT_DIGITS);
    rect_cut_bottom(&rect, caption, 0);
    panel->look->play.wanted[STRIP_NEAREST] = fit(panel, rect);
    size_t size = (size_t)view->channels * (size_t)view->height * (size_t)view->width;
    int count =
        view->images < panel->look->play.wanted[STRIP_NEAREST] ? view->images : panel->look->play.wanted[STRIP_NEAREST];
    ImageGridDesc desc = {.count = count,
                          .width = view->width,
                          .height = view->height,
                          .columns = count,
                          .gap = ui_px(panel->ui, sizes->gap),
                          .ground = panel->viz.theme->colors.panel};
    if (image_grid_layout(near->grid, &desc, rect, view->version))
        for (int i = 0; i < count; i++)
            image_grid_bytes(near->grid, i, near->pictures + (size_t)i * size, view->channels);
    if (near->grid->shown < 1)
        return;
    image_grid_draw(near->grid, &panel->viz);
    draw_captions(panel, near, caption);
    use(panel, near);
}

static bool begin(Panel *panel, Rect rect) {
    panel->look->play.wanted[STRIP_NEAREST] = PLAY_NEAREST;
    if (!is_there(panel))
        viz_note(&panel->viz, rect, "The training images nearest to this one are being looked for.");
    return is_there(panel);
}

void playground_near_draw(Panel *panel, int which, Rect rect) {
    Near near = near_of(panel, which);
    if (begin(panel, rect))
        draw_half(panel, &near, rect);
}

void playground_nearest_draw(Panel *panel, Rect rect) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.section);
    bool stacked = rect.h >= panel_px(panel, STACKED), there = begin(panel, rect);
    for (int i = 0; there && i < PLAY_NEAR; i++) {
        Near near = near_of(panel, i);
        draw_half(panel, &near, stacked ? rect_row(rect, i, PLAY_NEAR, gap / 2) : rect_column(rect, i, PLAY_NEAR, gap));
    }
}

// Reconstructions: fixed test images, what the net makes of them, and the error.
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// An order that changed with every snapshot could not be looked at.
#define REORDER_SECONDS 2.0

enum { LEAST_FOOTED = 100 }; // in less height the pictures need the footer's room

static bool comes_before(const ReconstructionView *view, ImageOrder order, int a, int b) {
    if (order == ORDER_WORST && view->score[a].squared_error != view->score[b].squared_error)
        return view->score[a].squared_error > view->score[b].squared_error;
    if (order == ORDER_CLASS && view->label[a] != view->label[b])
        return view->label[a] < view->label[b];
    return view->index[a] < view->index[b];
}

static void sort_images(Look *look, const ReconstructionView *view) {
    for (int i = 0; i < view->images; i++) {
        int place = i;
        for (; place > 0 && comes_before(view, look->order, i, look->shown[place - 1]); place--)
            look->shown[place] = look->shown[place - 1];
        look->shown[place] = i;
    }
    look->shown_count = view->images;
}

static void keep_order(Panel *panel) {
    Look *look = panel->look;
    const ReconstructionView *view = &panel->views->reconstruction;
    bool same = look->ordered_tag.run == view->tag.run && look->ordered_tag.generation == view->tag.generation &&
                look->shown_count == view->images;
    bool settled = panel->status->running || look->ordered_tag.step == view->tag.step;
    if (same && settled && panel->now - look->ordered < REORDER_SECONDS)
        return;
    sort_images(look, view);
    look->ordered = panel->now;
    look->ordered_tag = view->tag;
}

static void draw_header(Panel *panel, Rect *rest) {
    static const UiExplain explain = {
        .title = "Order of the images",
        .text =
            "By their error, the worst first; by class; or as they lie in the file. Looking at the worst tells more "
            "about a model than its mean does. The order follows training every two seconds.",
        .formula = "error = Σ (output − image)² over the pixels"};
    static const char *const orders[] = {"worst first", "class", "index"};
    static const PanelHeader header = {.title = "Test images the network has never trained on",
                                       .brief = "Test images",
                                       .label = "Sort",
                                       .choices = orders,
                                       .count = 3,
                                       .explain = &explain};
    int chosen = panel->look->order;
    if (panel_header(panel, rest, &header, &chosen)) {
        panel->look->order = (ImageOrder)chosen;
        panel->look->ordered = -1e9;
    }
}

static void draw_footer(Panel *panel, Rect row) {
    Ui *ui = panel->ui;
    bool corrupts = panel->views->reconstruction.corrupts;
    Rect bar = rect_cut_right(&row, panel_px(panel, 220), ui_px(ui, panel->viz.theme->sizes.section));
    colormap_bar(&panel->viz, bar, &panel->look->error_map, -0.5f, 0.5f, "output − input");
    static const UiExplain explain = {
        .title = "Scale of the errors",
        .text = "Blue: the output is too dark; orange: too bright; in the middle it is right. Both sides are equally "
                "strong in lightness, and errors beyond half the range from black to white have the end's colour.",
        .formula = "error = output − image"};
    panel_element(panel, "scale", bar, &explain, "−0.5 to 0.5");
    ui_text(ui, row, TEXT_FAINT, UI_LEFT,
            panel_either(panel, TEXT_FAINT, row.w,
                         corrupts ? "Four tiles each: image, what the network sees, output, error (orange: too bright)"
                                  : "Three tiles each: input, output, error (blue: too dark, orange: too bright)",
                         corrupts ? "image, seen, output, error" : "input, output, error"));
}

// What a group of tiles is at least as wide as, so that the class and the error below it are not cut off.
static float caption_width(const Panel *panel) {
    const LiveData *data = &panel->status->data;
    float widest = 0;
    for (int i = 0; i < data->classes; i++)
        widest = fmaxf(widest, viz_text_width(&panel->viz, TEXT_BODY, data->class_name[i]));
    return widest + ui_px(panel->ui, panel->viz.theme->sizes.gap / 2) +
           viz_text_width(&panel->viz, TEXT_FAINT_DIGITS, "MSE 0.0000");
}

static void draw_captions(Panel *panel, const ImageGrid *grid) {
    const ReconstructionView *view = &panel->views->reconstruction;
    const LiveData *data = &panel->status->data;
    int pixels = view->channels * view->height * view->width;
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap / 2);
    int tiles = panel_tiles(panel);
    for (int i = 0; tiles * (i + 1) <= grid->shown && i < panel->look->shown_count; i++) {
        int image = panel->look->shown[i];
        Rect first = image_grid_place(grid, tiles * i), last = image_grid_place(grid, tiles * (i + 1) - 1);
        float right = last.x + last.w, y = first.y + first.h + 2;
        char text[48];
        snprintf(text, sizeof text, "MSE %.4f", (double)view->score[image].squared_error / pixels);
        float width = viz_text_width(&panel->viz, TEXT_FAINT_DIGITS, text);
        viz_text_within(&panel->viz, first.x, right, y, 1, TEXT_FAINT_DIGITS, text);
        if (view->label[image] >= 0 && view->label[image] < data->classes)
            viz_text_within(&panel->viz, first.x, right - width - gap, y, 0, TEXT_BODY,
                            data->class_name[view->label[image]]);
    }
}

static float whole(float pixels, int zoom) {
    return ceilf(pixels / (float)zoom) * (float)zoom;
}

// How many groups of tiles fit at a zoom.
static int groups_at(const Panel *panel, Rect area, int zoom) {
    Ui *ui = panel->ui;
    const ReconstructionView *view = &panel->views->reconstruction;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    int tiles = panel_tiles(panel);
    float width = (float)(zoom * (view->width ? view->width : 28)),
          height = (float)(zoom * (view->height ? view->height : 28));
    // The grid rounds gaps up to whole pixels of its images.
    float gap = whole(ui_px(ui, sizes->gap / 2), zoom), between = whole(ui_px(ui, sizes->section), zoom);
    int columns = (int)((area.w + between) / ((float)tiles * width + (float)(tiles - 1) * gap + between));
    int rows = (int)(area.h / (height + whole(ui_px(ui, sizes->row + sizes->gap), zoom)));
    return columns * rows;
}

// As many images as there is room for at the largest zoom that shows a good dozen; in a small window fewer, rather than
// pictures too small to see.
static int fitting(const Panel *panel, Rect area) {
    enum { GOOD = 12, MOST_ZOOM = 16 };
    int width = panel->views->reconstruction.width, tiles = panel_tiles(panel), count = 0;
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap / 2);
    float least = (caption_width(panel) - (float)(tiles - 1) * gap) / (float)tiles;
    for (int zoom = MOST_ZOOM; zoom > 0 && count < GOOD; zoom--) {
        bool small = (float)(zoom * (width ? width : 28)) < fmaxf(least, 12 * gap);
        if (small && count > 0)
            break;
        count = groups_at(panel, area, zoom);
    }
    return count < 1 ? 1 : count > VIEW_MAX_IMAGES ? VIEW_MAX_IMAGES : count;
}

static void draw_grid(Panel *panel, Rect area) {
    Ui *ui = panel->ui;
    Look *look = panel->look;
    const ReconstructionView *view = &panel->views->reconstruction;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    int count = view->images < look->wanted ? view->images : look->wanted;
    int tiles = panel_tiles(panel);
    ImageGridDesc desc = {.count = tiles * count,
                          .width = view->width,
                          .height = view->height,
                          .group = tiles,
                          .gap = ui_px(ui, sizes->gap / 2),
                          .ground = panel->viz.theme->colors.panel,
                          .row_gap = ui_px(ui, sizes->row + sizes->gap),
                          .group_gap = ui_px(ui, sizes->section),
                          .spread = true};
    uint64_t stamp =
        view->tag.run ^ view->tag.generation << 12 ^ view->tag.step << 20 ^ (uint64_t)(look->ordered * 1e3) << 40;
    stamp += view->version * UINT64_C(0x9e3779b97f4a7c15); // units may have been changed at the same step
    if (image_grid_layout(&look->images, &desc, area, stamp))
        for (int i = 0; i < look->shown_count && i < count; i++)
            panel_tiles_fill(panel, &look->images, tiles * i, look->shown[i]);
    image_grid_draw(&look->images, &panel->viz);
    for (int i = 0; i < look->shown_count && i < count; i++)
        if (look->pinned.own == 0 && view->index[look->shown[i]] == look->pinned.image)
            image_grid_mark(&look->images, &panel->viz, tiles * i, true);
    draw_captions(panel, &look->images);
}

static void say_pixel(const Panel *panel, const ImageGridHit *hit, char *text, size_t size) {
    const ReconstructionView *view = &panel->views->reconstruction;
    int image = panel->look->shown[hit->image / panel_tiles(panel)], pixel = hit->row * view->width + hit->column;
    size_t at = (size_t)image * (size_t)(view->channels * view->height * view->width) + (size_t)pixel;
    int used = snprintf(text, size, "Test image %d, row %d, column %d: %.3f, output %.3f", view->index[image], hit->row,
                        hit->column, view->input.bytes[at] / 255.0, view->output.bytes[at] / 255.0);
    if (view->corrupts)
        snprintf(text + used, size - (size_t)used, ", seen as %.3f", view->seen.bytes[at] / 255.0);
}

// What is under the mouse, in explain mode as the value of the picture.
static void hover(Panel *panel) {
    static const UiExplain explain = {
        .title = "Reconstructions of test images",
        .text =
            "Each group is one image that was never trained on: the image, what the network sees where it is "
            "corrupted, what comes out after the narrow code, and the error. What is lost is what the code has no "
            "room for; what is invented is what the decoder expects. A click pins an image: the other views and the "
            "history bar show it too.",
        .formula = "output = decoder(encoder(image))"};
    const ReconstructionView *view = &panel->views->reconstruction;
    const ImageGrid *grid = &panel->look->images;
    const Point *mouse = panel->viz.mouse;
    ImageGridHit hit;
    char text[240] = "";
    UiArea area = ui_area(panel->ui, "images", grid->rect, 0);
    bool inside = mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit);
    if (inside)
        say_pixel(panel, &hit, text, sizeof text);
    panel_explain(panel, &explain, text);
    if (!inside || (!area.hovered && !ui_explaining(panel->ui)))
        return;
    int image = view->index[panel->look->shown[hit.image / panel_tiles(panel)]];
    if (area.clicked)
        look_pin(panel->look, image, panel->status->data.test_images);
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, " · %s",
             panel->look->pinned.own == 0 && image == panel->look->pinned.image ? "pinned for the other views"
                                                                                : "click to pin it");
    image_grid_mark(grid, &panel->viz, hit.image, false);
    ui_hint(panel->ui, text);
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    ui_push_id(ui, "reconstructions");
    draw_header(panel, &rect);
    Rect footer = {0};
    if (rect.h > ui_px(ui, LEAST_FOOTED))
        footer = rect_cut_bottom(&rect, colormap_bar_height(&panel->viz), ui_px(ui, sizes->gap));
    panel->look->wanted = fitting(panel, rect);
    if (panel->views->reconstruction.images == 0) {
        ui_text(ui, rect, TEXT_FAINT, UI_CENTRE, "The first pictures come with the data.");
    } else {
        keep_order(panel);
        draw_grid(panel, rect);
        if (footer.h > 0)
            draw_footer(panel, footer);
        hover(panel);
    }
    ui_pop_id(ui);
}

static void ask(const Look *look, ViewRequest *request) {
    request->images = look->wanted > LOOK_EXAMPLES ? look->wanted : LOOK_EXAMPLES;
    for (int i = 0; i < request->images; i++)
        request->index[i] = i;
}

const View view_reconstructions = {.name = "reconstructions", .label = "Reconstructions", .draw = draw, .ask = ask};

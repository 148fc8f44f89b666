// The latent map, choices above it: what spans the plane, how points look, what their colours mean. In little room in
// shorter forms. On the interface's thread.
#include "map_parts.h"

#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLORS = LATENT_COLORS + 8, TALL = 420, WIDE = 480, TITLE = 64 }; // pixels at scale 1

static const char *const AXES[LATENT_AXES] = {"PCA", "units", "t-SNE"};
static const char *const MARKS[2] = {"points", "images"};
static const char *const COUNTS[2] = {"2 000", "10 000"};

typedef struct Colors {
    UiEntry entry[COLORS];
    LatentColor color[COLORS];
    int factor[COLORS];
    int count, chosen;
} Colors;

static void add_color(Colors *colors, const char *label, LatentColor color, int factor, bool chosen) {
    colors->entry[colors->count] = (UiEntry){.label = label};
    colors->color[colors->count] = color;
    colors->factor[colors->count] = factor;
    colors->chosen = chosen ? colors->count : colors->chosen;
    colors->count++;
}

static void list_colors(const Panel *panel, Colors *colors) {
    const MapLook *look = &panel->look->map;
    const LatentMapView *view = &panel->views->latent;
    bool classes = panel->status->data.classes > 0;
    add_color(colors, classes ? "by class" : "one colour", LATENT_CLASS, 0, look->color == LATENT_CLASS);
    add_color(colors, "by error", LATENT_ERROR, 0, look->color == LATENT_ERROR);
    add_color(colors, "by activation", LATENT_ACTIVATION, 0, look->color == LATENT_ACTIVATION);
    for (int i = 0; map_is_there(panel) && i < view->factors && i < 8; i++)
        add_color(colors, view->factor[i], LATENT_FACTOR, i, look->color == LATENT_FACTOR && look->factor == i);
}

static void take_axes(Panel *panel, int chosen) {
    MapLook *look = &panel->look->map;
    if (chosen == (int)map_axes(look))
        return;
    look->axes = (LatentAxes)chosen;
    look->decodes = look->strips = false;
    map_camera_reset(&look->camera);
    map_leave_keyboard(panel);
}

// Two units have no other plane than their own: PCA is not among the choices.
static void draw_axes(Panel *panel, MapRow *row, bool brief) {
    MapLook *look = &panel->look->map;
    Ui *ui = panel->ui;
    int first = panel->status->model.units > 2 ? LATENT_PCA : LATENT_UNITS, count = LATENT_AXES - first;
    int chosen = (int)map_axes(look) - first;
    if (brief) {
        UiEntry entries[LATENT_AXES] = {{0}};
        for (int i = 0; i < count; i++)
            entries[i].label = AXES[first + i];
        float width = ui_menu_width(ui, NULL, entries, count);
        int picked = ui_menu(ui, "axes", map_row_next(panel, row, width), NULL, entries, count, chosen);
        panel_explain(panel, &EXPLAIN_MAP[MAP_AXES], AXES[first + chosen]);
        chosen = picked >= 0 ? picked : chosen;
    } else {
        Rect place = map_row_next(panel, row, ui_choice_width(ui, AXES + first, count));
        ui_choice(ui, "axes", place, AXES + first, count, &chosen);
        panel_explain(panel, &EXPLAIN_MAP[MAP_AXES], AXES[first + chosen]);
    }
    take_axes(panel, first + chosen);
}

static void draw_colors(Panel *panel, MapRow *row) {
    Ui *ui = panel->ui;
    MapLook *look = &panel->look->map;
    Colors colors = {0};
    list_colors(panel, &colors);
    int picked = ui_menu(ui, "color", map_row_next(panel, row, ui_menu_width(ui, NULL, colors.entry, colors.count)),
                         NULL, colors.entry, colors.count, colors.chosen);
    panel_explain(panel, &EXPLAIN_MAP[MAP_COLOR], colors.entry[colors.chosen].label);
    if (picked < 0)
        return;
    look->color = colors.color[picked];
    look->factor = colors.factor[picked];
    map_leave_keyboard(panel);
}

static float toggle_width(const Panel *panel, const char *label) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    return 1 + ui_px(panel->ui, sizes->gap) + ui_px(panel->ui, sizes->toggle_width) +
           ui_text_width(panel->ui, TEXT_BODY, label);
}

static void draw_toggles(Panel *panel, Rect row) {
    Ui *ui = panel->ui;
    MapLook *look = &panel->look->map;
    float gap = ui_px(ui, panel->viz.theme->sizes.padding);
    ui_toggle(ui, "grid", rect_cut_left(&row, toggle_width(panel, "Decodes"), gap), "Decodes", &look->grid);
    panel_explain(panel, &EXPLAIN_MAP[MAP_GRID], look->grid ? "shown" : "not shown");
    ui_tooltip(ui, "What the decoder makes of points all over the plane");
    ui_toggle(ui, "lasso", rect_cut_left(&row, toggle_width(panel, "Lasso"), gap), "Lasso", &look->lassoes);
    panel_explain(panel, &EXPLAIN_MAP[MAP_LASSO], look->lassoes ? "on" : "off");
    ui_tooltip(ui, "A drag selects points; Alt-drag does it at any time");
}

static void draw_marks(Panel *panel, MapRow *row) {
    Ui *ui = panel->ui;
    MapLook *look = &panel->look->map;
    int marks = look->thumbnails, many = look->many;
    ui_choice(ui, "marks", map_row_next(panel, row, ui_choice_width(ui, MARKS, 2)), MARKS, 2, &marks);
    panel_explain(panel, &EXPLAIN_MAP[MAP_MARKS], MARKS[marks]);
    if (panel->status->data.test_images > MAP_FEW) {
        ui_choice(ui, "images", map_row_next(panel, row, ui_choice_width(ui, COUNTS, 2)), COUNTS, 2, &many);
        panel_explain(panel, &EXPLAIN_MAP[MAP_IMAGES], COUNTS[many]);
        ui_tooltip(ui, "How many test images: a map of more comes less often");
    }
    if (marks != look->thumbnails || many != look->many)
        map_leave_keyboard(panel);
    look->thumbnails = marks;
    look->many = many;
}

// The same as a menu: what each entry would do.
static void draw_menu(Panel *panel, MapRow *row) {
    enum { MARKED, COUNTED, GRIDDED, LASSOED };
    MapLook *look = &panel->look->map;
    const UiEntry entries[] = {{.label = look->thumbnails ? "Points" : "Thumbnails"},
                               {.label = look->many ? "2 000 images" : "10 000 images",
                                .disabled = panel->status->data.test_images <= MAP_FEW},
                               {.label = look->grid ? "No decodes" : "Grid of decodes"},
                               {.label = look->lassoes ? "Lasso off" : "Lasso"}};
    enum { COUNT = sizeof entries / sizeof *entries };
    int picked = ui_menu(panel->ui, "more", map_row_next(panel, row, ui_menu_width(panel->ui, "Show", entries, COUNT)),
                         "Show", entries, COUNT, -1);
    panel_explain(panel, &EXPLAIN_MAP[MAP_MORE], NULL);
    look->thumbnails ^= picked == MARKED;
    look->many ^= picked == COUNTED;
    look->grid ^= picked == GRIDDED;
    look->lassoes ^= picked == LASSOED;
    if (picked >= 0)
        map_leave_keyboard(panel);
}

static void draw_title(Panel *panel, Rect rect) {
    char title[TITLE], shown[TEXT_GROUPED], total[TEXT_GROUPED];
    const LatentMapView *view = &panel->views->latent;
    if (!map_is_there(panel))
        snprintf(title, sizeof title, "Latent map");
    else if (view->images < view->total)
        snprintf(title, sizeof title, "Latent map · %s of %s test images", text_grouped(view->images, shown),
                 text_grouped(view->total, total));
    else
        snprintf(title, sizeof title, "Latent map · %s test images", text_grouped(view->images, shown));
    ui_text(panel->ui, rect, TEXT_TITLE, UI_LEFT,
            panel_either(panel, TEXT_TITLE, rect.w, title, panel_either(panel, TEXT_TITLE, rect.w, "Latent map", "")));
}

// The title, and in its row the switches.
static void draw_first_row(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap);
    float width = toggle_width(panel, "Decodes") + toggle_width(panel, "Lasso") + ui_px(ui, sizes->padding) + 1;
    Rect row = rect_cut_top(rest, ui_px(ui, sizes->control), gap);
    Rect toggles = rect_cut_right(&row, width, gap);
    draw_title(panel, row);
    draw_toggles(panel, toggles);
}

void map_header_draw(Panel *panel, Rect *rest) {
    MapLook *look = &panel->look->map;
    bool brief = rest->h < panel_px(panel, TALL) || rest->w < panel_px(panel, WIDE);
    MapRow row = {.rest = rest};
    bool plane = panel->status->model.units > 1;
    if (!brief)
        draw_first_row(panel, rest);
    if (plane)
        draw_axes(panel, &row, brief);
    if (plane && map_axes(look) == LATENT_UNITS) {
        map_unit_draw(panel, &row, MAP_X_UNIT, "x", &look->unit[0]);
        map_unit_draw(panel, &row, MAP_Y_UNIT, "y", &look->unit[1]);
    } else if (plane && look->axes == LATENT_TSNE) {
        map_compute_draw(panel, &row);
    }
    draw_colors(panel, &row);
    if (look->color == LATENT_ACTIVATION)
        map_unit_draw(panel, &row, MAP_COLOR_UNIT, "of", &look->active);
    if (brief)
        draw_menu(panel, &row);
    else
        draw_marks(panel, &row);
}

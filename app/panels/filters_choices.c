// The view Filters, choices above the pictures: which layer's weights, what of them, on which scale, in which order.
#include "filters_parts.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

static const char *const SHOWS[FILTER_SHOWS] = {"weights", "change", "gradient"};
static const char *const SCALES[2] = {"shared scale", "own scale"}, *const BRIEF_SCALES[2] = {"shared", "own"};
static const UiEntry SORTS[FILTER_SORTS] = {{.label = "by index"}, {.label = "by norm"}, {.label = "by activity"}};

enum { CHOICE_LAYER, CHOICE_SHOW, CHOICE_SCALE, CHOICE_SORT, CHOICES };

typedef struct Layers {
    UiEntry entry[VIEW_WEIGHT_LAYERS];
    char name[VIEW_WEIGHT_LAYERS][64], line[VIEW_WEIGHT_LAYERS][160];
    int count, chosen;
} Layers;

// "conv 16→32": short enough for a button; the half is beside it in the list.
static void list_layers(const Panel *panel, Layers *layers) {
    const FiltersView *view = &panel->views->filters;
    layers->count = view->layers;
    layers->chosen = view->chosen;
    for (int i = 0; i < view->layers; i++) {
        const WeightLayer *layer = &view->layer[i];
        char word[32], kind[48];
        snprintf(word, sizeof word, "%.*s", (int)strcspn(layer->text, " "), layer->text);
        panel_layer_label(word, kind, sizeof kind);
        panel_layer_label(layer->text, layers->line[i], sizeof layers->line[i]);
        snprintf(layers->name[i], sizeof layers->name[i], "%.24s %d→%d", kind, layer->in, layer->out);
        layers->entry[i] = (UiEntry){.label = layers->name[i], .hint = layer->decoder ? "decoder" : "encoder"};
    }
}

static void measure(const Panel *panel, const Layers *layers, bool brief, float width[CHOICES]) {
    const Ui *ui = panel->ui;
    width[CHOICE_LAYER] = ui_menu_width(ui, NULL, layers->entry, layers->count);
    width[CHOICE_SHOW] = ui_choice_width(ui, SHOWS, FILTER_SHOWS);
    width[CHOICE_SCALE] = ui_choice_width(ui, brief ? BRIEF_SCALES : SCALES, 2);
    width[CHOICE_SORT] = ui_menu_width(ui, NULL, SORTS, FILTER_SORTS);
}

static float sum(const float width[CHOICES], float gap) {
    float all = -gap;
    for (int i = 0; i < CHOICES; i++)
        all += width[i] + gap;
    return all;
}

static void choose_layer(Panel *panel, Rect place, const Layers *layers) {
    int picked = ui_menu(panel->ui, "layer", place, NULL, layers->entry, layers->count, layers->chosen);
    panel_explain(panel, &EXPLAIN_FILTERS[FILTERS_WHICH], layers->line[layers->chosen]);
    ui_tooltip(panel->ui, "Which layer's weights are shown");
    if (picked >= 0 && picked != layers->chosen)
        filters_look_layer(&panel->look->filters, picked);
}

// "gradient at step 1 234", as long as that is what is shown.
static const char *say_show(const Panel *panel, char *text, size_t size) {
    const FiltersView *view = &panel->views->filters;
    char step[TEXT_GROUPED];
    if (view->shown != FILTER_GRADIENT || !view->ready)
        return SHOWS[panel->look->filters.show];
    snprintf(text, size, "gradient at step %s", text_grouped((double)view->gradient_tag.step, step));
    return text;
}

static void choose_show(Panel *panel, Rect place) {
    FiltersLook *look = &panel->look->filters;
    char text[64];
    int chosen = (int)look->show;
    ui_choice(panel->ui, "show", place, SHOWS, FILTER_SHOWS, &chosen);
    panel_explain(panel, &EXPLAIN_FILTERS[FILTERS_SHOW], say_show(panel, text, sizeof text));
    ui_tooltip(panel->ui, "The weights, how far they have come since the start, or which way the loss would fall");
    look->show = (FilterShow)chosen;
}

static void choose_scale(Panel *panel, Rect place, bool brief) {
    FiltersLook *look = &panel->look->filters;
    int chosen = look->own_scale;
    ui_choice(panel->ui, "scale", place, brief ? BRIEF_SCALES : SCALES, 2, &chosen);
    panel_explain(panel, &EXPLAIN_FILTERS[FILTERS_SCALE], SCALES[chosen]);
    ui_tooltip(panel->ui, "One range of colours for all filters, or each as strong as it can be");
    look->own_scale = chosen;
}

static void choose_sort(Panel *panel, Rect place) {
    FiltersLook *look = &panel->look->filters;
    const FiltersView *view = &panel->views->filters;
    int picked = ui_menu(panel->ui, "sort", place, NULL, SORTS, FILTER_SORTS, (int)look->sort);
    char value[96], step[TEXT_GROUPED];
    snprintf(value, sizeof value, "%s", SORTS[look->sort].label);
    if (look->sort == FILTER_BY_ACTIVITY && view->activity_tag.run > 0)
        snprintf(value, sizeof value, "by activity on %d test images at step %s", view->activity_images,
                 text_grouped((double)view->activity_tag.step, step));
    else if (look->sort == FILTER_BY_ACTIVITY)
        snprintf(value, sizeof value, "%d of %d test images measured", view->activity_done, view->activity_images);
    panel_explain(panel, &EXPLAIN_FILTERS[FILTERS_SORT], value);
    ui_tooltip(panel->ui, look->sort == FILTER_BY_ACTIVITY ? value : "In which order: the strongest or busiest first");
    if (picked >= 0) {
        look->sort = (FilterSort)picked;
        look->page = look->row = 0;
    }
}

static const char *title_of(const Panel *panel) {
    const FiltersView *view = &panel->views->filters;
    if (!filters_is_paged(view->kind))
        return "How a layer weighs the one before";
    return view->layer[view->chosen].decoder ? "What the last layer paints with" : "What the first layer looks for";
}

// A title and the choices in one row; in a narrow view the choices alone, in as many rows as they need.
void filters_choices_draw(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap), height = ui_px(ui, sizes->control), width[CHOICES];
    Layers layers;
    list_layers(panel, &layers);
    measure(panel, &layers, false, width);
    bool brief = sum(width, gap) > rest->w;
    measure(panel, &layers, brief, width);
    Rect row = rect_cut_top(rest, height, gap);
    if (sum(width, gap) <= row.w) {
        Rect place = rect_cut_right(&row, sum(width, gap), 2 * gap);
        ui_text(ui, row, TEXT_TITLE, UI_LEFT,
                panel_either(panel, TEXT_TITLE, row.w, title_of(panel),
                             panel_either(panel, TEXT_TITLE, row.w, "Filters", "")));
        row = place;
    }
    for (int i = 0; i < CHOICES; i++) {
        if (row.w < width[i] - 1)
            row = rect_cut_top(rest, height, gap);
        Rect place = rect_cut_left(&row, width[i], gap);
        if (i == CHOICE_LAYER)
            choose_layer(panel, place, &layers);
        else if (i == CHOICE_SHOW)
            choose_show(panel, place);
        else if (i == CHOICE_SCALE)
            choose_scale(panel, place, brief);
        else
            choose_sort(panel, place);
    }
}

// The models at the top: a tab for each family, and beside the tabs a menu of the variants of the one chosen.
#include "panels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// The families in the order of their first models.
typedef struct Families {
    const char *name[LOOK_MODELS];
    int first[LOOK_MODELS]; // model
    int count;
} Families;

static int family_of(const Families *families, const char *name) {
    for (int i = 0; i < families->count; i++)
        if (strcmp(families->name[i], name) == 0)
            return i;
    return -1;
}

static void gather(const Look *look, Families *families) {
    families->count = 0;
    for (int i = 0; i < look->models; i++)
        if (family_of(families, look->model[i].tab) < 0) {
            families->name[families->count] = look->model[i].tab;
            families->first[families->count++] = i;
        }
}

static int current_model(const Panel *panel) {
    const Look *look = panel->look;
    for (int i = 0; i < look->models; i++)
        if (strcmp(look->model[i].id, panel->status->model.id) == 0)
            return i;
    return -1;
}

// The variant of the family that was looked at last, or its first.
static int model_to_open(const Look *look, const Families *families, int family) {
    int best = families->first[family];
    for (int i = 0; i < look->models; i++)
        if (strcmp(look->model[i].tab, families->name[family]) == 0 && look->used[i] > look->used[best])
            best = i;
    return best;
}

// Models of the current one's family; returns their number.
static int variants_of(const Look *look, int current, UiEntry *entries, int *models) {
    int count = 0;
    for (int i = 0; current >= 0 && i < look->models; i++)
        if (strcmp(look->model[i].tab, look->model[current].tab) == 0) {
            entries[count] = (UiEntry){.label = look->model[i].variant};
            models[count++] = i;
        }
    return count;
}

static void explain_model(Panel *panel) {
    const LiveModel *model = &panel->status->model;
    UiExplain explain = {
        .title = "Model",
        .text =
            "Which autoencoder is trained. A click switches at once, and each keeps its trained state. Vanilla has "
            "one narrow layer; Sparse a wide code of which few units may speak; Convolutional keeps where things "
            "are; Deep has more layers; Denoising cleans corrupted images; Variational learns a code from which new "
            "images can be drawn."};
    char value[340];
    snprintf(value, sizeof value, "%s: %s", model->title, model->about);
    panel_explain(panel, &explain, model->title[0] ? value : NULL);
}

// Returns the model asked for, or -1.
static int draw_tabs(Panel *panel, Rect rect, const Families *families, int current) {
    Ui *ui = panel->ui;
    const Look *look = panel->look;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    UiTab tabs[LOOK_MODELS] = {0};
    UiEntry entries[LOOK_MODELS] = {0};
    int models[LOOK_MODELS], picked = -1;
    for (int i = 0; i < families->count; i++)
        tabs[i] = (UiTab){.label = families->name[i]};
    int chosen = current < 0 ? -1 : family_of(families, look->model[current].tab), before = chosen;
    float width = ui_tabs_width(ui, UI_TABS_BOXED, tabs, families->count);
    ui_tabs(ui, "models", rect_cut_left(&rect, width, ui_px(ui, sizes->gap)), UI_TABS_BOXED, tabs, families->count,
            &chosen);
    explain_model(panel);
    if (chosen >= 0 && chosen != before)
        picked = model_to_open(look, families, chosen);
    int count = variants_of(look, current, entries, models), selected = -1;
    for (int i = 0; i < count; i++)
        selected = models[i] == current ? i : selected;
    if (count < 2 || picked >= 0)
        return picked;
    char title[80];
    snprintf(title, sizeof title, "%s: %s", look->model[current].tab, look->model[current].variant);
    rect.w = fminf(rect.w, ui_menu_width(ui, title, entries, count));
    int variant = ui_menu(ui, "variants", rect, title, entries, count, selected);
    static const UiExplain explain = {
        .title = "Variant",
        .text = "Models of one family that differ in size or in what keeps their code sparse: an L1 penalty, a KL "
                "penalty on mean activations, or keeping only the k largest."};
    panel_explain(panel, &explain, title);
    ui_tooltip(ui, "Which kind of this model");
    return variant >= 0 ? models[variant] : -1;
}

static int draw_list(Panel *panel, Rect rect, int current) {
    Ui *ui = panel->ui;
    const Look *look = panel->look;
    UiEntry entries[LOOK_MODELS] = {0};
    for (int i = 0; i < look->models; i++)
        entries[i] = (UiEntry){.label = look->model[i].title};
    rect.w = fminf(rect.w, ui_menu_width(ui, NULL, entries, look->models));
    int chosen = ui_menu(ui, "models list", rect, current < 0 ? "Model" : NULL, entries, look->models, current);
    explain_model(panel);
    ui_tooltip(ui, "The model that is trained");
    return chosen;
}

float model_list_width(const Panel *panel) {
    int current = current_model(panel);
    return ui_menu_width(panel->ui, current < 0 ? "Model" : panel->look->model[current].title, NULL, 0);
}

// Tabs and the widest menu, so that they do not turn into a list and back.
float model_tabs_width(const Panel *panel) {
    Ui *ui = panel->ui;
    Families families;
    gather(panel->look, &families);
    const Look *look = panel->look;
    UiTab tabs[LOOK_MODELS] = {0};
    float menu = 0;
    for (int i = 0; i < families.count; i++)
        tabs[i] = (UiTab){.label = families.name[i]};
    for (int i = 0; i < look->models; i++) {
        char title[80];
        snprintf(title, sizeof title, "%s: %s", look->model[i].tab, look->model[i].variant);
        if (strcmp(look->model[i].tab, look->model[i].variant) != 0)
            menu = fmaxf(menu, ui_menu_width(ui, title, NULL, 0));
    }
    return ui_tabs_width(ui, UI_TABS_BOXED, tabs, families.count) + ui_px(ui, panel->viz.theme->sizes.gap) + menu;
}

// The trainer knows the user's own models only by their text.
static void open_model(Panel *panel, const LookName *model) {
    const OwnModel *own =
        look_is_built_in(panel->look, model->id) ? NULL : own_models_find(&panel->look->own, model->id);
    if (own)
        panel_send_file(panel, COMMAND_EDIT, 0, own->id, own->file);
    else
        panel_send(panel, COMMAND_MODEL, 0, 0, model->id);
}

void model_tabs_draw(Panel *panel, Rect rect) {
    Look *look = panel->look;
    Families families;
    gather(look, &families);
    int current = current_model(panel);
    if (current >= 0 && look->used[current] != look->uses)
        look->used[current] = ++look->uses;
    int chosen = model_tabs_width(panel) <= rect.w ? draw_tabs(panel, rect, &families, current)
                                                   : draw_list(panel, rect, current);
    if (chosen >= 0 && chosen != current)
        open_model(panel, &look->model[chosen]);
}

// What the interface remembers between frames: how it begins, its theme, how it ends. On the interface's thread.
#include "panels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void look_init(Look *look, Theme *theme, const char *name, float scale) {
    *look = (Look){.scale = scale > 0 ? scale : 1};
    *theme = (Theme){0};
    look->editor.focus = look->editor.focus_next = EDITOR_NO_ROW;
    look->recon.scale = ERROR_HALF;
    look->recon.images.key = 1;
    look->recon.pinned.key = 20;
    look->draw.canvas.key = 21;
    look->draw.answer.key = 22;
    look->draw.size = 1;
    look->film.key = 90;
    look->examples.key = 2;
    look->code.heat.key = 3; // and 4
    unit_look_init(&look->unit_card);
    filters_look_init(&look->filters);
    map_look_init(&look->map);
    play_look_init(&look->play);
    analysis_look_init(&look->analysis);
    for (int i = 0; i < VIEW_PLACES; i++)
        look->network.grid[i].key = UINT64_C(0x4E7000) + (uint64_t)i;
    colormap_init(&look->grey_map, COLORMAP_GREY);
    look_set_theme(look, theme, name ? name : "dark");
    look_set_map(look, COLORMAP_MAGMA);
}

void look_finish(Look *look) {
    image_grid_finish(&look->recon.images);
    image_grid_finish(&look->recon.pinned);
    image_grid_finish(&look->draw.canvas);
    image_grid_finish(&look->draw.answer);
    image_grid_finish(&look->film);
    image_grid_finish(&look->examples);
    code_look_finish(&look->code);
    unit_look_finish(&look->unit_card);
    filters_look_finish(&look->filters);
    map_look_finish(&look->map);
    play_look_finish(&look->play);
    analysis_look_finish(&look->analysis);
    for (int i = 0; i < VIEW_PLACES; i++)
        image_grid_finish(&look->network.grid[i]);
}

void look_set_theme(Look *look, Theme *theme, const char *name) {
    float before = theme->sizes.larger;
    theme_named(theme, name);
    colormap_init(&look->error_map, theme->light ? COLORMAP_DIVERGING_LIGHT : COLORMAP_DIVERGING);
    if (before > 0) { // sides that were dragged grow with what is in them
        look->left_width *= theme->sizes.larger / before;
        look->right_width *= theme->sizes.larger / before;
    }
}

void look_set_map(Look *look, ColormapKind kind) {
    colormap_init(&look->heat_map, kind);
}

ColormapKind look_map(int index) {
    static const ColormapKind MAPS[LOOK_MAPS] = {COLORMAP_MAGMA, COLORMAP_VIRIDIS, COLORMAP_CIVIDIS};
    return MAPS[index % LOOK_MAPS];
}

int look_map_index(const Look *look) {
    for (int i = 0; i < LOOK_MAPS; i++)
        if (look_map(i) == look->heat_map.kind)
            return i;
    return 0;
}

void look_pin(Look *look, int image, int images) {
    look->pinned.image = image < 0 || images < 1 ? 0 : image < images ? image : images - 1;
    look->pinned.own = 0;
}

void look_pin_own(Look *look, int channels, int height, int width, const uint8_t *pixels) {
    PinnedRequest *pinned = &look->pinned;
    pinned->own = ++look->pictures;
    pinned->channels = channels;
    pinned->height = height;
    pinned->width = width;
    memcpy(pinned->pixels, pixels, (size_t)channels * (size_t)height * (size_t)width);
}

void look_pin_picture(Look *look, const LivePicture *picture) {
    if (picture->serial == 0 || picture->serial == look->picture.serial)
        return;
    look_pin_own(look, picture->channels, picture->height, picture->width, picture->pixels);
    look->picture.serial = picture->serial;
    look->picture.own = look->pinned.own;
    snprintf(look->picture.name, sizeof look->picture.name, "%s", picture->name);
}

void look_card(Look *look, int layer, int unit) {
    bool same = look->card.wanted && look->card.layer == layer && look->card.unit == unit;
    look->card = (UnitRequest){.wanted = !same, .layer = layer, .unit = unit};
}

bool look_is_built_in(const Look *look, const char *id) {
    for (int i = 0; i < look->models - look->own.listed; i++)
        if (strcmp(look->model[i].id, id) == 0)
            return true;
    return false;
}

// A single one has its title on the tab, where that fits and is nobody else's.
static const char *own_tab(const Look *look, int built_in) {
    static const char shared[] = "Yours";
    const char *title = look->own.model[0].title;
    if (look->own.count != 1 || strlen(title) >= sizeof look->model[0].tab)
        return shared;
    for (int i = 0; i < built_in; i++)
        if (strcmp(look->model[i].tab, title) == 0)
            return shared;
    return title;
}

// As much of the title as fits, whole characters only.
static void copy_title(char *out, size_t capacity, const char *title) {
    size_t length = strlen(title) < capacity ? strlen(title) : capacity - 1;
    while (title[length] && length > 0 && ((unsigned char)title[length] & 0xC0) == 0x80)
        length--;
    memcpy(out, title, length);
    out[length] = 0;
}

void look_note_model(Look *look, const LiveModel *model) {
    int built_in = look->models - look->own.listed;
    if (look_is_built_in(look, model->id))
        return;
    own_models_note(&look->own, model);
    look->own.listed = 0;
    for (int i = 0; i < look->own.count && built_in + i < LOOK_MODELS; i++, look->own.listed++) {
        LookName *name = &look->model[built_in + i];
        snprintf(name->id, sizeof name->id, "%s", look->own.model[i].id);
        snprintf(name->title, sizeof name->title, "%s", look->own.model[i].title);
        snprintf(name->tab, sizeof name->tab, "%s", own_tab(look, built_in));
        copy_title(name->variant, sizeof name->variant, name->title);
    }
    look->models = built_in + look->own.listed;
}

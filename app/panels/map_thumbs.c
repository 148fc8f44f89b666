// The latent map: which points are shown as images, and which images are asked for. On the interface's thread.
#include "map_parts.h"

#include <math.h>

enum { CELLS = 160 }; // of the screen grid, each way

/// Where thumbnails lie already: cells of a thumbnail's size hold the place of one each.
typedef struct Taken {
    int columns, rows;
    float side;
    int thumb[CELLS * CELLS]; // + 1; 0: free
} Taken;

// None within a side of it, each way: in its cell and those around.
static bool is_free(const Taken *taken, const MapLook *look, Point at, int column, int row) {
    for (int y = row > 0 ? row - 1 : 0; y <= row + 1 && y < taken->rows; y++)
        for (int x = column > 0 ? column - 1 : 0; x <= column + 1 && x < taken->columns; x++) {
            int thumb = taken->thumb[y * taken->columns + x];
            if (thumb == 0)
                continue;
            Point other = look->motion.at[look->thumb[thumb - 1]];
            if (fabsf(other.x - at.x) < taken->side && fabsf(other.y - at.y) < taken->side)
                return false;
        }
    return true;
}

static void try_point(const Panel *panel, Taken *taken, int place, int most) {
    MapLook *look = &panel->look->map;
    Point at = look->motion.at[place];
    float x = (at.x - look->camera.area.x) / taken->side, y = (at.y - look->camera.area.y) / taken->side;
    if (!(x >= 0 && y >= 0 && x < (float)taken->columns && y < (float)taken->rows) || look->thumbs >= most ||
        !map_shows(panel, place))
        return;
    int cell = (int)y * taken->columns + (int)x;
    if (taken->thumb[cell] != 0 || !is_free(taken, look, at, (int)x, (int)y))
        return;
    look->thumb[look->thumbs] = place;
    taken->thumb[cell] = ++look->thumbs;
}

// Those that are shown stay as long as none hides another: the picture would be restless otherwise.
static void choose(Panel *panel, int most) {
    static const Taken none;
    MapLook *look = &panel->look->map;
    Taken taken = none;
    int before[LATENT_PICTURES], count = look->thumbs;
    taken.side = fmaxf(map_thumb_size(panel) + panel_px(panel, 2),
                       fmaxf(look->camera.area.w, look->camera.area.h) / (CELLS - 1));
    taken.columns = (int)(look->camera.area.w / taken.side) + 1;
    taken.rows = (int)(look->camera.area.h / taken.side) + 1;
    for (int i = 0; i < count; i++)
        before[i] = look->thumb[i];
    look->thumbs = 0;
    for (int i = 0; i < count; i++)
        if (before[i] < look->motion.images)
            try_point(panel, &taken, before[i], most);
    for (int i = 0; i < look->motion.images; i++)
        try_point(panel, &taken, i, most);
}

void map_thumbs_choose(Panel *panel) {
    MapLook *look = &panel->look->map;
    if (look->thumbnails)
        choose(panel, LATENT_PICTURES - look->tray_images);
    else
        look->thumbs = 0;
    look->pictures = 0;
    for (int i = 0; i < look->thumbs; i++)
        look->picture[look->pictures++] = look->motion.index[look->thumb[i]];
    for (int i = 0; i < look->tray_images && look->pictures < LATENT_PICTURES; i++)
        look->picture[look->pictures++] = look->motion.index[look->tray[i]];
}

// Most often the answer is to what is asked now, in the same order.
const uint8_t *map_picture(const Panel *panel, int image, int hint) {
    const LatentPicturesView *view = &panel->views->latent_pictures;
    size_t size = (size_t)view->channels * (size_t)view->height * (size_t)view->width;
    if (!panel_is_current(panel, &view->tag) || !view->pictures.bytes)
        return NULL;
    if (hint >= 0 && hint < view->images && view->index[hint] == image)
        return view->pictures.bytes + (size_t)hint * size;
    for (int i = 0; i < view->images; i++)
        if (view->index[i] == image)
            return view->pictures.bytes + (size_t)i * size;
    return NULL;
}

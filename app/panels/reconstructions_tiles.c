// Reconstructions: which tiles an image is shown as, what they are called, and where PCA stands.
#include "reconstructions_parts.h"

#include <stdio.h>

int reconstructions_tiles(const Panel *panel, ReconstructionTile tiles[RECONSTRUCTIONS_TILES]) {
    int count = 0;
    tiles[count++] = TILE_INPUT;
    if (panel->views->choice.shown.corrupts)
        tiles[count++] = TILE_SEEN;
    tiles[count++] = TILE_OUTPUT;
    if (panel->look->recon.pca)
        tiles[count++] = TILE_PCA;
    tiles[count++] = TILE_ERROR;
    return count;
}

void reconstructions_tile_name(const Panel *panel, ReconstructionTile tile, char name[RECONSTRUCTIONS_NUMBER]) {
    static const char *const names[RECONSTRUCTIONS_TILES] = {"input", "seen", "output", "PCA", "error"};
    if (tile == TILE_PCA)
        snprintf(name, RECONSTRUCTIONS_NUMBER, "PCA-%d", panel->look->recon.components);
    else
        snprintf(name, RECONSTRUCTIONS_NUMBER, "%s", names[tile]);
}

// As many components as the trainer asks for.
static int most_components(const LiveModel *model) {
    enum { MOST_SPARSE = 256 };
    int most = model->sparse && model->units > MOST_SPARSE ? MOST_SPARSE : model->units;
    return most < LIVE_PCA ? most : LIVE_PCA;
}

bool reconstructions_pca_state(const Panel *panel, char *text, size_t size) {
    const LiveModel *model = &panel->status->model;
    const ChoiceView *view = &panel->views->choice;
    int components = panel->look->recon.components, pixels = model->channels * model->height * model->width;
    if (components >= pixels)
        snprintf(text, size, "PCA-%d: exact, no compression (an image has %d pixels)", components, pixels);
    else if (components > most_components(model))
        snprintf(text, size, "PCA of more than %d components is not computed", most_components(model));
    else if (components > panel->status->data.pca && !(view->fitted && view->components == components))
        snprintf(text, size, "PCA-%d is being computed", components);
    else
        return false;
    return true;
}

// Reconstructions: test images chosen from the whole set, what the net makes of them, PCA beside it, and the error; the
// pinned image in large. This file divides the room and asks for the images.
#include "reconstructions_parts.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_FOOTED = 120 }; // in less height the pictures need the footer's room

bool reconstructions_current(const Panel *panel) {
    const ViewTag *tag = &panel->views->choice.shown.tag;
    return panel_is_current(panel, tag);
}

void reconstructions_numbers(double squared_error, int values, char mse[RECONSTRUCTIONS_NUMBER],
                             char psnr[RECONSTRUCTIONS_NUMBER]) {
    double mean = values > 0 ? squared_error / values : NAN;
    snprintf(mse, RECONSTRUCTIONS_NUMBER, isfinite(mean) ? "%.4f" : "–", mean);
    if (isfinite(mean) && mean > 0)
        snprintf(psnr, RECONSTRUCTIONS_NUMBER, "%4.1f dB", -10 * log10(mean));
    else
        snprintf(psnr, RECONSTRUCTIONS_NUMBER, mean == 0 ? "  ∞ dB" : "–");
}

// Classes of other data mean something else.
static void check_class(Panel *panel) {
    ReconstructionLook *recon = &panel->look->recon;
    const LiveData *data = &panel->status->data;
    if (strcmp(recon->data, data->id) == 0 && recon->class_shown <= data->classes)
        return;
    snprintf(recon->data, sizeof recon->data, "%s", data->id);
    recon->class_shown = recon->first = 0;
    if (data->classes == 0 && recon->order == ORDER_CLASS)
        recon->order = ORDER_INDEX;
}

void reconstructions_move(Panel *panel, int places) {
    ReconstructionLook *recon = &panel->look->recon;
    int columns = recon->columns > 0 ? recon->columns : 1, over = panel->views->choice.total - recon->wanted;
    int last = over > 0 ? (over + columns - 1) / columns * columns : 0; // the last row is full of what there is
    recon->first += places;
    recon->first = recon->first > last ? last : recon->first;
    recon->first = recon->first > 0 ? recon->first : 0;
}

static void take_keys(Panel *panel) {
    Ui *ui = panel->ui;
    int pages = ui_shortcut(ui, UI_KEY_PAGE_DOWN, 0) - ui_shortcut(ui, UI_KEY_PAGE_UP, 0);
    if (pages != 0)
        reconstructions_move(panel, pages * panel->look->recon.wanted);
    panel_pin_keys(panel);
}

// Why PCA's tiles are empty, or like the image.
static void say_pca(Panel *panel, Rect *rest) {
    char state[96];
    if (!panel->look->recon.pca || !reconstructions_pca_state(panel, state, sizeof state))
        return;
    Rect row = rect_cut_top(rest, ui_px(panel->ui, panel->viz.theme->sizes.row), 0);
    ui_text(panel->ui, row, TEXT_FAINT, UI_LEFT, state);
    panel_element(panel, "pca state", row, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_PCA], state);
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    Rect footer = {0};
    ui_push_id(ui, "reconstructions");
    check_class(panel);
    take_keys(panel);
    panel->look->recon.components = panel_pca_components(panel);
    reconstructions_header_draw(panel, &rect);
    if (rect.h > ui_px(ui, LEAST_FOOTED))
        footer = rect_cut_bottom(&rect, reconstructions_footer_height(panel), ui_px(ui, panel->viz.theme->sizes.gap));
    reconstructions_pinned_draw(panel, &rect);
    say_pca(panel, &rect);
    reconstructions_grid_draw(panel, rect);
    if (footer.h > 0 && reconstructions_current(panel))
        reconstructions_footer_draw(panel, footer);
    ui_pop_id(ui);
}

static void ask(const Look *look, ViewRequest *request) {
    const ReconstructionLook *recon = &look->recon;
    request->choice = (ChoiceRequest){.wanted = true,
                                      .order = recon->order,
                                      .label = recon->class_shown - 1,
                                      .first = recon->first,
                                      .count = recon->wanted,
                                      .components = recon->pca ? recon->components : 0};
}

// The order follows the step on screen, and PCA is there as far as it can be.
static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    const ChoiceView *view = &panel->views->choice;
    const ChoiceRequest *wish = &request->choice;
    bool by_error = wish->order == ORDER_WORST || wish->order == ORDER_BEST;
    int left = view->total - view->first, count = left < wish->count ? left : wish->count;
    bool asked = view->order == wish->order && view->label == wish->label && view->components == wish->components &&
                 view->shown.images >= count;
    for (int i = 0; view->fitted && i < view->shown.images; i++)
        asked &= view->ready[i];
    bool computing = wish->components > 0 && !view->fitted && panel->status->data.pca == 0;
    return asked && !computing && view_is_of(panel, &view->shown.tag, step) &&
           (!by_error || view_is_of(panel, &view->scored, step));
}

static bool ready(const Panel *panel, uint64_t step) {
    return view_is_since(panel, &panel->views->choice.shown.tag, step);
}

const View view_reconstructions = {.name = "reconstructions",
                                   .label = "Reconstructions",
                                   .draw = draw,
                                   .ask = ask,
                                   .settled = settled,
                                   .ready = ready};

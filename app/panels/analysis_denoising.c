// Denoising bench: test images with any kind of noise at any strength, what the network gives back, and how that goes
// over all strengths. On the interface's thread.
#include "analysis_parts.h"

#include "view.h"

#include <math.h>
#include <stdio.h>

static const char *const KINDS[NOISE_KINDS] = {"Gaussian", "salt and pepper", "masking", "square"};
enum { LEAST_SLIDER = 160, LEAST_CURVE = 240 };

static bool has_pictures(const Panel *panel) {
    return panel_is_current(panel, &panel->views->denoising.tag) && panel->views->denoising.images > 0;
}

static int index_of(const Panel *panel, int image) {
    return panel->views->denoising.first + image;
}

static const uint8_t *pixels_of(const Panel *panel, int image, int tile) {
    const DenoisingView *view = &panel->views->denoising;
    const ViewArray *of[ANALYSIS_TILES] = {&view->input, &view->seen, &view->output};
    return of[tile]->bytes + (size_t)image * (size_t)view->channels * (size_t)view->height * (size_t)view->width;
}

static void caption(const Panel *panel, int image, int tile, char first[ANALYSIS_CAPTION],
                    char second[ANALYSIS_CAPTION]) {
    const DenoisingFigures *figures = &panel->views->denoising.figures[image];
    if (tile == 0)
        return;
    analysis_say_psnr(tile == 1 ? figures->input_mse : figures->mse, first, ANALYSIS_CAPTION);
    snprintf(second, ANALYSIS_CAPTION, "SSIM %.2f", tile == 1 ? figures->input_ssim : figures->ssim);
}

static UiSlider slider_of(NoiseKind kind) {
    static const char *const labels[NOISE_KINDS] = {"σ of the noise", "pixels hit", "pixels lost",
                                                    "side of the square"};
    bool share = kind != NOISE_GAUSSIAN;
    static const double initial[NOISE_KINDS] = {0.4, 20, 40, 40};
    return (UiSlider){.label = labels[kind],
                      .unit = share ? "%" : NULL,
                      .least = 0,
                      .most = share ? 100 * NOISE_MOST : NOISE_MOST,
                      .initial = initial[kind],
                      .digits = share ? 0 : 2};
}

static void draw_slider(Panel *panel, Rect rect) {
    DenoisingLook *look = &panel->look->analysis.denoising;
    UiSlider slider = slider_of(look->kind);
    double factor = slider.unit ? 100 : 1, value = look->strength[look->kind] * factor;
    if (ui_slider(panel->ui, "strength", rect, &slider, &value) & UI_CHANGED)
        look->strength[look->kind] = value / factor;
    char text[UI_NUMBER_TEXT];
    ui_slider_write(&slider, value, text, sizeof text);
    panel_explain(panel, &EXPLAIN_ANALYSIS[ANALYSIS_STRENGTH], text);
}

// Which noise and how much of it: beside each other, or below each other.
static void draw_controls(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    DenoisingLook *look = &panel->look->analysis.denoising;
    float gap = ui_px(ui, sizes->gap), high = ui_px(ui, sizes->slider), control = ui_px(ui, sizes->control);
    float width = analysis_choice_width(panel, KINDS, NOISE_KINDS, rest->w);
    bool beside = rest->w - width - 2 * gap >= panel_px(panel, LEAST_SLIDER);
    Rect row = rect_cut_top(rest, beside ? high : control, gap);
    Rect place = rect_cut_left(&row, width, 2 * gap);
    int kind = (int)look->kind;
    analysis_choice(panel, "kind", (Rect){place.x, place.y + (beside ? high - control : 0), place.w, control}, KINDS,
                    NOISE_KINDS, &kind);
    panel_explain(panel, &EXPLAIN_ANALYSIS[ANALYSIS_NOISE], KINDS[kind]);
    look->kind = (NoiseKind)kind;
    Rect slide = beside ? row : rect_cut_top(rest, high, gap);
    slide.w = fminf(slide.w, panel_px(panel, 2 * LEAST_SLIDER));
    draw_slider(panel, slide);
}

static void draw_pictures(Panel *panel, Rect area) {
    const DenoisingView *view = &panel->views->denoising;
    DenoisingLook *look = &panel->look->analysis.denoising;
    const LiveModel *model = &panel->status->model;
    look->wanted = analysis_pictures_fit(panel, area, model->width, model->height, 2, DENOISING_IMAGES);
    if (!has_pictures(panel)) {
        ui_text(
            panel->ui, area, TEXT_FAINT, UI_CENTRE,
            panel_either(panel, TEXT_FAINT, area.w, "The pictures come with the next snapshot.", "No pictures yet."));
        return;
    }
    AnalysisPictures pictures = {.name = "images",
                                 .grid = &look->images,
                                 .explain = &EXPLAIN_ANALYSIS[ANALYSIS_DENOISED],
                                 .heading = {"clean", "corrupted", "output"},
                                 .images = view->images,
                                 .lines = 2,
                                 .channels = view->channels,
                                 .height = view->height,
                                 .width = view->width,
                                 .stamp = view->version * 31 + view->tag.run,
                                 .label = view->label,
                                 .index = index_of,
                                 .pixels = pixels_of,
                                 .caption = caption};
    analysis_pictures_draw(panel, area, &pictures);
}

// What has no finite PSNR, such as an image without noise, is left out of the curve.
static void gather(const DenoisingCurve *curve, bool ssim, float *x, float *input, float *output) {
    for (int i = 0; i < curve->points; i++) {
        const DenoisingFigures *point = &curve->point[i];
        x[i] = (float)(NOISE_MOST * i / (NOISE_STRENGTHS - 1));
        input[i] = (float)(ssim ? point->input_ssim : analysis_psnr(point->input_mse));
        output[i] = (float)(ssim ? point->ssim : analysis_psnr(point->mse));
    }
}

static void draw_curve(Panel *panel, Rect rect) {
    static const char *const measures[] = {"PSNR", "SSIM"};
    DenoisingLook *look = &panel->look->analysis.denoising;
    const DenoisingCurve *curve = &panel->views->denoising.curve[look->kind];
    const Rgba *colors = panel->viz.theme->colors.curves;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float x[NOISE_STRENGTHS], input[NOISE_STRENGTHS], output[NOISE_STRENGTHS];
    bool ours = panel_is_current(panel, &curve->tag);
    int chosen = look->ssim, points = ours ? curve->points : 0;
    double strength = look->strength[look->kind];
    Rect row = rect_cut_top(&rect, ui_px(panel->ui, sizes->control), ui_px(panel->ui, sizes->gap));
    ui_choice(panel->ui, "measure", rect_cut_left(&row, ui_choice_width(panel->ui, measures, 2), 0), measures, 2,
              &chosen);
    panel_explain(panel, &EXPLAIN_ANALYSIS[ANALYSIS_MEASURE], measures[chosen]);
    look->ssim = chosen == 1;
    if (ours)
        gather(curve, look->ssim, x, input, output);
    LineSeries series[] = {
        {.name = "corrupted", .x = x, .y = input, .count = points, .color = colors[3], .dash = LINE_DASHED},
        {.name = "output", .x = x, .y = output, .count = points, .color = colors[1]}};
    LinePlotDesc desc = {.series = series,
                         .count = 2,
                         .x_unit = look->kind == NOISE_GAUSSIAN ? "σ"
                                   : look->kind == NOISE_SQUARE ? "side"
                                                                : "share",
                         .y_unit = look->ssim ? "SSIM, mean" : "dB",
                         .x_most = NOISE_MOST,
                         .mark_x = points > 0 ? strength : 0,
                         .names_at_rest = points > 0 && (double)x[points - 1] < strength, // not there yet
                         .empty = "The curve comes strength by strength."};
    LinePlotHover hover = line_plot_draw(&panel->viz, rect, &desc);
    char value[160] = "";
    if (points > 0 && hover.inside)
        snprintf(value, sizeof value,
                 look->ssim ? "at %.2g: corrupted %.3f, output %.3f" : "at %.2g: corrupted %.1f dB, output %.1f dB",
                 hover.x, hover.value[0], hover.value[1]);
    else if (points > 0)
        snprintf(value, sizeof value, "%d strengths of %s, %d images each", points, KINDS[look->kind], curve->images);
    panel_element(panel, "curve", rect, &EXPLAIN_ANALYSIS[look->ssim ? ANALYSIS_SSIM_CURVE : ANALYSIS_PSNR_CURVE],
                  value);
}

static void say_progress(const Panel *panel, char full[ANALYSIS_PROGRESS], char brief[ANALYSIS_PROGRESS]) {
    const DenoisingView *view = &panel->views->denoising;
    const DenoisingCurve *curve = &view->curve[panel->look->analysis.denoising.kind];
    char step[TEXT_GROUPED], done[TEXT_GROUPED], total[TEXT_GROUPED];
    text_grouped((double)curve->tag.step, step);
    text_grouped(view->done, done);
    text_grouped(view->total, total);
    if (!panel_is_current(panel, &curve->tag)) {
        snprintf(full, ANALYSIS_PROGRESS, "The curve is being measured.");
        snprintf(brief, ANALYSIS_PROGRESS, "measuring");
        return;
    }
    if (curve->points < NOISE_STRENGTHS)
        snprintf(full, ANALYSIS_PROGRESS, "Curve: %s of %s corrupted test images, step %s", done, total, step);
    else
        snprintf(full, ANALYSIS_PROGRESS, "Curve: %d test images at each strength, step %s", curve->images, step);
    snprintf(brief, ANALYSIS_PROGRESS, "Curve: step %s", step);
}

static void draw(Panel *panel, Rect rect) {
    char full[ANALYSIS_PROGRESS], brief[ANALYSIS_PROGRESS];
    panel_pin_keys(panel);
    say_progress(panel, full, brief);
    draw_controls(panel, &rect);
    analysis_footer(panel, &rect, &EXPLAIN_ANALYSIS[ANALYSIS_DENOISING_PROGRESS], full, brief);
    Rect plot = analysis_divide(panel, &rect, LEAST_CURVE);
    draw_pictures(panel, rect);
    draw_curve(panel, plot);
}

// The page of test images that the pinned one is on.
static void ask(const Look *look, ViewRequest *request) {
    const DenoisingLook *denoising = &look->analysis.denoising;
    int count = denoising->wanted > 0 ? denoising->wanted : 1;
    request->denoising.wanted = true;
    request->denoising.kind = denoising->kind;
    request->denoising.strength = denoising->strength[denoising->kind];
    request->denoising.first = look->pinned.image / count * count;
    request->denoising.count = count;
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    const DenoisingView *view = &panel->views->denoising;
    const DenoisingCurve *curve = &view->curve[request->denoising.kind];
    return view_is_of(panel, &view->tag, step) && view->kind == request->denoising.kind &&
           view->strength == request->denoising.strength && view_is_of(panel, &curve->tag, step) &&
           curve->points == NOISE_STRENGTHS;
}

static bool ready(const Panel *panel, uint64_t step) {
    const DenoisingView *view = &panel->views->denoising;
    return view_is_since(panel, &view->tag, step) && panel_is_current(panel, &view->curve[view->kind].tag);
}

const AnalysisBench analysis_denoising = {
    .name = "denoising",
    .label = "Denoising",
    .about = "Test images are corrupted here, with any kind of noise at any strength, and the network gives back what "
             "it can. The run is not touched: nothing here changes what it trains on.",
    .draw = draw,
    .ask = ask,
    .settled = settled,
    .ready = ready};

// Compression bench: the code in few bits a unit, and what is left of the images. On the interface's thread.
#include "analysis_parts.h"

#include "view.h"

#include <math.h>
#include <stdio.h>

enum { AS_IT_IS = QUANTISER_BITS, LEAST_CURVE = 340 }; // LEAST_CURVE: with the figures

static const CompressionFigures *figures_of(const Panel *panel) {
    const CompressionView *view = &panel->views->compression;
    return panel_is_current(panel, &view->tag) ? &view->figures : NULL;
}

static int place_of(const Panel *panel) {
    return panel->look->analysis.compression.bits - 1;
}

static int index_of(const Panel *panel, int image) {
    return panel->views->compression.figures.index[image];
}

static const uint8_t *pixels_of(const Panel *panel, int image, int tile) {
    const CompressionView *view = &panel->views->compression;
    const CompressionFigures *figures = &view->figures;
    size_t size = (size_t)figures->channels * (size_t)figures->height * (size_t)figures->width;
    int place = tile == 1 ? AS_IT_IS : place_of(panel);
    return tile == 0 ? view->input.bytes + (size_t)image * size
                     : view->output.bytes + ((size_t)image * COMPRESSION_STEPS + (size_t)place) * size;
}

static void caption(const Panel *panel, int image, int tile, char first[ANALYSIS_CAPTION],
                    char second[ANALYSIS_CAPTION]) {
    const double *mse = panel->views->compression.figures.picture_mse[image];
    if (tile > 0)
        analysis_say_psnr(mse[tile == 1 ? AS_IT_IS : place_of(panel)], first, ANALYSIS_CAPTION);
    second[0] = 0;
}

static void draw_pictures(Panel *panel, Rect area) {
    const CompressionView *view = &panel->views->compression;
    const CompressionFigures *figures = figures_of(panel);
    CompressionLook *look = &panel->look->analysis.compression;
    char bits[16];
    if (!figures) {
        ui_text(panel->ui, area, TEXT_FAINT, UI_CENTRE,
                panel_either(panel, TEXT_FAINT, area.w, "The test images are being encoded.", "Encoding."));
        return;
    }
    snprintf(bits, sizeof bits, "%d bit%s", look->bits, look->bits == 1 ? "" : "s");
    AnalysisPictures pictures = {.name = "images",
                                 .grid = &look->images,
                                 .explain = &EXPLAIN_ANALYSIS[ANALYSIS_COMPRESSED],
                                 .heading = {"original", "full code", bits},
                                 .images = figures->pictures,
                                 .lines = 1,
                                 .channels = figures->channels,
                                 .height = figures->height,
                                 .width = figures->width,
                                 .stamp = (view->version * 31 + view->tag.run) * 16 + (uint64_t)look->bits,
                                 .label = figures->label,
                                 .index = index_of,
                                 .pixels = pixels_of,
                                 .caption = caption};
    analysis_pictures_draw(panel, area, &pictures);
}

static void draw_bits(Panel *panel, Rect *rest) {
    static const char *const labels[QUANTISER_BITS] = {"1", "2", "3", "4", "5", "6", "7", "8"};
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    CompressionLook *look = &panel->look->analysis.compression;
    int chosen = look->bits - 1;
    float gap = ui_px(ui, sizes->gap);
    Rect row = rect_cut_top(rest, ui_px(ui, sizes->control), gap);
    const char *name = "Bits a unit";
    float label = ui_text_width(ui, TEXT_BODY, name) + 1, width = ui_choice_width(ui, labels, QUANTISER_BITS);
    if (label + gap + width <= row.w)
        ui_text(ui, rect_cut_left(&row, label, gap), TEXT_BODY, UI_LEFT, name);
    row.w = fminf(row.w, width);
    analysis_choice(panel, "bits", row, labels, QUANTISER_BITS, &chosen);
    panel_explain(panel, &EXPLAIN_ANALYSIS[ANALYSIS_BITS], labels[chosen]);
    look->bits = chosen + 1;
}

// The unquantised reconstruction as a line across both curves.
static LinePlotHover draw_plot(Panel *panel, Rect rect, const CompressionFigures *figures) {
    const Rgba *colors = panel->viz.theme->colors.curves;
    float entropy[QUANTISER_BITS], raw[QUANTISER_BITS], psnr[QUANTISER_BITS], ends[2] = {0}, level[2] = {NAN, NAN};
    for (int b = 0; figures && b < QUANTISER_BITS; b++) {
        entropy[b] = (float)figures->entropy[b];
        raw[b] = (float)figures->units * (float)(b + 1);
        psnr[b] = (float)analysis_psnr(figures->mse[b]);
        ends[1] = raw[b];
    }
    if (figures)
        level[0] = level[1] = (float)analysis_psnr(figures->mse[AS_IT_IS]);
    int count = figures ? QUANTISER_BITS : 0;
    LineSeries series[] = {
        {.name = "full code", .x = ends, .y = level, .count = figures ? 2 : 0, .color = colors[3], .dash = LINE_DOTTED},
        {.name = "as stored", .x = raw, .y = psnr, .count = count, .color = colors[0], .dash = LINE_DASHED},
        {.name = "entropy", .x = entropy, .y = psnr, .count = count, .color = colors[1]}};
    LinePlotDesc desc = {.series = series,
                         .count = 3,
                         .x_unit = "bits",
                         .y_unit = "dB",
                         .names_at_rest = true, // at the same bits a unit the curves have different x
                         .mark_x = figures ? figures->entropy[place_of(panel)] : 0,
                         .empty = "The curve comes number of bits by number of bits."};
    return line_plot_draw(&panel->viz, rect, &desc);
}

static void draw_curve(Panel *panel, Rect rect) {
    const CompressionFigures *figures = figures_of(panel);
    LinePlotHover hover = draw_plot(panel, rect, figures);
    char value[160] = "", psnr[24], full[24];
    if (figures && hover.inside)
        snprintf(value, sizeof value, "near %.0f bits: full code %.2f dB, as stored %.2f, entropy %.2f", hover.x,
                 hover.value[0], hover.value[1], hover.value[2]);
    else if (figures) {
        analysis_say_psnr(figures->mse[place_of(panel)], psnr, sizeof psnr);
        analysis_say_psnr(figures->mse[AS_IT_IS], full, sizeof full);
        snprintf(value, sizeof value, "%.0f bits at %d a unit: %s; full code: %s", figures->entropy[place_of(panel)],
                 place_of(panel) + 1, psnr, full);
    }
    panel_element(panel, "curve", rect, &EXPLAIN_ANALYSIS[ANALYSIS_RATE_CURVE], value);
}

// "512 bits (64 bytes)", whole bytes from above.
static void say_bits(double bits, char *text, size_t size) {
    char number[TEXT_GROUPED], bytes[TEXT_GROUPED];
    text_grouped(bits, number);
    text_grouped(ceil(bits / 8), bytes);
    snprintf(text, size, "%s bits = %s B", number, bytes);
}

static void figure(Panel *panel, Rect *rest, AnalysisElement element, const char *label, const char *number) {
    panel_figure(panel, rest, label, number, false);
    panel_explain(panel, &EXPLAIN_ANALYSIS[element], number);
}

// What an image takes: of the code at the bits chosen, and of its pixels for scale.
static void draw_figures(Panel *panel, Rect *rest, const CompressionFigures *figures) {
    int place = place_of(panel), values = figures->channels * figures->height * figures->width;
    char text[96], part[24];
    say_bits(figures->entropy[place], text, sizeof text);
    figure(panel, rest, ANALYSIS_ENTROPY, "Code, entropy", text);
    say_bits((double)figures->units * (place + 1), text, sizeof text);
    figure(panel, rest, ANALYSIS_STORED, "Code, as stored", text);
    say_bits(8.0 * values, text, sizeof text);
    figure(panel, rest, ANALYSIS_RAW, "Image, pixels", text);
    say_bits(8 * figures->deflated, text, sizeof text);
    figure(panel, rest, ANALYSIS_DEFLATED, "Image, zlib", text);
    analysis_say_psnr(figures->mse[place], text, sizeof text);
    analysis_say_psnr(figures->mse[AS_IT_IS], part, sizeof part);
    char both[160];
    snprintf(both, sizeof both, "%s of %s", text, part);
    figure(panel, rest, ANALYSIS_LEFT, "PSNR left", both);
}

static void say_progress(const Panel *panel, char full[ANALYSIS_PROGRESS], char brief[ANALYSIS_PROGRESS]) {
    const CompressionView *view = &panel->views->compression;
    const CompressionFigures *figures = figures_of(panel);
    char step[TEXT_GROUPED], images[TEXT_GROUPED];
    int percent = view->total > 0 ? (int)(100.0 * view->done / view->total) : 0;
    if (!figures) {
        snprintf(full, ANALYSIS_PROGRESS, "Being measured: %d %%", percent);
        snprintf(brief, ANALYSIS_PROGRESS, "%d %%", percent);
        return;
    }
    text_grouped((double)view->tag.step, step);
    text_grouped(figures->images, images);
    bool partial = isnan(figures->mse[QUANTISER_BITS - 1]);
    snprintf(full, ANALYSIS_PROGRESS, "%s test images, step %s", images, step);
    if (partial)
        snprintf(full, ANALYSIS_PROGRESS, "%s test images, step %s: %d %% measured", images, step, percent);
    snprintf(brief, ANALYSIS_PROGRESS, "step %s", step);
}

static void draw(Panel *panel, Rect rect) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const CompressionFigures *figures = figures_of(panel);
    char full[ANALYSIS_PROGRESS], brief[ANALYSIS_PROGRESS];
    say_progress(panel, full, brief);
    draw_bits(panel, &rect);
    analysis_footer(panel, &rect, &EXPLAIN_ANALYSIS[ANALYSIS_COMPRESSION_PROGRESS], full, brief);
    Rect plot = analysis_divide(panel, &rect, LEAST_CURVE);
    draw_pictures(panel, rect);
    Rect table = rect_cut_bottom(&plot, 5 * ui_px(panel->ui, sizes->row), ui_px(panel->ui, sizes->gap));
    draw_curve(panel, plot);
    if (figures)
        draw_figures(panel, &table, figures);
}

static void ask(const Look *look, ViewRequest *request) {
    (void)look;
    request->compression.wanted = true;
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    const CompressionView *view = &panel->views->compression;
    (void)request;
    return view_is_of(panel, &view->tag, step) && !isnan(view->figures.mse[QUANTISER_BITS - 1]);
}

static bool ready(const Panel *panel, uint64_t step) {
    return view_is_since(panel, &panel->views->compression.tag, 0) || step == 0;
}

const AnalysisBench analysis_compression = {
    .name = "compression",
    .label = "Compression",
    .about = "The code of each test image is stored in few bits, read again and decoded: how few bits are enough, and "
             "how many of them say anything.",
    .draw = draw,
    .ask = ask,
    .settled = settled,
    .ready = ready};

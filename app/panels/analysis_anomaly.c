// The bench Anomaly: a class that the network has never seen, and whether its errors give it away. This file divides
// the room and asks for the scores.
#include "analysis.h"
#include "anomaly_parts.h"
#include "view.h"

#include <math.h>
#include <stdio.h>

bool anomaly_is_scored(const Panel *panel) {
    return anomaly_leaves_out(panel) && panel_is_current(panel, &panel->views->anomaly.tag);
}

AnomalyScore anomaly_score(const Panel *panel) {
    return panel->views->anomaly.bound ? panel->look->analysis.anomaly.score : ANOMALY_ERROR;
}

static void say(Panel *panel, Rect *rest, TextRole role, const char *text) {
    Ui *ui = panel->ui;
    float height = ui_paragraph_height(ui, rest->w, role, text);
    ui_paragraph(ui, rect_cut_top(rest, height, ui_px(ui, panel->viz.theme->sizes.gap)), role, text);
}

static void draw_invitation(Panel *panel, Rect *rest) {
    say(panel, rest, TEXT_TITLE, "What has it never seen?");
    say(panel, rest, TEXT_BODY,
        "Choose a class that training shall never see. A network gives back badly what it has not learned: its error "
        "on a test image then tells whether the image is of a class left out, though nobody told it of classes.");
}

static void draw_waiting(Panel *panel, Rect *rest) {
    const QualityView *quality = &panel->views->quality;
    char done[TEXT_GROUPED], all[TEXT_GROUPED], text[128];
    text_grouped(quality->running.run == panel->status->run ? quality->scored : 0, done);
    text_grouped(panel->status->data.test_images, all);
    snprintf(text, sizeof text, "The errors of all test images are being measured: %s of %s.", done, all);
    say(panel, rest, TEXT_FAINT, text);
}

// The pictures take what room is left.
static void draw_scores(Panel *panel, Rect *rest, float bottom) {
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.section);
    anomaly_table_draw(panel, rest);
    anomaly_plots_draw(panel, rect_cut_top(rest, anomaly_plots_height(panel, rest->w), gap));
    float height = fmaxf(bottom - rest->y, anomaly_images_height(panel));
    anomaly_images_draw(panel, rect_cut_top(rest, height, 0));
}

static void draw_bench(Panel *panel, Rect *rest, float bottom) {
    if (panel->status->data.classes == 0) {
        say(panel, rest, TEXT_BODY,
            "These images have no labels, so that no class can be left out. Choose data with classes, such as a folder "
            "with a subfolder for each.");
        return;
    }
    if (!anomaly_leaves_out(panel))
        draw_invitation(panel, rest);
    anomaly_classes_draw(panel, rest);
    if (anomaly_is_scored(panel))
        draw_scores(panel, rest, bottom);
    else if (anomaly_leaves_out(panel))
        draw_waiting(panel, rest);
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    panel->look->analysis.anomaly.components = panel_pca_components(panel);
    panel->look->analysis.anomaly.pixels =
        panel->status->model.channels * panel->status->model.height * panel->status->model.width;
    if (panel->status->run == 0) {
        viz_note(&panel->viz, rect, "The classes come with the data.");
        return;
    }
    Rect rest = ui_scroll_begin(ui, "anomaly", rect);
    draw_bench(panel, &rest, rect.y + rect.h);
    ui_scroll_end(ui, rest.y);
}

static void ask(const Look *look, ViewRequest *request) {
    const AnomalyLook *anomaly = &look->analysis.anomaly;
    bool compresses = anomaly->components < anomaly->pixels;
    request->quality = true;
    request->anomaly = (AnomalyRequest){.wanted = true,
                                        .order = anomaly->score,
                                        .images = anomaly->wanted,
                                        .components = compresses ? anomaly->components : 0};
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    const AnomalyView *view = &panel->views->anomaly;
    const AnomalyRequest *wish = &request->anomaly;
    if (!anomaly_leaves_out(panel))
        return true;
    int count = wish->images < panel->status->data.test_images ? wish->images : panel->status->data.test_images;
    bool compared = wish->components == 0 || view->fitted > 0 || view->failed;
    return compared && view->highest.images == count && view_is_of(panel, &view->tag, step) &&
           view_is_of(panel, &view->highest.tag, step);
}

static bool ready(const Panel *panel, uint64_t step) {
    return !anomaly_leaves_out(panel) || view_is_since(panel, &panel->views->anomaly.tag, step);
}

const AnalysisBench analysis_anomaly = {
    .name = "anomaly",
    .label = "Anomaly",
    .about =
        "Trains without some classes and looks whether the errors of the network tell test images of these classes "
        "from the others. Nobody tells it of classes: what it has not learned it gives back badly.",
    .draw = draw,
    .scrolls = true,
    .ask = ask,
    .settled = settled,
    .ready = ready};

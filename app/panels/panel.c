// What the panels share: asking the trainer, figures, headings, tiles. On the interface's thread.
#include "panels.h"

#include "file.h"

#include <stdio.h>
#include <string.h>

void panel_send(Panel *panel, CommandKind kind, double value, int count, const char *text) {
    LiveCommand command = {.kind = kind, .value = value, .count = count};
    Error error = {0};
    if (text)
        snprintf(command.text, sizeof command.text, "%s", text);
    if (!live_send(panel->live, &command, &error))
        ui_toast(panel->ui, true, error.text);
}

bool panel_is_picture(const char *path) {
    return file_has_extension(path, "png") || file_has_extension(path, "jpg") || file_has_extension(path, "jpeg");
}

float panel_px(const Panel *panel, float size) {
    return ui_px(panel->ui, size * panel->viz.theme->sizes.larger);
}

void panel_explain(Panel *panel, const UiExplain *what, const char *value) {
    UiExplain explain = *what;
    explain.value = value ? value : what->value;
    ui_explain(panel->ui, &explain);
}

void panel_element(Panel *panel, const char *name, Rect rect, const UiExplain *what, const char *value) {
    ui_area(panel->ui, name, rect, 0);
    panel_explain(panel, what, value);
}

bool panel_fits(const Panel *panel, int channels, int height, int width) {
    const LiveModel *model = &panel->status->model;
    return channels == model->channels && height == model->height && width == model->width;
}

bool panel_is_current(const Panel *panel, const ViewTag *tag) {
    const LiveStatus *status = panel->status;
    const HistoryView *history = &panel->views->history;
    if (tag->run == 0 || tag->run != status->run)
        return false;
    bool listed = history->tag.run == status->run && history->tag.generation == status->generation;
    return tag->generation == status->generation ||
           (panel->look->past && listed && tag->generation == history->shown.generation);
}

void panel_pinned_name(const Panel *panel, char *text, size_t size) {
    const PinnedView *view = &panel->views->pinned;
    int image = view->tag.run == panel->status->run ? view->image : panel->look->pinned.image;
    if (view->own)
        snprintf(text, size, "Your image");
    else
        snprintf(text, size, "Test image %d", image);
}

void panel_pin_keys(Panel *panel) {
    int step = ui_shortcut(panel->ui, UI_KEY_RIGHT, 0) - ui_shortcut(panel->ui, UI_KEY_LEFT, 0);
    if (step != 0)
        look_pin(panel->look, panel->look->pinned.image + step, panel->status->data.test_images);
}

void panel_send_file(Panel *panel, CommandKind kind, int count, const char *name, const char *file) {
    LiveCommand command = {.kind = kind, .count = count};
    Error error = {0};
    snprintf(command.name, sizeof command.name, "%s", name);
    snprintf(command.text, sizeof command.text, "%s", file);
    if (!live_send(panel->live, &command, &error))
        ui_toast(panel->ui, true, error.text);
}

Rgba panel_part_color(const Panel *panel, LayerPart part) {
    const ThemeColors *colors = &panel->viz.theme->colors;
    return part == PART_ENCODER ? colors->encoder : part == PART_CODE ? colors->code : colors->decoder;
}

const char *panel_either(const Panel *panel, TextRole role, float width, const char *full, const char *brief) {
    return ui_text_width(panel->ui, role, full) <= width ? full : brief;
}

bool panel_header(Panel *panel, Rect *rest, const PanelHeader *header, int *chosen) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap), label = ui_text_width(ui, TEXT_FAINT, header->label) + 1;
    Rect row = rect_cut_top(rest, ui_px(ui, sizes->control), gap);
    Rect place = rect_cut_right(&row, ui_choice_width(ui, header->choices, header->count), gap);
    bool changed = ui_choice(ui, "order", place, header->choices, header->count, chosen);
    if (header->explain)
        panel_explain(panel, header->explain, header->choices[*chosen]);
    if (ui_text_width(ui, TEXT_TITLE, header->brief) + gap + label <= row.w)
        ui_text(ui, rect_cut_right(&row, label, gap), TEXT_FAINT, UI_RIGHT, header->label);
    ui_text(ui, row, TEXT_TITLE, UI_LEFT, panel_either(panel, TEXT_TITLE, row.w, header->title, header->brief));
    return changed;
}

void panel_section(Panel *panel, Rect *rest, const char *title) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    rect_cut_top(rest, ui_px(ui, sizes->gap), 0);
    ui_text(ui, rect_cut_top(rest, ui_px(ui, sizes->row), 0), TEXT_SECTION, UI_LEFT, title);
}

const char *panel_no_run(const Panel *panel) {
    const LiveStatus *status = panel->status;
    const LiveMessage *newest = NULL;
    if (status->run > 0 || status->loading)
        return NULL;
    for (int i = 0; i < LIVE_MESSAGES; i++)
        if (status->message[i].problem && (!newest || status->message[i].serial > newest->serial))
            newest = &status->message[i];
    return newest ? newest->text : NULL;
}

float panel_problem(Panel *panel, Rect rect, const char *problem) {
    char sentence[sizeof(Error)];
    snprintf(sentence, sizeof sentence, "%s", problem);
    if (sentence[0] >= 'a' && sentence[0] <= 'z')
        sentence[0] = (char)(sentence[0] - 'a' + 'A');
    rect.h = ui_paragraph_height(panel->ui, rect.w, TEXT_PROBLEM, sentence);
    return ui_paragraph(panel->ui, rect, TEXT_PROBLEM, sentence);
}

void panel_figure(Panel *panel, Rect *rest, const char *label, const char *number, bool problem) {
    Ui *ui = panel->ui;
    Rect row = rect_cut_top(rest, ui_px(ui, panel->viz.theme->sizes.row), 0);
    ui_area(ui, label, row, 0);
    TextRole role = problem ? TEXT_PROBLEM_DIGITS : TEXT_DIGITS;
    Rect right = rect_cut_right(&row, ui_text_width(ui, role, number) + 1, ui_px(ui, panel->viz.theme->sizes.gap));
    ui_text(ui, right, role, UI_RIGHT, number);
    ui_text(ui, row, TEXT_BODY, UI_LEFT, label);
}

// Blue is too dark, orange too bright.
void panel_error_of(const uint8_t *input, const uint8_t *output, int channels, int plane, float *error) {
    for (int p = 0; p < plane; p++) {
        int sum = 0;
        for (int c = 0; c < channels; c++)
            sum += output[c * plane + p] - input[c * plane + p];
        error[p] = (float)sum / (255.0f * (float)channels);
    }
}

int panel_tiles(const Panel *panel) {
    return panel->views->reconstruction.corrupts ? 4 : 3;
}

void panel_tiles_fill(Panel *panel, ImageGrid *grid, int tile, int image) {
    enum { MOST = 128 * 128 }; // the error of larger images is left dark
    const ReconstructionView *view = &panel->views->reconstruction;
    int plane = view->height * view->width;
    size_t size = (size_t)plane * (size_t)view->channels;
    float error[MOST];
    image_grid_bytes(grid, tile, view->input.bytes + (size_t)image * size, view->channels);
    if (view->corrupts)
        image_grid_bytes(grid, ++tile, view->seen.bytes + (size_t)image * size, view->channels);
    image_grid_bytes(grid, tile + 1, view->output.bytes + (size_t)image * size, view->channels);
    if (plane > MOST)
        return;
    panel_error_of(view->input.bytes + (size_t)image * size, view->output.bytes + (size_t)image * size, view->channels,
                   plane, error);
    image_grid_values(grid, tile + 2, error, &panel->look->error_map, -0.5f, 0.5f);
}

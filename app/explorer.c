// What goes on around the panels: the engine, shortcuts, messages, and what the observer is asked for.
#include "explorer_state.h"

#include "analysis.h"
#include "anomaly_parts.h"
#include "catalog.h"
#include "image_file.h"
#include "shortcuts.h"
#include "unit_parts.h"

#include "file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOAST_UNDO = 1 };

static bool find_view(const char *name, int *view, Error *error) {
    int found = view_find(name ? name : "reconstructions");
    *view = found < 0 ? 0 : found;
    if (found >= 0)
        return true;
    char names[128] = "";
    for (int i = 0; VIEWS[i]; i++)
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s",
                 i == 0         ? ""
                 : VIEWS[i + 1] ? ", "
                                : " or ",
                 VIEWS[i]->name);
    return error_set(error, "unknown view '%s'; expected %s", name, names);
}

static bool find_bench(const char *name, int *bench, Error *error) {
    int found = name ? analysis_find(name) : 0;
    *bench = found < 0 ? 0 : found;
    if (found >= 0)
        return true;
    char names[128] = "";
    for (int i = 0; ANALYSIS_BENCHES[i]; i++)
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s",
                 i == 0                    ? ""
                 : ANALYSIS_BENCHES[i + 1] ? ", "
                                           : " or ",
                 ANALYSIS_BENCHES[i]->name);
    return error_set(error, "unknown bench '%s'; expected %s", name, names);
}

void explorer_send_text(Explorer *e, CommandKind kind, const char *text) {
    LiveCommand command = {.kind = kind};
    Error error = {0};
    snprintf(command.text, sizeof command.text, "%s", text);
    if (!live_send(e->live, &command, &error))
        ui_toast(&e->ui, true, error.text);
}

Explorer *explorer_create(const ExplorerDesc *desc, Error *error) {
    Explorer *e = calloc(1, sizeof *e);
    if (!e) {
        error_memory(error, "the explorer");
        return NULL;
    }
    ui_init(&e->ui);
    e->steps = desc->steps;
    e->leave_out = desc->leave_out;
    look_init(&e->look, &e->theme, desc->theme, desc->scale);
    e->look.history_bytes = history_budget(desc->history_megabytes);
    e->look.card = (UnitRequest){.wanted = desc->units > 0, .layer = LAYER_CODE, .unit = desc->units - 1};
    assets_path("models", e->models);
    LiveDesc live = {.threads = desc->threads,
                     .models = e->models,
                     .wake = desc->wake,
                     .context = desc->context,
                     .decode = image_file_decode,
                     .save_png = image_file_save};
    if (find_view(desc->view, &e->look.view, error) && find_bench(desc->bench, &e->look.analysis.bench, error) &&
        catalog_models(e->models, &e->look, error))
        e->live = live_create(&live, error);
    if (!e->live) {
        explorer_destroy(e);
        return NULL;
    }
    const char *data = catalog_data(&e->look, &e->ui);
    explorer_send_text(e, COMMAND_DATA, desc->data ? desc->data : data);
    explorer_send_text(e, COMMAND_MODEL, desc->model ? desc->model : "vanilla");
    return e;
}

void explorer_destroy(Explorer *e) {
    if (!e)
        return;
    live_destroy(e->live);
    look_finish(&e->look);
    ui_finish(&e->ui);
    free(e);
}

// As soon as there is a run it trains: nobody has to press anything to see something happen.
static void begin_training(Explorer *e) {
    if (e->begun || e->status->run == 0)
        return;
    e->begun = true;
    if (e->leave_out)
        explorer_send_text(e, COMMAND_LEAVE_OUT, e->leave_out);
    LiveCommand command = {.kind = e->steps ? COMMAND_STEP : COMMAND_RUN, .count = (int)e->steps};
    live_send(e->live, &command, NULL);
}

// Whether dead units of the run on screen have been given a new start since the last frame.
static bool has_resampled(Explorer *e) {
    const LiveStatus *status = e->status;
    bool same = status->run == e->marked_run && status->generation != e->marked_generation;
    bool more = status->marks > e->marks || (status->marks == LIVE_MARKS && status->undo == UNDO_RESAMPLE);
    bool resampled = same && more && status->undo == UNDO_RESAMPLE;
    e->marked_run = status->run;
    e->marked_generation = status->generation;
    e->marks = status->marks;
    return resampled;
}

// What was resampled can be undone: the sentence that tells of it has a button.
static void show_messages(Explorer *e) {
    bool resampled = has_resampled(e);
    for (int i = 0; i < LIVE_MESSAGES; i++) {
        const LiveMessage *message = &e->status->message[(e->look.message + (uint64_t)i) % LIVE_MESSAGES];
        if (message->serial <= e->look.message)
            continue;
        e->look.message = message->serial;
        if (resampled && !message->problem)
            ui_toast_offer(&e->ui, message->text, "Undo", TOAST_UNDO);
        else
            ui_toast(&e->ui, message->problem, message->text);
    }
}

// Two requests that were set to zero bytes before they were filled in.
static bool same_bytes(const void *a, const void *b, size_t size) {
    return memcmp(a, b, size) == 0;
}

// Only what is on screen is computed: the examples at the side, and what the view needs.
static void ask_views(Explorer *e) {
    ViewRequest *request = &e->asked;
    const Look *look = &e->look;
    memset(request, 0, sizeof *request); // the bytes between members too
    request->images = LOOK_EXAMPLES;
    for (int i = 0; i < LOOK_EXAMPLES; i++)
        request->index[i] = i;
    request->quality = true;
    memcpy(&request->pinned, &look->pinned, sizeof request->pinned);
    request->unit = look->card;
    memcpy(&request->interventions, &look->interventions, sizeof request->interventions);
    request->past = look->past;
    request->step = look->past ? look->moment_step : 0;
    request->history_bytes = look->history_bytes;
    request->film = look->frames_wanted < VIEW_FILM ? look->frames_wanted : VIEW_FILM;
    if (!look->editor.shown)
        VIEWS[look->view]->ask(look, request);
    if (same_bytes(request, &e->request, sizeof *request))
        return;
    memcpy(&e->request, request, sizeof *request);
    live_request(e->live, request);
}

// Whether the run on screen has begun anew without some classes, or with them again.
static bool has_left_out(Explorer *e) {
    const LiveStatus *status = e->status;
    const ClassSet *left_out = &status->settings.left_out;
    bool changed = status->run == e->left_run && !class_set_is_same(left_out, &e->left_out);
    bool begins = changed && e->leave_out; // as it was told to
    e->leave_out = begins ? NULL : e->leave_out;
    e->generation = begins ? status->generation : e->generation;
    e->left_run = status->run;
    e->left_out = *left_out;
    return changed && !begins && status->undo == UNDO_RESET;
}

static void tell_left_out(Explorer *e) {
    char name[80], text[120];
    anomaly_name(&e->status->data, &e->left_out, name, sizeof name);
    bool all = class_set_count(&e->left_out) == 0;
    snprintf(text, sizeof text, "Training starts anew with%s %s.", all ? "" : "out", all ? "all classes" : name);
    ui_toast_offer(&e->ui, text, "Undo", TOAST_UNDO);
    e->generation = e->status->generation;
}

static void offer_undo(Explorer *e, Panel *panel) {
    const LiveStatus *status = panel->status;
    if (has_left_out(e))
        tell_left_out(e);
    if (status->undo == UNDO_RESET && status->step == 0 && status->generation != e->generation)
        ui_toast_offer(&e->ui, "New weights.", "Undo", TOAST_UNDO);
    if (status->step == 0 || status->undo != UNDO_RESET)
        e->generation = status->generation;
    if (ui_toast_action(&e->ui) == TOAST_UNDO)
        panel_send(panel, COMMAND_UNDO, 0, 0, NULL);
}

const DrawList *explorer_frame(Explorer *e, const UiInput *input, const TextMeasure *measure, int width, int height) {
    e->picture = e->look.picture_save.asked;
    e->look.picture_save.asked = false;
    e->status = live_status(e->live);
    e->views = live_views(e->live);
    ui_begin(&e->ui, input, &e->theme, measure, e->look.scale, width, height);
    Point mouse = {input->mouse_x, input->mouse_y};
    Panel panel = {.ui = &e->ui,
                   .viz = {.list = ui_list(&e->ui), .theme = &e->theme, .measure = measure, .scale = e->ui.scale},
                   .live = e->live,
                   .status = e->status,
                   .views = e->views,
                   .look = &e->look,
                   .now = input->time};
    if (!ui_wants_mouse(&e->ui))
        panel.viz.mouse = &mouse;
    begin_training(e);
    show_messages(e);
    look_pin_picture(&e->look, &e->status->picture);
    offer_undo(e, &panel);
    shortcuts_take(&panel, &e->theme);
    frame_draw(&panel);
    ui_end(&e->ui);
    ask_views(e);
    return ui_list(&e->ui);
}

Rgba explorer_background(const Explorer *e) {
    return e->theme.colors.background;
}

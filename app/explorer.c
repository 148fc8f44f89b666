// What goes on around the panels: the engine, shortcuts, messages, and what the observer is asked for.
#include "explorer.h"

#include "assets.h"
#include "dataset.h"
#include "image_file.h"
#include "library.h"
#include "panels.h"

#include "file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOAST_UNDO = 1 };

struct Explorer {
    Live *live;
    Ui ui;
    Theme theme;
    Look look;
    uint64_t steps;
    bool begun;          // the first run has been told to train
    uint64_t generation; // of the run, to offer an undo after a reset
    ViewRequest request;
    char models[ASSETS_PATH];
    const LiveStatus *status;
    const Views *views;
};

static const char *const VIEW_NAMES[VIEW_KINDS] = {"reconstructions", "code", "filters"};

static bool find_view(const char *name, ViewKind *view, Error *error) {
    for (int i = 0; name && i < VIEW_KINDS; i++)
        if (strcmp(VIEW_NAMES[i], name) == 0) {
            *view = (ViewKind)i;
            return true;
        }
    return !name || error_set(error, "unknown view '%s'; expected reconstructions, code or filters", name);
}

static bool list_models(Explorer *e, Error *error) {
    Library *library = malloc(sizeof *library);
    if (!library)
        return error_memory(error, "the list of models");
    bool ok = library_load(e->models, library, error);
    for (int i = 0; ok && i < library->count && i < LOOK_MODELS; i++, e->look.models++) {
        const ModelSpec *spec = &library->model[i];
        LookName *name = &e->look.model[i];
        snprintf(name->id, sizeof name->id, "%s", spec->id);
        snprintf(name->title, sizeof name->title, "%s", spec->title);
        snprintf(name->tab, sizeof name->tab, "%s", *spec->tab ? spec->tab : spec->title);
        snprintf(name->variant, sizeof name->variant, "%s", *spec->variant ? spec->variant : spec->title);
    }
    free(library);
    return ok;
}

// Names that can be opened, and the one to begin with.
static const char *list_data(Explorer *e) {
    DatasetEntry entries[DATASET_KNOWN];
    const char *first = NULL;
    dataset_known(entries);
    for (int i = 0; i < DATASET_KNOWN; i++) {
        if (!entries[i].installed)
            continue;
        LookName *name = &e->look.data[e->look.datas++];
        snprintf(name->id, sizeof name->id, "%s", entries[i].id);
        snprintf(name->title, sizeof name->title, "%s", entries[i].title);
        first = first ? first : entries[i].id;
    }
    if (!entries[0].installed) {
        char text[200];
        snprintf(text, sizeof text, "%s is not installed; these are Strokes. To install it: %s", entries[0].title,
                 entries[0].hint);
        ui_toast(&e->ui, false, text);
    }
    return first ? first : "strokes";
}

static void send_text(Explorer *e, CommandKind kind, const char *text) {
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
    look_init(&e->look, &e->theme, desc->theme, desc->scale);
    assets_path("models", e->models);
    LiveDesc live = {.threads = desc->threads,
                     .models = e->models,
                     .wake = desc->wake,
                     .context = desc->context,
                     .decode = image_file_decode};
    if (find_view(desc->view, &e->look.view, error) && list_models(e, error))
        e->live = live_create(&live, error);
    if (!e->live) {
        explorer_destroy(e);
        return NULL;
    }
    const char *data = list_data(e);
    send_text(e, COMMAND_DATA, desc->data ? desc->data : data);
    send_text(e, COMMAND_MODEL, desc->model ? desc->model : "vanilla");
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
    LiveCommand command = {.kind = e->steps ? COMMAND_STEP : COMMAND_RUN, .count = (int)e->steps};
    live_send(e->live, &command, NULL);
}

static void show_messages(Explorer *e) {
    for (int i = 0; i < LIVE_MESSAGES; i++) {
        const LiveMessage *message = &e->status->message[(e->look.message + (uint64_t)i) % LIVE_MESSAGES];
        if (message->serial <= e->look.message)
            continue;
        e->look.message = message->serial;
        ui_toast(&e->ui, message->problem, message->text);
    }
}

static bool same_filters(const FilterRequest *a, const FilterRequest *b) {
    return a->wanted == b->wanted && a->side == b->side && a->first == b->first && a->count == b->count &&
           a->change == b->change && a->image == b->image && a->layer == b->layer;
}

static bool same_request(const ViewRequest *a, const ViewRequest *b) {
    return a->images == b->images && a->quality == b->quality && a->code_images == b->code_images &&
           a->pinned == b->pinned && a->past == b->past && a->step == b->step && a->film == b->film &&
           same_filters(&a->filters, &b->filters);
}

// What the view of filters needs, if that is the one on screen.
static FilterRequest ask_filters(const Look *look) {
    FilterRequest request = {.wanted = look->view == VIEW_FILTERS};
    if (!request.wanted)
        return request;
    request.side = look->filter_side;
    request.first = look->filter_first;
    request.count = look->filter_count;
    request.change = look->filter_change;
    request.image = look->pinned;
    request.layer = look->map_layer;
    return request;
}

// Only what is on screen is computed: the view's images, or the examples at the side alone, and codes for the view that
// shows them.
static void ask_views(Explorer *e) {
    bool pictures = e->look.view == VIEW_RECONSTRUCTIONS && e->look.wanted > LOOK_EXAMPLES;
    ViewRequest request = {.images = pictures ? e->look.wanted : LOOK_EXAMPLES,
                           .quality = true,
                           .pinned = e->look.pinned,
                           .past = e->look.past,
                           .step = e->look.past ? e->look.moment_step : 0,
                           .film = e->look.frames_wanted < VIEW_FILM ? e->look.frames_wanted : VIEW_FILM,
                           .code_images = e->look.view == VIEW_CODE ? VIEW_CODE_IMAGES : 0,
                           .filters = ask_filters(&e->look)};
    for (int i = 0; i < request.images; i++)
        request.index[i] = i;
    if (same_request(&request, &e->request))
        return;
    e->request = request;
    live_request(e->live, &request);
}

static void shortcut_run(Panel *panel) {
    Ui *ui = panel->ui;
    if (panel->status->run == 0)
        return;
    if (ui_shortcut(ui, ' ', 0))
        panel_send(panel, panel->status->running ? COMMAND_PAUSE : COMMAND_RUN, 0, 0, NULL);
    if (ui_shortcut(ui, 's', 0))
        panel_send(panel, COMMAND_STEP, 0, 1, NULL);
    if (ui_shortcut(ui, 's', UI_SHIFT))
        panel_send(panel, COMMAND_EPOCH, 0, 0, NULL);
    if (ui_shortcut(ui, 'r', 0))
        panel_send(panel, COMMAND_RESET, 0, 0, NULL);
    if (ui_shortcut(ui, 's', UI_CTRL))
        panel->look->dialog = DIALOG_SAVE;
}

static void shortcut_scale(Panel *panel) {
    Ui *ui = panel->ui;
    float *scale = &panel->look->scale, factor = 1.125f;
    if (ui_shortcut(ui, '+', UI_CTRL) || ui_shortcut(ui, '=', UI_CTRL) || ui_shortcut(ui, '+', UI_CTRL | UI_SHIFT))
        *scale = fminf(4, *scale * factor);
    if (ui_shortcut(ui, '-', UI_CTRL))
        *scale = fmaxf(0.5f, *scale / factor);
    if (ui_shortcut(ui, '0', UI_CTRL))
        *scale = 1;
}

// The question mark lies elsewhere on every keyboard.
static void shortcut_help(Panel *panel) {
    Ui *ui = panel->ui;
    bool asked = ui_shortcut(ui, UI_KEY_F1, 0) || ui_shortcut(ui, '/', UI_SHIFT) || ui_shortcut(ui, '?', UI_SHIFT) ||
                 ui_shortcut(ui, '?', 0);
    if (asked && ui_explaining(ui))
        ui_explain_stop(ui);
    else if (asked)
        ui_explain_start(ui);
    if (ui_shortcut(ui, 'k', 0))
        panel->look->dialog = DIALOG_KEYS;
}

static void shortcuts(Explorer *e, Panel *panel) {
    Ui *ui = panel->ui;
    Look *look = panel->look;
    for (int i = 0; i < VIEW_KINDS; i++)
        if (ui_shortcut(ui, '1' + i, 0)) {
            look->view = (ViewKind)i;
            look->editor.shown = false;
        }
    if (ui_shortcut(ui, 'e', 0))
        editor_show(panel);
    if (look->editor.shown && ui_shortcut(ui, UI_KEY_ESCAPE, 0))
        editor_cancel(panel);
    if (ui_shortcut(ui, '[', 0))
        look->left_folded = !look->left_folded;
    if (ui_shortcut(ui, ']', 0))
        look->right_folded = !look->right_folded;
    if (ui_shortcut(ui, 'h', 0))
        look->history_folded = !look->history_folded;
    if (ui_shortcut(ui, 'p', 0))
        history_play(panel);
    if (ui_shortcut(ui, 'l', 0))
        history_go_live(panel);
    if (ui_shortcut(ui, ',', 0))
        history_step(panel, -1);
    if (ui_shortcut(ui, '.', 0))
        history_step(panel, 1);
    if (ui_shortcut(ui, 't', 0))
        look_set_theme(look, &e->theme, theme_after(e->theme.name));
    if (ui_shortcut(ui, 'c', 0))
        look_set_map(look, look_map(look_map_index(look) + 1));
    shortcut_help(panel);
    if (ui_shortcut(ui, UI_KEY_F1 + 10, 0))
        look->full_screen = true;
    if (ui_shortcut(ui, 'o', UI_CTRL))
        look->dialog = DIALOG_OPEN;
    look->quit |= ui_shortcut(ui, 'q', UI_CTRL);
    shortcut_run(panel);
    shortcut_scale(panel);
}

static void offer_undo(Explorer *e, Panel *panel) {
    const LiveStatus *status = panel->status;
    if (status->can_undo && status->step == 0 && status->generation != e->generation)
        ui_toast_offer(&e->ui, "New weights.", "Undo", TOAST_UNDO);
    if (status->step == 0 || !status->can_undo)
        e->generation = status->generation;
    if (ui_toast_action(&e->ui) == TOAST_UNDO)
        panel_send(panel, COMMAND_UNDO, 0, 0, NULL);
}

const DrawList *explorer_frame(Explorer *e, const UiInput *input, const TextMeasure *measure, int width, int height) {
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
    offer_undo(e, &panel);
    shortcuts(e, &panel);
    frame_draw(&panel);
    ui_end(&e->ui);
    ask_views(e);
    return ui_list(&e->ui);
}

Rgba explorer_background(const Explorer *e) {
    return e->theme.colors.background;
}

const Ui *explorer_ui(const Explorer *e) {
    return &e->ui;
}

double explorer_due(const Explorer *e) {
    double seconds = 0;
    return ui_animating(&e->ui, &seconds) ? seconds : -1;
}

void explorer_drop(Explorer *e, const char *path) {
    CommandKind kind = file_has_extension(path, "safetensors") ? COMMAND_RESTORE
                       : file_has_extension(path, "ini")       ? COMMAND_MODEL
                                                               : COMMAND_DATA;
    send_text(e, kind, path);
}

void explorer_set_clipboard(Explorer *e, const UiClipboard *clipboard) {
    e->ui.clipboard = *clipboard;
}

void explorer_set_cost(Explorer *e, double seconds) {
    double *cost = &e->look.frame_seconds;
    *cost = *cost > 0 ? 0.95 * *cost + 0.05 * seconds : seconds;
}

bool explorer_wants_quit(const Explorer *e) {
    return e->look.quit;
}

bool explorer_takes_full_screen(Explorer *e) {
    bool asked = e->look.full_screen;
    e->look.full_screen = false;
    return asked;
}

float explorer_scale(const Explorer *e) {
    return e->look.scale;
}

const char *explorer_theme(const Explorer *e) {
    return e->theme.name;
}

uint64_t explorer_images(const Explorer *e) {
    return e->status->step * (uint64_t)e->status->settings.batch;
}

// Whether the filters on screen are those that were last asked for.
static bool has_filters(const Explorer *e, uint64_t steps) {
    const FiltersView *filters = &e->views->filters;
    const FilterRequest *request = &e->request.filters;
    bool asked = filters->first == request->first && filters->count == request->count &&
                 (!request->change || filters->changed) &&
                 (filters->side == request->side || !filters->has[request->side]);
    return e->look.view != VIEW_FILTERS || (filters->tag.step == steps && filters->tag.run == e->status->run &&
                                            (filters->kind == FILTERS_NONE || asked) &&
                                            (e->views->maps.layers == 0 || e->views->maps.image == request->image));
}

bool explorer_is_settled(const Explorer *e, uint64_t steps) {
    const Views *views = e->views;
    bool computed = views->reconstruction.tag.step == steps && views->quality.tag.step == steps &&
                    views->reconstruction.images >= e->request.images &&
                    (e->look.view != VIEW_CODE || views->code.tag.step == steps) && has_filters(e, steps);
    return e->status->run > 0 && !e->status->running && !e->status->loading && e->status->step == steps && computed;
}

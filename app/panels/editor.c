// Opening, checking, applying, saving and giving up an edited network, and the questions asked on the way. On the
// interface's thread.
#include "panels.h"

#include "file.h"

#include <stdio.h>
#include <string.h>

#define CUSTOM_ID "custom" // of the run that an edited network becomes

bool editor_changed(const Editor *editor) {
    return editor->open && !draft_equal(&editor->draft, &editor->start);
}

// What is edited gets a tab of its own, and so a name of its own.
static void name_draft(const Panel *panel, ModelDraft *draft) {
    static const char addition[] = ", edited";
    const char *id = panel->status->model.id;
    size_t length = strlen(draft->title);
    if (look_is_built_in(panel->look, id) || length == 0)
        snprintf(draft->title, sizeof draft->title, "Custom");
    else if (strcmp(id, CUSTOM_ID) != 0 && length + sizeof addition <= sizeof draft->title)
        memcpy(draft->title + length, addition, sizeof addition);
}

static void begin(Panel *panel) {
    const LiveModel *model = &panel->status->model;
    Editor *editor = &panel->look->editor;
    Error error = {0};
    if (!draft_init(&editor->draft, model->file, &error)) {
        ui_toast(panel->ui, true, error.text);
        return;
    }
    name_draft(panel, &editor->draft);
    editor->start = editor->draft;
    snprintf(editor->from, sizeof editor->from, "%s", model->title[0] ? model->title : model->id);
    editor->open = true;
}

void editor_show(Panel *panel) {
    Editor *editor = &panel->look->editor;
    if (panel->status->run == 0)
        return;
    if (!editor->open && editor->sent[0])
        editor->open = true; // what was applied could not be started; it is not lost
    else if (!editor_changed(editor))
        begin(panel);
    editor->sent[0] = 0;
    editor->shown = editor->open;
    editor->checked[0] = 0;
    editor->focus_next = EDITOR_ADD; // not this frame: the key that opened it must not act there
    ui_wake(panel->ui, 0);
}

static void close(Editor *editor) {
    editor->open = editor->shown = false;
    editor->question = EDITOR_ASKS_NOTHING;
}

void editor_cancel(Panel *panel) {
    Editor *editor = &panel->look->editor;
    if (editor_changed(editor))
        editor->question = EDITOR_GIVE_UP;
    else
        close(editor);
}

void editor_save(Panel *panel) {
    panel->look->editor.question = EDITOR_SAVE;
}

void editor_recheck(Panel *panel) {
    const LiveModel *model = &panel->status->model;
    Editor *editor = &panel->look->editor;
    draft_check(&editor->draft, model->channels, model->height, model->width, &editor->check);
    editor->checked[0] = model->channels;
    editor->checked[1] = model->height;
    editor->checked[2] = model->width;
}

static void send(Panel *panel, CommandKind kind, const char *name) {
    char file[COMMAND_TEXT];
    Error error = {0};
    if (draft_write(&panel->look->editor.draft, file, sizeof file, &error))
        panel_send_file(panel, kind, 1, name, file);
    else
        ui_toast(panel->ui, true, error.text);
}

static void start(Panel *panel) {
    Editor *editor = &panel->look->editor;
    send(panel, COMMAND_EDIT, CUSTOM_ID);
    close(editor);
    draft_write(&editor->draft, editor->sent, sizeof editor->sent, NULL);
}

bool editor_replaces(const Panel *panel) {
    return own_models_find(&panel->look->own, CUSTOM_ID) != NULL;
}

void editor_apply(Panel *panel) {
    if (!panel->look->editor.check.ok)
        return;
    if (editor_replaces(panel))
        panel->look->editor.question = EDITOR_START;
    else
        start(panel);
}

static void ask_give_up(Panel *panel) {
    static const char *const buttons[] = {"Give up", "Keep editing"};
    Editor *editor = &panel->look->editor;
    UiDialog dialog = {.title = "Give up the changes?",
                       .message = "The network stays as it is, and what was changed here is forgotten.",
                       .buttons = buttons,
                       .button_count = 2};
    int pressed = ui_dialog(panel->ui, "give up dialog", &dialog);
    if (pressed == 0)
        close(editor);
    else if (pressed != UI_DIALOG_OPEN)
        editor->question = EDITOR_ASKS_NOTHING;
}

static void ask_start(Panel *panel) {
    static const char *const buttons[] = {"Start anew", "Cancel"};
    const OwnModel *own = own_models_find(&panel->look->own, CUSTOM_ID);
    char message[256];
    snprintf(message, sizeof message,
             "This network takes the place of '%s', which was edited before. Training starts from the first step, and "
             "what that network has learned is given up.",
             own ? own->title : CUSTOM_ID);
    UiDialog dialog = {.title = "Replace your network?", .message = message, .buttons = buttons, .button_count = 2};
    int pressed = ui_dialog(panel->ui, "start dialog", &dialog);
    if (pressed != UI_DIALOG_OPEN)
        panel->look->editor.question = EDITOR_ASKS_NOTHING;
    if (pressed == 0)
        start(panel);
}

// A name without a folder or an extension is completed, so that --model finds the file as a model file.
static void complete(char path[COMMAND_PATH]) {
    size_t length = strlen(path);
    if (!file_has_extension(path, "ini") && length + sizeof ".ini" <= COMMAND_PATH)
        memcpy(path + length, ".ini", sizeof ".ini");
}

static void ask_path(Panel *panel) {
    static const char *const buttons[] = {"Save", "Cancel"};
    Editor *editor = &panel->look->editor;
    UiDialog dialog = {.title = "Save the network",
                       .message = "A model file: a text that --model opens, and that can be dropped on the window.",
                       .buttons = buttons,
                       .button_count = 2,
                       .text = editor->path,
                       .capacity = sizeof editor->path,
                       .hint = "/path/to/network.ini"};
    int pressed = ui_dialog(panel->ui, "save network", &dialog);
    if (pressed == UI_DIALOG_OPEN)
        return;
    editor->question = EDITOR_ASKS_NOTHING;
    if (pressed != 0 || !editor->path[0])
        return;
    complete(editor->path);
    if (file_exists(editor->path))
        editor->question = EDITOR_REPLACE;
    else
        send(panel, COMMAND_SAVE_MODEL, editor->path);
}

static void ask_replace(Panel *panel) {
    static const char *const buttons[] = {"Replace", "Cancel"};
    Editor *editor = &panel->look->editor;
    char message[COMMAND_PATH + 64];
    snprintf(message, sizeof message, "There is a file %s already. Its content would be lost.", editor->path);
    UiDialog dialog = {.title = "Replace the file?", .message = message, .buttons = buttons, .button_count = 2};
    int pressed = ui_dialog(panel->ui, "replace file", &dialog);
    if (pressed == UI_DIALOG_OPEN)
        return;
    editor->question = pressed == 0 ? EDITOR_ASKS_NOTHING : EDITOR_SAVE;
    if (pressed == 0)
        send(panel, COMMAND_SAVE_MODEL, editor->path);
}

void editor_dialogs(Panel *panel) {
    static void (*const ask[])(Panel *) = {[EDITOR_GIVE_UP] = ask_give_up,
                                           [EDITOR_START] = ask_start,
                                           [EDITOR_SAVE] = ask_path,
                                           [EDITOR_REPLACE] = ask_replace};
    if (panel->look->editor.question != EDITOR_ASKS_NOTHING)
        ask[panel->look->editor.question](panel);
}

void editor_update(Panel *panel) {
    Look *look = panel->look;
    const LiveModel *model = &panel->status->model;
    Editor *editor = &look->editor;
    if (panel->status->run == 0)
        return;
    look_note_model(look, model);
    if (editor->sent[0] && strcmp(editor->sent, model->file) == 0)
        editor->sent[0] = 0;
    if (strcmp(editor->model, model->id) != 0) { // another model was asked for: it is what should be seen
        snprintf(editor->model, sizeof editor->model, "%s", model->id);
        editor->shown = false;
        editor->open = editor_changed(editor);
    }
    if (editor->checked[0] != model->channels || editor->checked[1] != model->height ||
        editor->checked[2] != model->width)
        editor_recheck(panel);
}

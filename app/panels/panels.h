// What every panel is drawn from, in one frame: where the run stands, what the observer has computed, what the user is
// looking at, and the means to draw and to ask. Panels know engine/live and its plain views, nothing deeper.
#ifndef HOURGLASS_PANELS_H
#define HOURGLASS_PANELS_H

#include "analysis_look.h"
#include "code_look.h"
#include "editor.h"
#include "explain.h"
#include "filters_look.h"
#include "heat_map.h"
#include "image_grid.h"
#include "line_plot.h"
#include "live.h"
#include "map_look.h"
#include "network_look.h"
#include "own_models.h"
#include "play_look.h"
#include "recon_look.h"
#include "text.h"
#include "unit_look.h"
#include "widgets.h"

typedef enum LookDialog {
    DIALOG_NONE,
    DIALOG_DATA,
    DIALOG_OPEN,
    DIALOG_SAVE,
    DIALOG_KEYS,
    DIALOG_ACTIVATION,
    DIALOG_DRAW,
    DIALOG_PICTURE,
    DIALOG_EXPORT,
    DIALOG_REPLACE,
    DIALOG_LEAVE_OUT
} LookDialog;

/// A picture of the window that has been asked for. It is taken of the frame after the question, which is not in it.
typedef struct PictureSave {
    bool asked, whole; // of the whole window, not of the view alone
    Rect view;         // where that was in the last frame
} PictureSave;

enum { LOOK_CHOICE = 8192 }; // for 32 764 images

/// Test images whose codes are to be exported; see COMMAND_EXPORT.
typedef struct ExportChoice {
    int count;                // of those chosen
    char images[LOOK_CHOICE]; // as in the command; "": all
} ExportChoice;

/// A control's value while the user moves it, until the trainer has caught up.
typedef struct Held {
    double value, until; // `until`: seconds on the interface's clock
} Held;

enum {
    HELD_RATE,
    HELD_GAUSSIAN,
    HELD_SALT_PEPPER,
    HELD_MASK,
    HELD_SQUARE,
    HELD_BATCH,
    HELD_L1,
    HELD_KL,
    HELD_RHO,
    HELD_BETA,
    HELD_DECAY,
    HELD_MOMENTUM,
    HELD_COUNT
};
enum { LOOK_PATH = 512, LOOK_MODELS = 24, LOOK_EXAMPLES = 4, LOOK_MAPS = 3 };

/// Something that can be chosen by name: a model, a data set.
typedef struct LookName {
    char id[64], title[64];
    char tab[32], variant[32]; // of a model: its family, and its name there
} LookName;

/// What the interface remembers between frames.
typedef struct Look {
    int view; // place in VIEWS
    bool left_folded, right_folded, log_loss;
    float left_width, right_width; // of the sides at scale 1; 0: the theme's
    LookName model[LOOK_MODELS], data[LOOK_MODELS];
    int models, datas;
    uint64_t used[LOOK_MODELS], uses; // when each model was looked at last
    LookDialog dialog, replaces;      // what asks whether to replace a file
    char path[LOOK_PATH];             // being typed in a dialog
    PictureSave picture_save;
    ExportChoice export_choice;
    char activation[16]; // waiting for a yes
    Held held[HELD_COUNT];
    uint64_t message; // serial of the last one shown

    ReconstructionLook recon;
    DrawLook draw;
    PictureLook picture;
    ImageGrid examples;
    Colormap error_map; // of signed values, in every view

    Colormap heat_map; // of magnitudes, the one chosen
    CodeLook code;

    PinnedRequest pinned; // the image that is looked at in every view
    uint64_t pictures;    // of the user's own so far: the number of the last one pinned
    UnitRequest card;     // the unit whose card is open
    Interventions interventions;
    UnitLook unit_card;
    bool past; // every view shows the moment of `moment_step`
    uint64_t moment_step;
    bool playing, history_folded;
    size_t history_bytes; // that past moments may take; 0: as much as is usual
    double played;        // when the film last moved on
    int frames_wanted;    // of the film, by the room there is
    ImageGrid film;
    uint64_t film_of; // names the image that it shows
    FiltersLook filters;
    Colormap grey_map;
    NetworkLook network;
    MapLook map;
    PlayLook play;
    AnalysisLook analysis;

    bool quit, full_screen; // full_screen: asked for in this frame
    Editor editor;
    OwnModels own;
    float scale;
    double frame_seconds; // cost of the last frame, 0 if unknown
} Look;

/// An empty look in the theme of that name, which is filled too. NULL: dark. Scale 0: 1.
void look_init(Look *look, Theme *theme, const char *name, float scale);
void look_finish(Look *look);
void look_set_theme(Look *look, Theme *theme, const char *name);
/// The map that magnitudes are shown with, in every heat map.
void look_set_map(Look *look, ColormapKind kind);
ColormapKind look_map(int index); // of LOOK_MAPS to choose from, round and round
int look_map_index(const Look *look);
/// Whether it came with the program.
bool look_is_built_in(const Look *look, const char *id);
/// Takes note of the model in use: one of the user's own is named behind the built-in ones, with a tab of its own.
void look_note_model(Look *look, const LiveModel *model);
/// Pins a test image, of `images`; what is beyond them is held at the ends.
void look_pin(Look *look, int image, int images);
/// Pins a picture of the user's own, bytes (C, H, W) of at most VIEW_PICTURE; the test image pinned before is
/// remembered.
void look_pin_own(Look *look, int channels, int height, int width, const uint8_t *pixels);
/// Pins a picture that was loaded from a file, once.
void look_pin_picture(Look *look, const LivePicture *picture);
/// Opens the card of a unit; of the one whose card is open: closes it.
void look_card(Look *look, int layer, int unit);

typedef struct Panel {
    Ui *ui;
    Viz viz;
    Live *live; // what commands are sent to; NULL where nothing is clicked
    const LiveStatus *status;
    const Views *views;
    Look *look;
    double now; // seconds on the interface's clock
} Panel;

/// Pixels for a size of a panel's own that holds text: it grows with the theme's type.
float panel_px(const Panel *panel, float size);

/// What explain mode says of the widget or area just called, with its value now (NULL: none).
void panel_explain(Panel *panel, const UiExplain *what, const char *value);
/// The same for what is only drawn.
void panel_element(Panel *panel, const char *name, Rect rect, const UiExplain *what, const char *value);

/// Whether what has this tag is of the run on screen: as it is now, or while the user looks back as it was then. A run
/// has another generation after a reset, a resampling or an undo, of which the moments before know nothing.
bool panel_is_current(const Panel *panel, const ViewTag *tag);

/// Whether the model takes pictures of this shape.
bool panel_fits(const Panel *panel, int channels, int height, int width);

/// "Test image 17", "Your image": the one that is looked at in every view.
void panel_pinned_name(const Panel *panel, char *text, size_t size);

/// The arrow keys pin the test image before or after.
void panel_pin_keys(Panel *panel);

/// Sends a command; what is refused becomes a toast.
void panel_send(Panel *panel, CommandKind kind, double value, int count, const char *text);

/// Whether a path is that of a picture of the user's own, by its ending.
bool panel_is_picture(const char *path);

/// Opens the dialog that exports codes: of these test images, or with a count of 0 of all.
void panel_export(Panel *panel, const int *images, int count);

/// Sends a model file's text under a name: COMMAND_EDIT, COMMAND_SAVE_MODEL.
void panel_send_file(Panel *panel, CommandKind kind, int count, const char *name, const char *file);

Rgba panel_part_color(const Panel *panel, LayerPart part);

/// The fuller of two texts that is not cut off in this width.
const char *panel_either(const Panel *panel, TextRole role, float width, const char *full, const char *brief);

/// A view's first row: a title, shorter where there is little room, and at its right a choice with a label, which is
/// left out before the title is cut off.
typedef struct PanelHeader {
    const char *title, *brief, *label;
    const char *const *choices;
    int count;
    const UiExplain *explain; // of the choice
} PanelHeader;

/// Cuts the row off the top of `rest`; true where another choice was made.
bool panel_header(Panel *panel, Rect *rest, const PanelHeader *header, int *chosen);

/// "conv 16 3×3 /2 relu" for the line "conv 16 3x3 stride 2 relu".
void panel_layer_label(const char *line, char *text, size_t size);

/// A heading in a side panel, cut off the top of `rest`.
void panel_section(Panel *panel, Rect *rest, const char *title);

/// Why nothing can be trained: the newest problem where there is no run and none is on its way, else NULL.
const char *panel_no_run(const Panel *panel);

/// A sentence that tells what is wrong, wrapped; returns its height.
float panel_problem(Panel *panel, Rect rect, const char *problem);

/// Label on the left, number on the right in digits of one width. panel_explain speaks of it next.
void panel_figure(Panel *panel, Rect *rest, const char *label, const char *number, bool problem);

/// Opens the dialog in which the user draws an image, with the own one that is pinned or a new one.
void draw_dialog_open(Panel *panel);
void draw_dialog_draw(Panel *panel);
/// Whether images like those of the data can be drawn.
bool draw_dialog_can(const Panel *panel);
/// The pen or the eraser that is set, for the drawing there is.
Brush draw_brush(const DrawLook *draw, bool erases);
int draw_inks(const Panel *panel); // that such images can be drawn with
const char *draw_ink_name(int color);

/// Components of PCA that this code is held against: as many as it has units, for one held sparse as many as are active
/// for an image.
int panel_pca_components(const Panel *panel);

/// Output minus input of one image, mean over its channels: bytes (C, H, W) to numbers (H, W).
void panel_error_of(const uint8_t *input, const uint8_t *output, int channels, int plane, float *error);

/// Tiles that an image of the reconstructions takes: the image, what the net sees of it if that is something else, what
/// it gives back, the error.
int panel_tiles(const Panel *panel);

/// Draws these tiles of image `image` from `tile` on.
void panel_tiles_fill(Panel *panel, ImageGrid *grid, int tile, int image);

void frame_draw(Panel *panel); // the whole window: all that follow
/// The models in this room: as tabs where they have it, else as a list.
void model_tabs_draw(Panel *panel, Rect rect);
/// The room that the tabs take at most, whichever is chosen.
float model_tabs_width(const Panel *panel);
/// The room that a list takes to show the one chosen.
float model_list_width(const Panel *panel);
void top_bar_draw(Panel *panel, Rect rect);
void controls_draw(Panel *panel, Rect rect); // the left side: layers and what can be turned
void progress_draw(Panel *panel, Rect rect); // the right side: loss, quality, code, examples
void status_bar_draw(Panel *panel, Rect rect);
void history_bar_draw(Panel *panel, Rect rect);
float history_bar_height(const Panel *panel);
void history_step(Panel *panel, int moments); // looks so many moments further back or ahead
void history_play(Panel *panel);              // or pauses the film
void history_go_live(Panel *panel);
void view_tabs_draw(Panel *panel, Rect rect);
size_t history_budget(int megabytes); // bytes, for one of the choices there are; else 0
/// Opens a question for a path, with a name that no file has yet where something is to be saved.
void dialogs_ask(Panel *panel, LookDialog dialog);
void path_dialogs_draw(Panel *panel);
void dialogs_draw(Panel *panel);

void editor_draw(Panel *panel, Rect rect); // the network as lines that can be changed
/// Buttons, and above them where `summary` what the network comes to.
void editor_footer(Panel *panel, Rect rect, bool summary);
float editor_footer_height(const Panel *panel, float width, bool summary);
void editor_row(Panel *panel, Rect *rest, int at); // one layer, cut off the top of `rest`
bool editor_is_wide(const Panel *panel, float width);
void editor_summary(Panel *panel, Rect *rest); // the same for where there is little room, cut off the top
/// What stands right of a layer's text in a wide row, from the right: buttons, parameters, shape, activation.
typedef struct EditorColumns {
    Rect line, activation, shape, parameters, buttons;
} EditorColumns;
EditorColumns editor_columns(const Panel *panel, Rect row);
void editor_dialogs(Panel *panel);         // the questions it asks
void editor_update(Panel *panel);          // before each frame's panels
void editor_show(Panel *panel);            // in the view's place, with the draft there is or a new one
bool editor_changed(const Editor *editor); // the draft says something else than what it began as
bool editor_replaces(const Panel *panel);  // applying it gives up another network
void editor_recheck(Panel *panel);         // after every change of the draft
void editor_apply(Panel *panel);           // unless there is a mistake
void editor_save(Panel *panel);
void editor_cancel(Panel *panel);

#endif

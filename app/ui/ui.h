// The immediate-mode core: ids, what is under the mouse, what has the keyboard, layers, text. The program calls
// ui_begin, draws its panels with the widgets of widgets.h, and ui_end, on one thread; afterwards `ui_list` is the
// frame. Every widget goes id -> rectangle -> interaction -> result -> draw. Ours is the memory of no one: a Ui is the
// caller's.
#ifndef HOURGLASS_UI_H
#define HOURGLASS_UI_H

#include "draw.h"
#include "input.h"
#include "rect.h"
#include "theme.h"

typedef uint64_t UiId; // 0 is none

enum { UI_ID_DEPTH = 32, UI_ID_SLOTS = 8192, UI_FOCUSABLE = 2048, UI_KEPT = 256, UI_CLIPS = 16, UI_POPUP_RECTS = 16 };
enum { UI_ELEMENTS = 1024, UI_EXPLAIN_TEXT = 768, UI_EXPLAIN_LINE = 256 };
enum { UI_TOASTS = 6, UI_TOAST_TEXT = 256, UI_NUMBER_TEXT = 32, UI_LINE_TEXT = 512, UI_TOOLTIP_TEXT = 512 };

/// From bottom to top. Clicks go to the highest layer that has something there; a modal layer takes them all.
typedef enum UiLayer { UI_BASE, UI_DIALOGS, UI_MENUS, UI_TOASTS_LAYER, UI_TOOLTIPS, UI_LAYERS } UiLayer;

typedef enum UiCursor {
    UI_CURSOR_ARROW,
    UI_CURSOR_HAND,
    UI_CURSOR_TEXT,
    UI_CURSOR_RESIZE_X,
    UI_CURSOR_RESIZE_Y,
    UI_CURSOR_EXPLAIN
} UiCursor;

typedef enum UiAlign { UI_LEFT, UI_CENTRE, UI_RIGHT } UiAlign;

/// Either may be NULL: then copy and paste do nothing. `paste` returns UTF-8 that stays valid until its next call.
typedef struct UiClipboard {
    void (*copy)(void *context, const char *text);
    const char *(*paste)(void *context);
    void *context;
} UiClipboard;

typedef struct UiToast {
    char text[UI_TOAST_TEXT], action_label[UI_NUMBER_TEXT];
    int action;
    bool problem;
    double ends;
} UiToast;

/// What a widget keeps between frames under its id. The longest unused is forgotten where there is no room.
typedef struct UiKept {
    UiId id;
    uint64_t frame;
    float offset, extent; // scroll area: position, height of the content
} UiKept;

typedef struct UiScroll {
    UiId id;
    UiKept *kept;
    Rect view;
    float top; // y of the content's first line
} UiScroll;

/// A widget or an area of this frame, noted while explain mode is on.
typedef struct UiElement {
    UiId id;
    Rect rect, visible; // visible: inside its clip
    UiLayer layer;
    bool explained;
} UiElement;

/// Explain mode: see widgets.h.
typedef struct UiExplainMode {
    bool on, ending, by_key, moved; // by_key: the target was chosen with Tab, in this frame where `moved`
    UiElement elements[UI_ELEMENTS];
    int count;
    UiId target; // what the card speaks of
    char title[UI_EXPLAIN_LINE], text[UI_EXPLAIN_TEXT], formula[UI_EXPLAIN_LINE], value[UI_EXPLAIN_LINE];
    Rect card; // as of the last frame
    bool cut;  // the window has no room for all of it
} UiExplainMode;

/// Open so that it needs no allocation; only ui_*.c touches what is in it.
typedef struct Ui {
    const UiInput *input;
    const Theme *theme;
    const TextMeasure *measure;
    UiClipboard clipboard;
    float scale, width, height;
    uint64_t frame;
    bool running; // between ui_begin and ui_end

    DrawList lists[UI_LAYERS];
    UiLayer layer;
    struct {
        Rect rects[UI_POPUP_RECTS];
        int count;
        bool modal;
    } popups[2][UI_LAYERS]; // of this frame and of the last, by frame & 1
    Rect clips[UI_CLIPS];
    int clip_count;
    UiScroll scrolls[UI_CLIPS];
    int scroll_count;

    UiId ids[UI_ID_DEPTH];
    int id_count;
    struct {
        UiId id;
        uint64_t frame;
    } seen[UI_ID_SLOTS]; // ids of this frame
    int seen_count;
    UiKept kept[UI_KEPT];
    int disabled_depth, enabled_depth;

    UiId active; // the mouse button went down on it and is still down
    UiId focus;  // the keyboard is its
    bool focus_seen, focus_moved, focus_visible;
    struct {
        UiId id;
        UiLayer layer;
    } order[2][UI_FOCUSABLE]; // focusable things in call order, by frame & 1
    int order_count[2];
    unsigned keys_taken; // bit per press of this frame
    bool typed_taken, wheel_taken, press_taken;
    UiId wheel_owner;
    double wheel_time;
    float last_x, last_y; // mouse of the last frame
    float grab;           // where a knob, bar or splitter was taken
    bool wants_text, wanted_text;

    UiId last; // the last widget: what ui_tooltip speaks of
    Rect last_rect;
    UiId hovered, hovered_before;
    double hovered_since;
    char tooltip[UI_TOOLTIP_TEXT];
    Rect tooltip_at;

    UiId menu; // the open one
    int menu_entry;
    float menu_top;
    UiId number; // the slider whose number is being typed
    char number_text[UI_NUMBER_TEXT];
    UiId edit; // the text field with caret and mark below
    int caret, mark;
    float edit_scroll;
    double edit_time;
    UiId dialog, dialog_focus;
    bool dialog_seen, dialog_cross, dialog_closed;
    UiToast toasts[UI_TOASTS];
    int toast_count, toast_action, toast_taken;

    UiExplainMode explain;
    UiCursor cursor;
    double wake; // seconds until the next frame; negative: none needed
} Ui;

void ui_init(Ui *ui);
void ui_finish(Ui *ui);

/// Starts a frame. All four pointers must live until ui_end. The scale is held between 0.5 and 4.
void ui_begin(Ui *ui, const UiInput *input, const Theme *theme, const TextMeasure *measure, float scale, int width,
              int height);
/// Draws toasts and tooltip and lays the layers over each other; asserts that every push had its pop.
void ui_end(Ui *ui);
/// Where to draw: during a frame the current layer's list, after ui_end the whole frame.
DrawList *ui_list(Ui *ui);

/// Pixels for a size of the theme, whole and at least 1 where the size is above 0.
float ui_px(const Ui *ui, float size);
Rect ui_window(const Ui *ui);

// Names. A widget's id is made of the pushed path and its own name; the same id twice in a frame is a bug of ours and
// asserts.
void ui_push_id(Ui *ui, const char *name);
void ui_push_number(Ui *ui, int64_t number);
void ui_pop_id(Ui *ui);
/// The id that a widget of this name has here; claims nothing.
UiId ui_id(const Ui *ui, const char *name);

/// What is called between push and pop is drawn pale and does not react where `disabled`. May be nested.
void ui_push_disabled(Ui *ui, bool disabled);
void ui_pop_disabled(Ui *ui);
bool ui_disabled(const Ui *ui);

/// Nothing shows or reacts outside; nested clips intersect.
void ui_push_clip(Ui *ui, Rect rect);
void ui_pop_clip(Ui *ui);

/// What comes between is drawn and clicked above the layers below. `rect` is what the popup covers; `modal` keeps all
/// else from reacting.
void ui_push_layer(Ui *ui, UiLayer layer, Rect rect, bool modal);
void ui_pop_layer(Ui *ui, UiLayer before);

/// Bits: Tab stops here; the wheel is taken; Enter and Space are no clicks.
enum { UI_AREA_FOCUS = 1, UI_AREA_WHEEL = 2, UI_AREA_NO_KEYS = 4 };
typedef struct UiArea {
    UiId id;
    bool hovered;        // the pointer is on it and nothing lies above
    bool pressed;        // the left button went down on it now
    bool held;           // and is still down, wherever the pointer is
    bool clicked;        // came up on it, or Enter or Space
    bool double_clicked; // with the second press
    bool right_clicked;
    bool focused; // keys are its
    float x, y;   // the pointer, from the rectangle's corner
    float dx, dy; // moved since the last frame while held
    float wheel;
} UiArea;

/// A region that reacts to the mouse and, with UI_AREA_FOCUS, the keyboard: the base of all widgets, and what makes a
/// picture clickable. Of two that overlap, call the inner one first: a press goes to the first. Draws nothing; ui_ring
/// draws the focus ring.
UiArea ui_area(Ui *ui, const char *name, Rect rect, unsigned flags);
UiArea ui_area_id(Ui *ui, UiId id, Rect rect, unsigned flags); // for an id from ui_id
void ui_ring(Ui *ui, const UiArea *area, Rect rect);

/// True where this press happened and the area has the keyboard; it is then nobody else's.
bool ui_key(Ui *ui, const UiArea *area, int key, unsigned modifiers);
/// For shortcuts: true where this press happened and no text is being typed, no dialog or menu is open and no focused
/// widget uses the key.
bool ui_shortcut(Ui *ui, int key, unsigned modifiers);
void ui_focus(Ui *ui, UiId id); // 0: none
/// As the Tab key would: called just before what has that id, which is then brought into sight.
void ui_focus_next(Ui *ui, UiId id);
bool ui_focused(const Ui *ui, UiId id);

bool ui_wants_text(const Ui *ui);     // a text field has the keyboard
bool ui_wants_keyboard(const Ui *ui); // so has a text field, a menu, a dialog or a visibly focused widget
bool ui_wants_mouse(const Ui *ui);    // a drag is going on or a popup is open
/// True where another frame is needed without input, in so many seconds.
bool ui_animating(const Ui *ui, double *seconds);
/// Asks for a frame in so many seconds at the latest.
void ui_wake(Ui *ui, double seconds);
UiCursor ui_cursor(const Ui *ui);

// Text. What does not fit ends in "…"; nothing is ever drawn outside its rectangle.
float ui_text_width(const Ui *ui, TextRole role, const char *text);
float ui_text_height(const Ui *ui, TextRole role); // of one line
void ui_text(Ui *ui, Rect rect, TextRole role, UiAlign align,
             const char *text); // one line, in the middle of its height
/// As ui_text in a colour of one's own, pale where disabled.
void ui_text_colored(Ui *ui, Rect rect, TextRole role, UiAlign align, Rgba color, const char *text);
/// Wraps at spaces and newlines; returns the height used. Lines that do not fit in rect.h are left out, the last shown
/// ends in "…".
float ui_paragraph(Ui *ui, Rect rect, TextRole role, const char *text);
/// The height that it would take.
float ui_paragraph_height(const Ui *ui, float width, TextRole role, const char *text);

#endif

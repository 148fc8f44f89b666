// The widgets. Each takes a name (its id within the pushed path), the rectangle it fills, what it shows and the value
// it changes; returns what happened. Labels are UTF-8. All can be used with the keyboard alone.
#ifndef HOURGLASS_WIDGETS_H
#define HOURGLASS_WIDGETS_H

#include "ui.h"

typedef enum UiIcon {
    UI_ICON_NONE,
    UI_ICON_PLAY,
    UI_ICON_PAUSE,
    UI_ICON_STEP,
    UI_ICON_RESET,
    UI_ICON_MENU, // small triangle, points down
    UI_ICON_FOLD, // small triangle, points right
    UI_ICON_CLOSE,
    UI_ICON_PLUS,
    UI_ICON_HOURGLASS,
    UI_ICON_UP, // arrows
    UI_ICON_DOWN,
    UI_ICON_CAMERA
} UiIcon;
void ui_icon(Ui *ui, Rect rect, UiIcon icon, Rgba color); // in the middle, as large as the theme says

typedef enum UiButtonKind { UI_PLAIN, UI_PRIMARY, UI_QUIET } UiButtonKind;
typedef struct UiButton {
    const char *label; // NULL: the icon alone
    UiIcon icon;
    UiButtonKind kind;
} UiButton;
bool ui_button(Ui *ui, const char *name, Rect rect, const UiButton *button);
/// Width that shows everything.
float ui_button_width(const Ui *ui, const UiButton *button);

/// A row of buttons of which one is chosen; arrow keys change it. True: *chosen is another one.
bool ui_choice(Ui *ui, const char *name, Rect rect, const char *const *labels, int count, int *chosen);
float ui_choice_width(const Ui *ui, const char *const *labels, int count);

typedef struct UiTab {
    const char *label, *hint; // hint: the digit that selects it, or NULL
} UiTab;
typedef enum UiTabsKind { UI_TABS_BOXED, UI_TABS_LINED } UiTabsKind; // models at the top; views above a picture
bool ui_tabs(Ui *ui, const char *name, Rect rect, UiTabsKind kind, const UiTab *tabs, int count, int *chosen);
float ui_tabs_width(const Ui *ui, UiTabsKind kind, const UiTab *tabs, int count);

typedef struct UiEntry {
    const char *label, *hint; // hint: in faint letters at the right, or NULL
    bool disabled;
} UiEntry;
/// A button that opens a list. Shows `title`, or where that is NULL the label of `selected` (-1: none). Returns the
/// entry picked now, or -1. A long list scrolls.
int ui_menu(Ui *ui, const char *name, Rect rect, const char *title, const UiEntry *entries, int count, int selected);
float ui_menu_width(const Ui *ui, const char *title, const UiEntry *entries, int count); // widest label and arrow

enum { UI_CHANGED = 1, UI_DONE = 2, UI_CANCELLED = 4 }; // bits of what slider and text field return

typedef struct UiSlider {
    const char *label, *unit;    // unit NULL: none
    double least, most, initial; // double-click goes back to `initial`
    bool logarithmic;            // then least > 0
    bool zero;                   // logarithmic: the left end means exactly 0
    bool whole;                  // integers only
    bool exponent;               // written as 1.0e-3
    int digits;                  // after the point
} UiSlider;
/// Label and number above, track below (sizes.slider high). Drag, click, wheel, arrow keys (with Shift a tenth as far),
/// Home, End; a click on the number, or Enter, types one. UI_CHANGED whenever the value is another, UI_DONE when a drag
/// ends or a key, wheel or typed number has changed it.
unsigned ui_slider(Ui *ui, const char *name, Rect rect, const UiSlider *slider, double *value);
/// 0 to 1 along the track, and back. A logarithmic one with `zero` keeps its first 4 % for 0.
double ui_slider_share(const UiSlider *slider, double value);
double ui_slider_value(const UiSlider *slider, double share);
/// Reads a typed number, held within the range; false and unchanged where it is none.
bool ui_slider_read(const UiSlider *slider, const char *text, double *value);
/// "2.5e-1", "40 %": as it stands above the track.
void ui_slider_write(const UiSlider *slider, double value, char *text, size_t size);

/// Label at the left, switch at the right. True: it was changed.
bool ui_toggle(Ui *ui, const char *name, Rect rect, const char *label, bool *value);

/// One line of UTF-8 in the caller's buffer. Enter: UI_DONE; Escape: UI_CANCELLED, the text stays as it is.
unsigned ui_text_field(Ui *ui, const char *name, Rect rect, const char *hint, char *text, size_t capacity);

/// Returns where to lay out: the width without the bar, y moved by the scroll position, h without an end. Cut rows off
/// its top and tell ui_scroll_end where the content ended. What is drawn between shows inside only. Names are pushed.
Rect ui_scroll_begin(Ui *ui, const char *name, Rect rect);
void ui_scroll_end(Ui *ui, float bottom);

/// Speaks of the widget or area just called, when the pointer has rested on it.
void ui_tooltip(Ui *ui, const char *text);
/// At once, beside the pointer: values under it.
void ui_hint(Ui *ui, const char *text);

// Explain mode: nothing reacts; a card says what is under the pointer, or where Tab has led. A click or Escape ends it,
// shortcuts go on working. Works from what the panels say in every frame, so values stay live.

/// What the card says; what is NULL or empty is left out. The strings need not outlive the call.
typedef struct UiExplain {
    const char *title;   // what it is
    const char *text;    // what it means, a few sentences
    const char *formula; // in digits of one width
    const char *value;   // now, with its unit
} UiExplain;
/// Speaks of the widget or area just called. Where this is not called, its tooltip is the explanation.
void ui_explain(Ui *ui, const UiExplain *explain);
void ui_explain_start(Ui *ui); // closes an open menu; not while a dialog is open
void ui_explain_stop(Ui *ui);
bool ui_explaining(const Ui *ui);
/// For tests: what was noted in the last frame; the element that the card is to speak of; where the card was (empty:
/// there was none), and whether it had room for all.
const UiElement *ui_explain_elements(const Ui *ui, int *count);
void ui_explain_show(Ui *ui, UiId id);
Rect ui_explain_card(const Ui *ui, bool *whole);

/// Shown at the lower right for some seconds; a click closes it.
void ui_toast(Ui *ui, bool problem, const char *text);
/// With a button; ui_toast_action returns `action` (> 0) once in the frame after it was pressed, otherwise 0.
void ui_toast_offer(Ui *ui, const char *text, const char *label, int action);
int ui_toast_action(Ui *ui);

enum { UI_DIALOG_OPEN = -1 };
typedef struct UiDialog {
    const char *title, *message;
    const char *const *buttons; // the first is the primary one, the last is what Escape means
    int button_count;
    char *text; // a text field below the message, or NULL
    size_t capacity;
    const char *hint;
} UiDialog;
/// Call it in every frame while it is open, after the panels. Returns the button pressed now or UI_DIALOG_OPEN.
int ui_dialog(Ui *ui, const char *name, const UiDialog *dialog);
/// A modal card of one's own; returns the room below the title. *closed: Escape or the cross.
Rect ui_dialog_begin(Ui *ui, const char *name, const char *title, float width, float height, bool *closed);
void ui_dialog_end(Ui *ui);

/// A bar between two panels; `position` (pixels at scale 1, from least to most) follows the drag. `upright`: moved left
/// and right. `direction` is 1 where dragging right or down makes position larger, else -1. Double-click: `initial`.
typedef struct UiSplitter {
    bool upright;
    int direction;
    float least, most, initial;
} UiSplitter;
bool ui_splitter(Ui *ui, const char *name, Rect rect, const UiSplitter *splitter, float *position);

/// Heading that folds what is below; draw that only where *open. True: it was changed.
bool ui_fold(Ui *ui, const char *name, Rect rect, const char *label, bool *open);

/// A card: filled, framed, round corners.
void ui_card(Ui *ui, Rect rect);

#endif

// What the ui_*.c files share and panels have no use for.
#ifndef HOURGLASS_UI_INSIDE_H
#define HOURGLASS_UI_INSIDE_H

#include "ui.h"

#define UI_NOWHERE UINT64_MAX // `active` while the button went down on nothing

/// The id of a widget's n-th part.
UiId ui_part(UiId id, int part);
/// Asserts that the id has not been used in this frame, and notes it.
void ui_claim(Ui *ui, UiId id);
bool ui_claimed(const Ui *ui, UiId id);
UiKept *ui_kept(Ui *ui, UiId id);

/// The pointer is on the rectangle, inside the clip, and no higher layer covers it.
bool ui_hovering(const Ui *ui, Rect rect);
/// What a popup covered no longer counts: for one that has just closed.
void ui_uncover(Ui *ui, UiLayer layer);
/// The highest modal layer of the last frame or of this one.
UiLayer ui_modal_layer(const Ui *ui);

/// As ui_area_id for a part of a widget, of which explain mode does not speak.
UiArea ui_area_part(Ui *ui, UiId id, Rect rect, unsigned flags);
/// Moves the scroll areas around the rectangle so that it shows.
void ui_scroll_to(Ui *ui, Rect rect);

// Explain mode: at the frame's start, for every element, at its end.
void ui_explain_begin(Ui *ui);
void ui_explain_note(Ui *ui, UiId id, Rect rect);
void ui_explain_end(Ui *ui);
void ui_explain_draw(Ui *ui, const UiElement *element); // the outline and the card; NULL: how to use the mode

/// Notes a stop of the Tab key; true where the keyboard is here.
bool ui_stop(Ui *ui, UiId id, Rect rect);
void ui_step_focus(Ui *ui);                    // at the start of a frame: Tab and Shift+Tab
void ui_draw_ring(Ui *ui, UiId id, Rect rect); // where id has the focus, visibly
/// True where the press happened in this frame and nobody has taken it.
bool ui_take(Ui *ui, int key, unsigned modifiers);
/// Notches, once, for whoever has been turning the wheel without a pause or else for the one under the pointer.
float ui_take_wheel(Ui *ui, UiId id);
/// ui_tooltip and ui_hint speak of this from now on.
void ui_speak_of(Ui *ui, UiId id, Rect rect);

Rgba ui_shade(const Ui *ui, Rgba color); // pale where disabled
Rgba ui_control_color(const Ui *ui, const UiArea *area);
/// Moves *chosen with the arrow keys, Home and End.
bool ui_choose_with_keys(Ui *ui, UiId id, int count, int *chosen);

/// The text field without a name.
unsigned ui_edit(Ui *ui, UiId id, Rect rect, TextRole role, const char *hint, char *text, size_t capacity);

/// What menus, tooltips, toasts and dialogs stand on.
void ui_popup_card(Ui *ui, Rect rect);
void ui_draw_toasts(Ui *ui);
void ui_draw_tooltip(Ui *ui);
void ui_end_dialog(Ui *ui); // gives the keyboard back where a dialog is no longer called

/// Bytes of the UTF-8 character before or after a position; 0 at the ends.
int ui_letter_after(const char *text, int at);
int ui_letter_before(const char *text, int at);
/// Copies what is valid UTF-8 and printable, whole characters only; newlines and tabs become spaces. Returns bytes.
int ui_letters(char *out, size_t capacity, const char *text);

#endif

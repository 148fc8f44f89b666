// The unit card: what one unit draws and sees, what it answers on the test images, and what happens when it is changed.
// unit_card.c divides the room; the other unit_*.c each fill a part of it.
#ifndef HOURGLASS_UNIT_PARTS_H
#define HOURGLASS_UNIT_PARTS_H

#include "panels.h"

/// Before each frame's panels: a card of another model goes, and with it what was done to units.
void unit_card_update(Panel *panel);
/// Takes the card's room from the view's: a strip at the right, or all of it where little would be left. Empty while no
/// card is open.
Rect unit_card_cut(Panel *panel, Rect *rest);
void unit_card_draw(Panel *panel, Rect rect);
/// Escape: takes all changes of units back, or where there are none closes the card.
void unit_card_escape(Panel *panel);
/// Whether what the open card shows, and what changed units make of the test images, was computed from this step.
bool unit_card_is_settled(const Panel *panel, uint64_t step);

/// While units are changed: a strip cut off the bottom of `rest` that says so.
void unit_badge_draw(Panel *panel, Rect *rest);
/// The same in few words, cut off the right end of a row.
void unit_badge_brief(Panel *panel, Rect *row);

// Parts of the card; each cuts what it needs off the top of `rest`.
void unit_pictures_draw(Panel *panel, Rect *rest);                    // what it draws and sees
void unit_examples_strongest(Panel *panel, Rect *rest, float height); // of the card's room
void unit_examples_spread(Panel *panel, Rect *rest);
void unit_controls_draw(Panel *panel, Rect *rest); // clamp, scale, ablate
void unit_effect_draw(Panel *panel, Rect *rest);   // on the pinned image, on all test images
void unit_classes_draw(Panel *panel, Rect *rest);
void unit_histogram_draw(Panel *panel, Rect *rest);
void unit_relatives_draw(Panel *panel, Rect *rest); // the most correlated units

/// Buttons that let the unit of the card, or all dead ones there are, start again.
void unit_resample_draw(Panel *panel, Rect *rest);
void unit_resample_all_draw(Panel *panel, Rect *rest);

/// Whether the view is of the unit, run and generation that the card is of.
bool unit_card_is_current(const Panel *panel);
/// Whether something is known from all test images.
bool unit_card_is_counted(const Panel *panel);
/// What is done to the unit of the card, or NULL.
const Intervention *unit_card_intervention(const Panel *panel);
/// The activation that the unit has then, where it would be `value`.
float unit_card_applied(const Intervention *intervention, float value);
/// An activation in few digits; what is no number says so.
void unit_card_number(float value, char *text, size_t size);
/// "0.01163 → 0.01420" where units are changed, "0.01163 → …" while that is counted; `number` is what it is without.
void unit_badge_mse(const Panel *panel, char *text, size_t size);
/// The colour of the part of the network that the unit belongs to.
Rgba unit_card_color(const Panel *panel);
/// Names the content of the card's pictures.
uint64_t unit_card_stamp(const Panel *panel);

#endif

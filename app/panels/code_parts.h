// What the files of the view Code share.
#ifndef HOURGLASS_CODE_PARTS_H
#define HOURGLASS_CODE_PARTS_H

#include "panels.h"

// code_units.c

/// Whether the codes are those of the run on screen.
bool code_units_are_ready(const Panel *panel);
/// The statistics, if there are any of the run on screen; else NULL.
const CodeStatisticsView *code_units_statistics(const Panel *panel);
/// The figures of a unit; NULL where they are not known yet.
const UnitFigures *code_units_figures(const Panel *panel, int unit);
CodeKind code_units_kind(const Panel *panel);
/// Brings order, bars and cells up to date. False where memory is short.
bool code_units_update(Panel *panel);
/// The place of a unit on screen.
int code_units_place(const CodeLook *code, int unit);
/// Sorts anew in this frame.
void code_units_resort(CodeLook *code);
/// "Unit 5 fires for 12.3 % of the test images, most strongly for Coat": what is known of a unit.
void code_unit_text(const Panel *panel, int unit, char *text, size_t size);

// code_zoom.c

/// Holds the range within the units.
void code_zoom_hold(CodeLook *code);
int code_zoom_first(const CodeLook *code);
/// What mouse and keyboard do with the map that has just been drawn; `area`: of its cells, or of the bars on top.
void code_zoom_input(Panel *panel, const UiArea *area);
/// The bar that shows which part is seen, in its room above the map; nothing where all is.
void code_zoom_bar(Panel *panel, Rect rect);

void code_map_draw(Panel *panel, Rect rect);
/// Figures and plots, in columns, scrolled where there is too little room.
void code_statistics_draw(Panel *panel, Rect rect);
void code_frequency_draw(Panel *panel, Rect rect); // histogram of how often units fire
void code_bars_draw(Panel *panel, Rect rect);      // what tells units apart, one bar each
void code_curve_draw(Panel *panel, Rect rect);     // L0 and dead units over the steps

#endif

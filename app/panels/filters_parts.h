// What the files of the view Filters share.
#ifndef HOURGLASS_FILTERS_PARTS_H
#define HOURGLASS_FILTERS_PARTS_H

#include "axis.h"
#include "panels.h"

/// How many tiles fit into an area at which zoom.
typedef struct TileFit {
    int zoom, columns, rows;
} TileFit;

/// The largest whole zoom at which `good` tiles of width × height, or all of `total`, have room; fewer tiles rather
/// than some narrower than `least`.
TileFit filters_fit(const Panel *panel, Rect area, int width, int height, int total, int good, float least);

/// The grid for `count` tiles that do fit. Small tiles are enlarged in the grid's buffer, so that gaps stay narrow.
ImageGridDesc filters_grid(const Panel *panel, Rect area, int width, int height, int count);

/// What identifies the content of a grid: mixes a number into a stamp.
uint64_t filters_stamp(uint64_t stamp, uint64_t number);

/// The same of all that decides what the weights on screen look like.
uint64_t filters_weights_stamp(const Panel *panel);

/// Whether a view belongs to the run on screen.
bool filters_current(const Panel *panel, const ViewTag *tag);

/// Two buttons that step back and forth, at the right end of a row; returns -1, 0 or 1. `from` and `to` tell whether
/// there is somewhere to go.
int filters_steps(Panel *panel, Rect *row, bool back, bool forth, const UiExplain *explain, const char *tooltip);

/// The choices above all: layer, what is shown of it, scale, order.
void filters_choices_draw(Panel *panel, Rect *rest);

/// Whether the rows are pictures beside the image, which are paged, and not a matrix of slices or of weights.
bool filters_is_paged(FilterKind kind);

/// The numbers that are shown, (count, column_count, C, H, W), their largest magnitude of all rows, and what they are:
/// "weight", "change", "gradient".
const float *filters_values(const Panel *panel);
float filters_limit_of(const Panel *panel);
const char *filters_unit(const Panel *panel);

const FilterUnit *filters_row(const Panel *panel, int row); // of those here

/// "weight −0.123 · changed by 0.01": value `at` of those here.
void filters_say_value(const Panel *panel, size_t at, char *text, size_t size);

/// " · norm 1.23 · mean activation 0.2 on 256 test images": of a row of those here.
void filters_say_row(const Panel *panel, int row, char *text, size_t size);

/// Opens the card of a row's unit.
void filters_open_card(Panel *panel, int row);
bool filters_is_carded(const Panel *panel, int row); // it is open

/// A click on a row's picture: its kernel slides, or its card opens. `column`: its in channel.
void filters_click(Panel *panel, const UiArea *area, int row, int column);

/// Says beside the mouse what is under it, and what a click does. Nothing over the kernel that slides: its numbers and
/// pictures are on screen already.
void filters_hint(Panel *panel, const char *line, int row, int column);

/// Cuts the line with the scale off the bottom where there is room for it.
void filters_footer_draw(Panel *panel, Rect *rest);

/// The left column: the weights.
void filters_weights_draw(Panel *panel, Rect rect);
void filters_slices_draw(Panel *panel, Rect rect);
void filters_matrix_draw(Panel *panel, Rect rect);

/// The right column: what the layers of pictures answer on the pinned image.
void filters_maps_draw(Panel *panel, Rect rect);

/// Where the kernel of the look is: opens it, moves it on, ends it.
void filters_sliding_open(Panel *panel, int channel, int in);
void filters_sliding_update(Panel *panel);

/// In place of the right column: a kernel on its way over the pinned image. Below, `rect` for its numbers and sum.
void filters_sliding_draw(Panel *panel, Rect rect);
void filters_input_draw(Panel *panel, Rect area);
void filters_output_draw(Panel *panel, Rect area);
float filters_numbers_height(const Panel *panel, Rect rect, float most);
void filters_numbers_draw(Panel *panel, Rect rect);
float filters_sum_height(const Panel *panel, float width);
void filters_sum_draw(Panel *panel, Rect rect);

#endif

// A matrix as colours: one picture, with bars on top and on the left that sum it up, a strip of class colours, what is
// under the mouse, and a scale.
#ifndef HOURGLASS_HEAT_MAP_H
#define HOURGLASS_HEAT_MAP_H

#include "colormap.h"

/// What one pixel shows where several cells share it. The largest (by magnitude) keeps rare events visible.
typedef enum HeatMapShare { HEAT_MAP_LARGEST, HEAT_MAP_MEAN } HeatMapShare;

typedef struct HeatMapDesc {
    int rows, columns;
    const float *values; // (rows, columns)
    int stride;          // from one row of values to the next; 0: columns
    const Colormap *map; // lives until the frame has been drawn
    float low, high;     // equal: from the data (0 … largest; ± largest for a diverging map)
    HeatMapShare share;
    const char *unit;             // at the scale: "activation"
    const char *row_name;         // of one row and one column in sentences: "image", "unit"; "": none are written
    const char *column_name;      //
    const int *row_number;        // (rows) what a row is called in sentences; NULL: its place
    const int *column_number;     // (columns)
    const float *top;             // (columns) bars on top, 0 … top_high; or NULL
    const float *left;            // (rows) bars on the left; or NULL
    float top_high, left_high;    // 0: from the data
    const char *top_title;        // "how often each unit fires"
    const char *left_title;       // "units active"
    const uint8_t *column_marked; // (columns) 1: its bar is drawn in the warning colour, as for dead units; or NULL
    const uint8_t *row_class;     // (rows) classes: a strip with their colours and marks; or NULL
    int selected_row, selected_column; // -1: none
    uint64_t stamp;                    // names the content: when it and the layout are as before, pixels are kept
} HeatMapDesc;

/// Open for reading; a zeroed one is ready for use.
typedef struct HeatMap {
    uint64_t key;                                 // of the texture: set by the owner
    Rect rect;                                    // of the cells on screen
    Rect top_bars, left_bars, class_strip, scale; // of what lies around them; empty where it was left out
    int rows, columns;
    float low, high;                 // the range shown
    int buffer_width, buffer_height; //
    int row_share, column_share;     // cells that a pixel shows at most; 1: every cell is seen
    Rgba *pixels;                    // (buffer_height, buffer_width)
    size_t capacity;                 //
    uint64_t stamp, version;         //
    ColormapKind map;                // what the pixels were made with
    HeatMapShare share;              //
    float asked_low, asked_high;     //
    bool filled;                     //
    int hover_row, hover_column;     // -1: none; as of the last draw
    float hover_value;               //
} HeatMap;

void heat_map_finish(HeatMap *heat);

/// Draws everything inside the area. What the mouse is over is marked and remembered in hover_row and hover_column.
void heat_map_draw(HeatMap *heat, const Viz *viz, Rect area, const HeatMapDesc *desc);

/// The cell under a point; false outside the cells.
bool heat_map_hit(const HeatMap *heat, float x, float y, int *row, int *column);

/// Where a column is on screen.
Rect heat_map_column(const HeatMap *heat, int column);

/// One pixel's value for the cells (first_row … last_row-1, first_column … last_column-1); what is not finite counts
/// for nothing. Exposed for tests.
float heat_map_share(const HeatMapDesc *desc, int first_row, int last_row, int first_column, int last_column);

#endif

// What the interface remembers of the latent map between frames.
#ifndef HOURGLASS_MAP_LOOK_H
#define HOURGLASS_MAP_LOOK_H

#include "image_grid.h"
#include "scatter.h"
#include "views.h"

enum { MAP_LASSO_POINTS = 512, MAP_FEW = 2000, MAP_TRAY = 128 };

typedef enum MapDrag {
    MAP_NO_DRAG,
    MAP_PRESSED, // not moved yet: it may become a click
    MAP_DECODES,
    MAP_INTERPOLATES,
    MAP_LASSOES,
    MAP_PANS,
} MapDrag;

/// The space bar, from when it goes down over the map to when it comes up.
typedef enum MapSpace { MAP_SPACE_UP, MAP_SPACE_DOWN, MAP_SPACE_USED } MapSpace;

/// What lies over the map.
enum { MAP_TRAY_COVERS, MAP_DECODED_COVERS, MAP_HOVERED_COVERS, MAP_COVERS };

/// Which part of the plane is seen. The box that holds all points is followed slowly; what the user does is relative to
/// it.
typedef struct MapCamera {
    bool known, moving;
    LatentWindow box;   // the one followed
    float zoom;         // 1: all of it
    float pan_x, pan_y; // of the middle, in widths and heights of what is seen at zoom 1; y upwards
    double followed;    // when, seconds on the interface's clock
    Rect area;          // of the plane on screen
    LatentWindow window;
} MapCamera;

/// The points on their way from where they were to where the newest map has them.
typedef struct MapMotion {
    ViewTag tag; // of the map, with its version, axes and units
    uint64_t version, embed;
    LatentAxes axes;
    int unit[2], images;
    bool moving;
    double began;
    uint64_t moves; // grows whenever `now` changes
    int index[LATENT_IMAGES];
    LatentPoint from[LATENT_IMAGES], now[LATENT_IMAGES];
    Point at[LATENT_IMAGES]; // on screen
} MapMotion;

typedef struct MapLook {
    LatentAxes axes;
    int unit[2];
    LatentColor color;
    int factor, active; // which factor, which unit's activation
    char number[3][8];  // being typed: units of both axes, unit of the colour
    bool thumbnails, grid, lassoes;
    bool many; // as many images as can be, else MAP_FEW
    uint64_t embed;
    bool embed_cancel;
    bool hidden[VIEW_CLASSES];
    int class_pointed; // in the legend; -1: none
    uint64_t data;     // names the data that classes, factor and selection are of
    uint64_t run;      // that points and strip are of, with its generation
    uint64_t generation;
    int units; // of its code

    MapCamera camera;
    MapMotion motion;
    Scatter scatter;
    int hovered; // place among the points; -1: none

    MapDrag drag;
    MapSpace space;                             // used: it has moved the plane
    float pressed_x, pressed_y, last_x, last_y; // pixels of the window
    bool decodes;                               // a point is being decoded, also after the drag
    LatentPoint at;
    uint64_t asked, asked_first; // the wish now, and the first of this point
    bool strips;                 // from `from` to `to`
    LatentPoint from, to;
    int strip_images;
    Point lasso[MAP_LASSO_POINTS]; // on screen
    int lasso_points;
    uint8_t selected[LATENT_IMAGES]; // by place
    int selection;                   // how many
    uint64_t selections;             // grows with each change
    int tray_images;                 // of the selection, shown
    int tray[MAP_TRAY];              // places

    int thumbs, thumb[LATENT_PICTURES]; // places of points shown as images
    int pictures, picture[LATENT_PICTURES];
    int columns, rows; // of the grid of decodes, over:
    LatentWindow grid_window;
    int side[2];              // of its point that the cards of what is decoded and pointed at are on
    Rect covered[MAP_COVERS]; // of the map by tray and cards, as of the last frame
    ImageGrid decoded, nearest, shown, strip_grid, tray_grid;
} MapLook;

void map_look_init(MapLook *look); // takes a zeroed one
void map_look_finish(MapLook *look);

/// The test images that the lasso has selected, as many as there is room for; returns how many there are.
int map_selected(const MapLook *look, int *images, int most);

#endif

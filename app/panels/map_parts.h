// What the files of the latent map share.
#ifndef HOURGLASS_MAP_PARTS_H
#define HOURGLASS_MAP_PARTS_H

#include "axis.h"
#include "panels.h"

/// Whether there is a map of the run on screen.
bool map_is_there(const Panel *panel);

/// What spans the plane: a code of two units lies as it is, where others are seen along their components.
LatentAxes map_axes(const MapLook *look);

/// Forgets what belongs to other data, another model or other weights.
void map_hold(Panel *panel);

/// Moves the points on, towards where the newest map has them.
void map_motion_update(Panel *panel);

// The camera. Coordinates of the plane: y upwards; of the screen: y down.
/// Follows the points' box, so that it lies in this area of the window.
void map_camera_update(Panel *panel, Rect area);
Point map_camera_place(const MapCamera *camera, LatentPoint point);
LatentPoint map_camera_point(const MapCamera *camera, float x, float y);
/// What lies at x, y of the window stays there.
void map_camera_zoom(MapCamera *camera, float factor, float x, float y);
void map_camera_pan(MapCamera *camera, float dx, float dy); // pixels
void map_camera_reset(MapCamera *camera);

/// The choices above the map, cut off the top.
void map_header_draw(Panel *panel, Rect *rest);

/// The row of choices that is being filled, cut off the top of `rest`.
typedef struct MapRow {
    Rect *rest, row;
    bool begun;
} MapRow;

/// The place of the next item in it; in a new row where there is no room.
Rect map_row_next(Panel *panel, MapRow *row, float width);
/// What was chosen with the mouse leaves the keyboard to the map.
void map_leave_keyboard(Panel *panel);
/// A field for the number of a unit: typed, or a step with the arrows beside it. `which`: whose number of MapLook.
enum { MAP_X_UNIT, MAP_Y_UNIT, MAP_COLOR_UNIT };
void map_unit_draw(Panel *panel, MapRow *row, int which, const char *label, int *unit);
/// Computes t-SNE, or gives it up.
void map_compute_draw(Panel *panel, MapRow *row);

/// Cuts the classes with their marks, and the scale of the colours, off the right.
void map_legend_draw(Panel *panel, Rect *rest);

/// Cuts the room for axes off the area and draws them, with what the map is of.
void map_axes_draw(Panel *panel, Rect *rest);
/// Behind and over the points: the prior of a Gaussian code.
void map_prior_draw(Panel *panel);

/// The points, thumbnails and decodes, as one picture.
void map_points_draw(Panel *panel);
/// Whether the class of a point is shown.
bool map_shows(const Panel *panel, int place);
/// Pixels from edge to edge of a mark, and of a thumbnail's longer side.
float map_mark_size(const Panel *panel);
float map_thumb_size(const Panel *panel);

/// The longer side of the data's images at a whole zoom, or shrunk by a whole factor: at most `most`.
float map_whole_side(const Panel *panel, float most);

/// Chooses the points shown as images, so that none hides another, and what images are asked for.
void map_thumbs_choose(Panel *panel);
/// The pixels (C, H, W) of a test image, or NULL while they are not there. `hint`: place in the request.
const uint8_t *map_picture(const Panel *panel, int image, int hint);

/// Mouse and keyboard on the map, in this part of it.
void map_input(Panel *panel, Rect rect);

/// Whether the image pointed at is there with its reconstruction.
bool map_hovers(const Panel *panel);

/// Marks of what is pointed at, pinned, decoded, and of both ends of the strip; the lasso.
void map_marks_draw(Panel *panel);
/// Cards beside the points decoded and pointed at, inside this part of the map.
void map_cards_draw(Panel *panel, Rect rect);

/// Whether a text there would not lie under tray or cards.
bool map_is_free(const MapLook *look, Rect text);

/// The strip or the selection over the lower or upper edge of the map; returns the part left free.
Rect map_tray_draw(Panel *panel, Rect area);
void map_tray_close(MapLook *look);

/// Mixes a number into a stamp.
uint64_t map_stamp(uint64_t stamp, uint64_t number);

#endif

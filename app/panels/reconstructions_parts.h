// What the files of the view Reconstructions share.
#ifndef HOURGLASS_RECONSTRUCTIONS_PARTS_H
#define HOURGLASS_RECONSTRUCTIONS_PARTS_H

#include "panels.h"

typedef enum ReconstructionsElement {
    RECONSTRUCTIONS_ORDER,
    RECONSTRUCTIONS_CLASS,
    RECONSTRUCTIONS_PCA,
    RECONSTRUCTIONS_DRAW,
    RECONSTRUCTIONS_IMAGES,
    RECONSTRUCTIONS_PAGES,
    RECONSTRUCTIONS_WHICH,
    RECONSTRUCTIONS_SCALE,
    RECONSTRUCTIONS_BAR,
    RECONSTRUCTIONS_PINNED,
    RECONSTRUCTIONS_SCORE,
    RECONSTRUCTIONS_BACK,
    RECONSTRUCTIONS_ELEMENTS
} ReconstructionsElement;
extern const UiExplain EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_ELEMENTS];

enum { RECONSTRUCTIONS_TILES = 5 };

/// One of the pictures that an image is shown as, from the left.
typedef enum ReconstructionTile { TILE_INPUT, TILE_SEEN, TILE_OUTPUT, TILE_PCA, TILE_ERROR } ReconstructionTile;

/// The tiles of each image; returns how many.
int reconstructions_tiles(const Panel *panel, ReconstructionTile tiles[RECONSTRUCTIONS_TILES]);
/// What a tile is called: "input", "PCA-64".
enum { RECONSTRUCTIONS_NUMBER = 24 };
void reconstructions_tile_name(const Panel *panel, ReconstructionTile tile, char name[RECONSTRUCTIONS_NUMBER]);

/// Whether the images chosen are of the run on screen.
bool reconstructions_current(const Panel *panel);

/// Says what is to be said of PCA beside the images: that it is being computed, cannot be had, or is exact. False where
/// there is nothing to say.
bool reconstructions_pca_state(const Panel *panel, char *text, size_t size);

/// "0.0310" and "15.1 dB" in digits of one width, for the squared error of an image of so many values.
void reconstructions_numbers(double squared_error, int values, char mse[RECONSTRUCTIONS_NUMBER],
                             char psnr[RECONSTRUCTIONS_NUMBER]);

/// How many groups of tiles have room at which zoom, and in how many lines class and error stand below them. Where one
/// line has no room for all, it leaves out the MSE.
typedef struct ReconstructionsFit {
    int zoom, columns, rows, lines;
} ReconstructionsFit;

// The widths of what stands below a group: class with its mark, "MSE 0.0000", "00.0 dB".
typedef struct ReconstructionsCaptions {
    float name, mse, psnr, gap;
} ReconstructionsCaptions;

ReconstructionsCaptions reconstructions_captions(const Panel *panel);
float reconstructions_one_line(const ReconstructionsCaptions *captions);
float reconstructions_two_lines(const ReconstructionsCaptions *captions);
float reconstructions_row_gap(const Panel *panel, int lines); // below each row of images
/// Class and error below each group of tiles of the grid, in so many lines where one is not enough.
void reconstructions_captions_draw(Panel *panel, const ReconstructionsCaptions *captions, int tiles, int lines);
/// What each tile is, above the first row of groups, where all of them have room.
void reconstructions_headings_draw(Panel *panel, const ReconstructionTile *kinds, int tiles);
float reconstructions_heading_height(const Panel *panel);
/// As many images of so many tiles as there is room for at the largest zoom that shows eight or so.
ReconstructionsFit reconstructions_fit(const Panel *panel, Rect area, int tiles,
                                       const ReconstructionsCaptions *captions);

/// The row of choices, cut off the top of `rest`; several rows where it is narrow.
void reconstructions_header_draw(Panel *panel, Rect *rest);

/// The images in the area; sets how many are wanted, and the scale of the errors.
void reconstructions_grid_draw(Panel *panel, Rect area);

/// Which images these are, buttons to others, and the scale of the errors.
void reconstructions_footer_draw(Panel *panel, Rect row);
float reconstructions_footer_height(const Panel *panel);
/// Moves on by so many places of the order, held at its ends.
void reconstructions_move(Panel *panel, int places);

/// The pinned image, cut off the left or, where there is little width, the top of `rest`.
void reconstructions_pinned_draw(Panel *panel, Rect *rest);

#endif

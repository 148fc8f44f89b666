// What the benches of the view Analysis share: dividing the room, and images with what was done to them beside each
// other.
#ifndef HOURGLASS_ANALYSIS_PARTS_H
#define HOURGLASS_ANALYSIS_PARTS_H

#include "analysis.h"

enum { ANALYSIS_TILES = 3, ANALYSIS_CAPTION = 64, ANALYSIS_PROGRESS = 160 };

/// A row of buttons, or a menu where they have no room in this width; ANALYSIS_CHOICES at most. panel_explain speaks of
/// it next. True where another one was chosen.
enum { ANALYSIS_CHOICES = 10 };
bool analysis_choice(Panel *panel, const char *name, Rect place, const char *const *labels, int count, int *chosen);
float analysis_choice_width(const Panel *panel, const char *const *labels, int count, float most);

/// Cuts the room for a plot or a table off the pictures': at the right, or below where that is too narrow; there it has
/// `least` pixels at scale 1.
Rect analysis_divide(Panel *panel, Rect *pictures, float least);
/// Whether that is at the right.
bool analysis_is_wide(const Panel *panel, float width);

/// One line at the bottom: what the figures are of. Nothing where it has no room; `brief` where the full one has none.
void analysis_footer(Panel *panel, Rect *rest, const UiExplain *explain, const char *full, const char *brief);

/// PSNR in dB of a mean squared error, "–" where it is infinite.
double analysis_psnr(double mse);
void analysis_say_psnr(double mse, char *text, size_t size); // "21.4 dB"

/// Images in groups of tiles: clean, corrupted, given back.
typedef struct AnalysisPictures {
    const char *name;
    ImageGrid *grid;
    const UiExplain *explain;
    const char *heading[ANALYSIS_TILES];
    int images, channels, height, width;
    int lines;      // of a caption, 1 or 2
    uint64_t stamp; // names the content
    const int *label;
    int (*index)(const Panel *panel, int image); // its test image
    const uint8_t *(*pixels)(const Panel *panel, int image, int tile);
    /// Lines below a tile; the first tile has its class there, where it has one.
    void (*caption)(const Panel *panel, int image, int tile, char first[ANALYSIS_CAPTION],
                    char second[ANALYSIS_CAPTION]);
} AnalysisPictures;

/// How many images of this size have room there, at the zoom at which they are drawn; at least 1, at most `most`.
int analysis_pictures_fit(Panel *panel, Rect area, int width, int height, int lines, int most);
void analysis_pictures_draw(Panel *panel, Rect area, const AnalysisPictures *pictures);

// analysis_confusion.c

extern const char *const ANALYSIS_METHODS[FEATURE_METHODS];
/// "code 256".
void analysis_say_space(const FeaturesResult *result, FeatureSpace space, char *text, size_t size);
/// Of the method and the description that are chosen: each class's recall, as many as have room; the confusion matrix.
void analysis_recall_draw(Panel *panel, Rect rect, const FeaturesResult *result);
void analysis_confusion_draw(Panel *panel, Rect rect, const FeaturesResult *result);

#endif

// A network being edited: lines of text that may still be wrong, and what can be said of them while they are typed.
// Plain data and pure functions; nothing here trains or allocates, and the interface calls it between two frames.
#ifndef HOURGLASS_DRAFT_H
#define HOURGLASS_DRAFT_H

#include "live.h"

enum { DRAFT_LINE = 128, DRAFT_TYPES = 32 };

typedef struct ModelDraft {
    char title[64];
    bool bce; // else MSE
    int encoder_layers, layers;
    char line[LIVE_LAYERS][DRAFT_LINE]; // "dense 64 relu", encoder first
    char origin[COMMAND_TEXT];          // the model file it began as, which keeps penalties and corruption
} ModelDraft;

typedef struct DraftLayer {
    char shape[40];      // of the output; empty where it is not known
    uint64_t parameters; // as far as the shape is known
    char problem[512];   // a sentence, or empty
} DraftLayer;

typedef struct DraftCheck {
    bool ok;
    int at;                  // the first layer with a problem, or -1
    char title_problem[256]; // of the title
    char problem[512];       // of the whole
    DraftLayer layer[LIVE_LAYERS];
    uint64_t parameters; // of the layers that are known
    int units;           // of the code, 0 while it is not known
} DraftCheck;

/// The draft of a model file's text, such as LiveModel.file.
bool draft_init(ModelDraft *draft, const char *file, Error *error);

/// Shapes, counts and problems for images of (channels, height, width). Well under a millisecond.
void draft_check(const ModelDraft *draft, int channels, int height, int width, DraftCheck *check);

/// The model file of a draft without problems in its lines.
bool draft_write(const ModelDraft *draft, char *file, size_t capacity, Error *error);

/// Whether both say the same, whatever they began as.
bool draft_equal(const ModelDraft *a, const ModelDraft *b);

/// A line in place `at`, which lies in that half or just behind it. False where there are LIVE_LAYERS already.
bool draft_insert(ModelDraft *draft, int at, bool encoder, const char *line);

/// False, and nothing is changed, for the only layer of its half.
bool draft_remove(ModelDraft *draft, int layer);
bool draft_can_remove(const ModelDraft *draft, int layer);

/// Up or down (-1, 1) by one; at the border between the halves into the other one, unless a half would be empty.
/// Returns where the layer is now.
int draft_move(ModelDraft *draft, int layer, int direction);
bool draft_can_move(const ModelDraft *draft, int layer, int direction);

/// A layer type that this program knows.
typedef struct DraftType {
    const char *name, *grammar, *example; // "dense", "dense N [activation]", "dense 64 relu"
} DraftType;

/// Fills in all of them; returns their number.
int draft_types(DraftType types[DRAFT_TYPES]);

/// Names of the activations, "" for linear first; returns their number.
int draft_activations(const char *const **names);

/// The place of the line's activation among those names; -1 for a layer without a choice of it.
int draft_activation(const char *line);
void draft_set_activation(char line[DRAFT_LINE], int activation);

#endif

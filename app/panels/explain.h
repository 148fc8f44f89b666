// What explain mode says of the panels' elements: one table a panel, in explain_PANEL.c, or beside the element where a
// panel has only a few. `value` is left empty there; the panel adds it in every frame. Panels of their own add a table
// of their own; tests/panels/test_explain.c fails for whatever has no words.
#ifndef HOURGLASS_EXPLAIN_H
#define HOURGLASS_EXPLAIN_H

#include "widgets.h"

// controls: by the Held of panels.h, by optimizer, by layer type
extern const UiExplain EXPLAIN_CONTROLS[];
extern const UiExplain EXPLAIN_OPTIMIZERS[2];
extern const UiExplain EXPLAIN_ACTIVATION, EXPLAIN_SIZE;
/// For a line of a model file, such as "dense 64 relu".
const UiExplain *explain_layer(const char *line);

// progress
typedef enum ProgressElement {
    PROGRESS_LOSS,
    PROGRESS_LOG,
    PROGRESS_MSE,
    PROGRESS_PCA,
    PROGRESS_PCA_EXACT,
    PROGRESS_BCE,
    PROGRESS_PSNR,
    PROGRESS_INPUT_PSNR,
    PROGRESS_VARIANCE,
    PROGRESS_L0,
    PROGRESS_DEAD,
    PROGRESS_SPARSITY,
    PROGRESS_EXAMPLES,
    PROGRESS_ELEMENTS
} ProgressElement;
extern const UiExplain EXPLAIN_PROGRESS[PROGRESS_ELEMENTS];

// code
typedef enum CodeElement {
    CODE_ORDER,
    CODE_CELLS,
    CODE_LIFETIME,
    CODE_POPULATION,
    CODE_CLASSES,
    CODE_SCALE,
    CODE_MAP,
    CODE_COUNTS,
    CODE_ELEMENTS
} CodeElement;
extern const UiExplain EXPLAIN_CODE[CODE_ELEMENTS];

#endif

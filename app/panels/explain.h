// What explain mode says of the panels' elements: one table a panel, in explain_PANEL.c, or beside the element where a
// panel has only a few. `value` is left empty there; the panel adds it in every frame. Panels of their own add a table
// of their own; tests/panels/test_explain.c fails for whatever has no words.
#ifndef HOURGLASS_EXPLAIN_H
#define HOURGLASS_EXPLAIN_H

#include "widgets.h"

// controls: by the Held of panels.h, by optimizer, by layer type
extern const UiExplain EXPLAIN_CONTROLS[];
extern const UiExplain EXPLAIN_OPTIMIZERS[2];
extern const UiExplain EXPLAIN_ACTIVATION, EXPLAIN_SIZE, EXPLAIN_EDIT;
/// For a line of a model file, such as "dense 64 relu".
const UiExplain *explain_layer(const char *line);

// progress
typedef enum ProgressElement {
    PROGRESS_LOSS,
    PROGRESS_LOG,
    PROGRESS_QUALITY,
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

// code; bars on top, and those among the statistics, by the CodeKind of code_look.h
typedef enum CodeElement {
    CODE_ORDER,
    CODE_SHOWN,
    CODE_CELLS,
    CODE_LIFETIME,
    CODE_TOP_RATE,
    CODE_TOP_KL,
    CODE_TOP_SPREAD,
    CODE_POPULATION,
    CODE_STRENGTH,
    CODE_CLASSES,
    CODE_SCALE,
    CODE_SIGNED_SCALE,
    CODE_MAP,
    CODE_RANGE,
    CODE_PROGRESS,
    CODE_L0,
    CODE_DEAD,
    CODE_RARE,
    CODE_DENSE,
    CODE_SILENT,
    CODE_HOYER,
    CODE_TREVES_ROLLS,
    CODE_RATE,
    CODE_RHO,
    CODE_COIN_KL,
    CODE_KL,
    CODE_INFORMATIVE,
    CODE_CURVE,
    CODE_HISTOGRAM,
    CODE_BARS_RATE,
    CODE_BARS_KL,
    CODE_BARS_SPREAD,
    CODE_ELEMENTS
} CodeElement;
extern const UiExplain EXPLAIN_CODE[CODE_ELEMENTS];

// filters; their pictures by the FilterKind of views.h
typedef enum FiltersElement {
    FILTERS_WHICH,
    FILTERS_SHOW,
    FILTERS_SCALE,
    FILTERS_SORT,
    FILTERS_BAR,
    FILTERS_PAGES,
    FILTERS_ROWS_OF,
    FILTERS_COLUMNS_OF,
    FILTERS_LAYER,
    FILTERS_IMAGE,
    FILTERS_OTHER,
    FILTERS_MAPS,
    FILTERS_MAPS_BAR,
    FILTERS_PLAY,
    FILTERS_STEP,
    FILTERS_CARD,
    FILTERS_CLOSE,
    FILTERS_CHANNEL,
    FILTERS_INPUT,
    FILTERS_OUTPUT,
    FILTERS_NUMBERS,
    FILTERS_SUM,
    FILTERS_ELEMENTS
} FiltersElement;
extern const UiExplain EXPLAIN_FILTERS[FILTERS_ELEMENTS];
extern const UiExplain EXPLAIN_WEIGHTS[];

// network
typedef enum NetworkElement {
    NETWORK_SCALE,
    NETWORK_INPUT,
    NETWORK_CHANNELS,
    NETWORK_UNITS,
    NETWORK_CODE,
    NETWORK_OUTPUT,
    NETWORK_BAR,
    NETWORK_SIGNED_BAR,
    NETWORK_OTHER,
    NETWORK_ROWS,
    NETWORK_SIDEWAYS,
    NETWORK_ELEMENTS
} NetworkElement;
extern const UiExplain EXPLAIN_NETWORK[NETWORK_ELEMENTS];

// latent map
typedef enum MapElement {
    MAP_AXES,
    MAP_UNIT,
    MAP_COMPUTE,
    MAP_COLOR,
    MAP_MARKS,
    MAP_IMAGES,
    MAP_GRID,
    MAP_LASSO,
    MAP_MORE,
    MAP_PLANE,
    MAP_CLASS,
    MAP_BAR,
    MAP_PCA_AXIS,
    MAP_UNIT_AXIS,
    MAP_TSNE_AXIS,
    MAP_STATE,
    MAP_DECODED,
    MAP_STRIP,
    MAP_SELECTION,
    MAP_CLOSE,
    MAP_EXPORT,
    MAP_ELEMENTS
} MapElement;
extern const UiExplain EXPLAIN_MAP[MAP_ELEMENTS];

// history
typedef enum HistoryElement {
    HISTORY_MOMENT,
    HISTORY_FILM,
    HISTORY_PLAY,
    HISTORY_LIVE,
    HISTORY_BUDGET,
    HISTORY_ELEMENTS
} HistoryElement;
extern const UiExplain EXPLAIN_HISTORY[HISTORY_ELEMENTS];

// unit card and changed units; the three of UNIT_EFFECT are those of its pictures
typedef enum UnitElement {
    UNIT_TITLE,
    UNIT_OTHER,
    UNIT_CLOSE,
    UNIT_LAYER,
    UNIT_VALUE,
    UNIT_VALUE_OF_MAP,
    UNIT_ATOM,
    UNIT_CHANGE,
    UNIT_FILTER,
    UNIT_ASCENT,
    UNIT_BAR,
    UNIT_PROGRESS,
    UNIT_FREQUENCY,
    UNIT_UNDEFINED,
    UNIT_DEAD,
    UNIT_STRONGEST,
    UNIT_SPREAD,
    UNIT_HISTOGRAM,
    UNIT_CLASSES,
    UNIT_RELATIVES,
    UNIT_CLAMP,
    UNIT_SCALE,
    UNIT_ABLATE,
    UNIT_TAKE_BACK,
    UNIT_EFFECT,
    UNIT_EFFECT_PLAIN,
    UNIT_EFFECT_CHANGED,
    UNIT_MSE,
    UNIT_BADGE,
    UNIT_TAKE_ALL_BACK,
    UNIT_RESAMPLE,
    UNIT_RESAMPLE_ALL,
    UNIT_ELEMENTS
} UnitElement;
extern const UiExplain EXPLAIN_UNIT[UNIT_ELEMENTS];

// the bench Anomaly
typedef enum AnomalyElement {
    ANOMALY_BADGE,
    ANOMALY_CLASS,
    ANOMALY_TRAIN,
    ANOMALY_CHOICE,
    ANOMALY_AREA,
    ANOMALY_SPREAD_ERROR,
    ANOMALY_SPREAD_BOUND,
    ANOMALY_ROC,
    ANOMALY_IMAGES,
    ANOMALY_ELEMENTS
} AnomalyElement;
extern const UiExplain EXPLAIN_ANOMALY[ANOMALY_ELEMENTS];

// editor; a layer's text without a mistake is explained by explain_layer
typedef enum EditorElement {
    EDITOR_TITLE,
    EDITOR_LOSS,
    EDITOR_ADD_LAYER,
    EDITOR_ACTIVATION,
    EDITOR_SHAPE,
    EDITOR_LINE,
    EDITOR_UP,
    EDITOR_DOWN,
    EDITOR_REMOVE,
    EDITOR_SUMMARY,
    EDITOR_APPLY,
    EDITOR_SAVE_AS,
    EDITOR_CANCEL,
    EDITOR_ELEMENTS
} EditorElement;
extern const UiExplain EXPLAIN_EDITOR[EDITOR_ELEMENTS];

// analysis
typedef enum AnalysisElement {
    ANALYSIS_NOISE,
    ANALYSIS_STRENGTH,
    ANALYSIS_DENOISED,
    ANALYSIS_MEASURE,
    ANALYSIS_PSNR_CURVE,
    ANALYSIS_SSIM_CURVE,
    ANALYSIS_DENOISING_PROGRESS,
    ANALYSIS_BITS,
    ANALYSIS_COMPRESSED,
    ANALYSIS_RATE_CURVE,
    ANALYSIS_ENTROPY,
    ANALYSIS_STORED,
    ANALYSIS_RAW,
    ANALYSIS_DEFLATED,
    ANALYSIS_LEFT,
    ANALYSIS_COMPRESSION_PROGRESS,
    ANALYSIS_COMPUTE,
    ANALYSIS_FEATURES_RUNNING,
    ANALYSIS_ACCURACY,
    ANALYSIS_CONFUSION,
    ANALYSIS_RECALL,
    ANALYSIS_FEATURES_RESULT,
    ANALYSIS_ELEMENTS
} AnalysisElement;
extern const UiExplain EXPLAIN_ANALYSIS[ANALYSIS_ELEMENTS];

#endif

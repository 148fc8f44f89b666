// What the files of the bench Anomaly share; the status bar and the dialogs use it too.
#ifndef HOURGLASS_ANOMALY_PARTS_H
#define HOURGLASS_ANOMALY_PARTS_H

#include "panels.h"

/// "Sneaker", "Sneaker and Bag", "3 classes".
void anomaly_name(const LiveData *data, const ClassSet *classes, char *text, size_t size);

/// The run on screen leaves classes out.
bool anomaly_leaves_out(const Panel *panel);

/// There are scores of the run on screen.
bool anomaly_is_scored(const Panel *panel);

/// The score that is looked at: the one chosen, or the error where there is no other.
AnomalyScore anomaly_score(const Panel *panel);

/// In the status bar, where the run leaves classes out: which. Cut off the right of `row`.
void anomaly_badge(Panel *panel, Rect *row);

// Parts of the bench, from the top; each is cut off the top of `rest`.
void anomaly_classes_draw(Panel *panel, Rect *rest); // which classes to leave out, and a button that does it
void anomaly_table_draw(Panel *panel, Rect *rest);   // areas under the curve, and which score is looked at
float anomaly_plots_height(const Panel *panel, float width);
void anomaly_plots_draw(Panel *panel, Rect rect);
float anomaly_images_height(const Panel *panel); // that two rows of them take
void anomaly_images_draw(Panel *panel, Rect rect);

/// The question before a run starts anew.
void anomaly_dialog_draw(Panel *panel);

#endif

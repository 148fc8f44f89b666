// What there is to choose from: models and data sets.
#ifndef HOURGLASS_CATALOG_H
#define HOURGLASS_CATALOG_H

#include "panels.h"

/// Names the models of a folder in the look's list.
bool catalog_models(const char *folder, Look *look, Error *error);

/// Names the data sets that can be opened, and returns the one to begin with. Says how to install the one missing.
const char *catalog_data(Look *look, Ui *ui);

#endif

// Statistics of the code for the sample views, as the view Code shows them.
#ifndef HOURGLASS_TESTS_SAMPLE_STATISTICS_H
#define HOURGLASS_TESTS_SAMPLE_STATISTICS_H

#include "sample_views.h"

/// Of units that are active for fires[unit] of `images` test images, `complete` or still being counted. Everything else
/// about them is made up from integers. `figures` (units) is what the view points at.
void sample_statistics_fill(CodeStatisticsView *view, UnitFigures *figures, const int *fires, int units, int images,
                            bool gaussian);

#endif

// Where t-SNE begins.
#ifndef HOURGLASS_TSNE_START_H
#define HOURGLASS_TSNE_START_H

/// The first two principal components of centred codes (count, units) into x, y (count), scaled together so that the
/// first has the standard deviation `spread`; its sign is such that the largest weight is positive. 0 where codes do
/// not differ, where there is one unit only in y, and where memory is short. Subspace iteration as in pca.h.
void tsne_start(const float *codes, int count, int units, double spread, float *x, float *y);

#endif

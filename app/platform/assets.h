// Where the files that come with the program are: models, fonts.
#ifndef HOURGLASS_ASSETS_H
#define HOURGLASS_ASSETS_H

#include <stddef.h>

enum { ASSETS_PATH = 4096 };

/// The path of an asset: "models", "fonts/Inter-Regular.otf". Looked for in $HOURGLASS_ASSETS, then in
/// ../share/hourglass beside the program's folder, then in the source tree it was built from.
void assets_path(const char *name, char path[ASSETS_PATH]);

#endif

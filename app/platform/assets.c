// Finding the assets of an installed program or of a source tree. Called from any thread.
#include "assets.h"

#include "file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void assets_path(const char *name, char path[ASSETS_PATH]) {
    const char *chosen = getenv("HOURGLASS_ASSETS");
    if (chosen && *chosen) {
        snprintf(path, ASSETS_PATH, "%s/%s", chosen, name);
        return;
    }
    char program[ASSETS_PATH / 2];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length > 0 ? length : 0] = 0;
    char *slash = strrchr(program, '/');
    if (slash) {
        *slash = 0;
        snprintf(path, ASSETS_PATH, "%s/../share/hourglass/%s", program, name);
        if (file_exists(path))
            return;
    }
    snprintf(path, ASSETS_PATH, "%s/%s", HOURGLASS_SOURCE_ASSETS, name);
}

// Scratch folders and files for tests.
#ifndef HOURGLASS_TESTS_SCRATCH_H
#define HOURGLASS_TESTS_SCRATCH_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Scratch {
    char folder[128];
    char path[512]; // the last that scratch_path made
} Scratch;

/// Makes an empty folder of its own.
static inline void scratch_init(Scratch *scratch) {
    const char *parent = getenv("TMPDIR");
    snprintf(scratch->folder, sizeof scratch->folder, "%s/hourglass-XXXXXX", parent && parent[0] ? parent : "/tmp");
    if (!mkdtemp(scratch->folder)) {
        perror(scratch->folder);
        abort();
    }
}

/// The path of a file in the folder; valid until the next call.
static inline const char *scratch_path(Scratch *scratch, const char *name) {
    snprintf(scratch->path, sizeof scratch->path, "%s/%s", scratch->folder, name);
    return scratch->path;
}

/// Writes a file in the folder and returns its path.
static inline const char *scratch_write(Scratch *scratch, const char *name, const void *bytes, size_t size) {
    FILE *stream = fopen(scratch_path(scratch, name), "wb");
    if (!stream || fwrite(bytes, 1, size, stream) != size || fclose(stream) != 0) {
        perror(scratch->path);
        abort();
    }
    return scratch->path;
}

/// Counts the folder's entries; removes them too if asked.
static inline int scratch_entries(Scratch *scratch, int remove_them) {
    int count = 0;
    DIR *listing = opendir(scratch->folder);
    for (struct dirent *entry = readdir(listing); entry; entry = readdir(listing)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        if (remove_them)
            remove(scratch_path(scratch, entry->d_name));
    }
    closedir(listing);
    return count;
}

/// Removes the folder and the files in it.
static inline void scratch_finish(Scratch *scratch) {
    scratch_entries(scratch, 1);
    rmdir(scratch->folder);
}

#endif

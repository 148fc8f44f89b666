// Files: whole reads with a size limit, and writes that leave either the old file or the new one, never a part.
#ifndef HOURGLASS_FILE_H
#define HOURGLASS_FILE_H

#include "error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/// Reads a whole file into memory that the caller frees (one extra zero byte follows). Refuses files over `limit`
/// bytes.
bool file_read(const char *path, size_t limit, unsigned char **bytes, size_t *size, Error *error);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/// The part of the path after the last '/'.
const char *file_base_name(const char *path);

/// The path of a file that is there from the root on, in `whole`, to tell people where it is; `path` itself where it
/// cannot be found.
enum { FILE_WHOLE_PATH = 4096 };
const char *file_whole_path(const char *path, char whole[FILE_WHOLE_PATH]);

/// True if the path ends with `extension` ("npz", without the dot), in any case.
bool file_has_extension(const char *path, const char *extension);

/// A file being written. Bytes go to a temporary file beside the target; file_commit makes it the target.
typedef struct FileWriter {
    FILE *stream; // write here; errors are gathered and reported by file_commit
    char *path, *temporary;
} FileWriter;

/// Opens the temporary file PATH.tmp-PID-N and removes stale ones that dead processes left for the same target.
bool file_begin(FileWriter *writer, const char *path, Error *error);

/// Flush, fsync, rename over the target, fsync of the folder. On failure the old file is untouched and the temporary
/// is gone. Either way the writer is finished.
bool file_commit(FileWriter *writer, Error *error);

/// Gives up: removes the temporary file. Takes a zeroed or finished writer.
void file_abandon(FileWriter *writer);

#endif

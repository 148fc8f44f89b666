// Whole-file reads and atomic writes. Called from the command line, the trainer's saves and the jobs thread.
#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0;
}

bool file_is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

const char *file_base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *file_whole_path(const char *path, char whole[FILE_WHOLE_PATH]) {
    char *found = realpath(path, NULL);
    if (found)
        snprintf(whole, FILE_WHOLE_PATH, "%s", found);
    free(found);
    return found ? whole : path;
}

bool file_has_extension(const char *path, const char *extension) {
    const char *dot = strrchr(file_base_name(path), '.');
    return dot && strcasecmp(dot + 1, extension) == 0;
}

static bool read_stream(FILE *stream, const char *path, size_t expected, unsigned char **bytes, size_t *size,
                        Error *error) {
    unsigned char *buffer = malloc(expected + 1);
    if (!buffer)
        return error_memory(error, path);
    size_t got = fread(buffer, 1, expected, stream);
    if (got != expected) {
        free(buffer);
        return ferror(stream) ? error_system(error, errno, "cannot read %s", path)
                              : error_set(error, "%s: ended after %zu of %zu bytes", path, got, expected);
    }
    buffer[got] = 0;
    *bytes = buffer;
    *size = got;
    return true;
}

bool file_read(const char *path, size_t limit, unsigned char **bytes, size_t *size, Error *error) {
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC); // so that a pipe without a writer does not block
    FILE *stream = descriptor < 0 ? NULL : fdopen(descriptor, "rb");
    if (!stream) {
        error_system(error, errno, "cannot open %s", path);
        if (descriptor >= 0)
            close(descriptor);
        return false;
    }
    struct stat status;
    bool ok = false;
    if (fstat(fileno(stream), &status) != 0)
        error_system(error, errno, "cannot read %s", path);
    else if (!S_ISREG(status.st_mode))
        error_set(error, "%s is not a file", path);
    else if ((unsigned long long)status.st_size > limit)
        error_set(error, "%s has %lld bytes; at most %zu are read", path, (long long)status.st_size, limit);
    else
        ok = read_stream(stream, path, (size_t)status.st_size, bytes, size, error);
    fclose(stream);
    return ok;
}

// The folder that holds `path`, in memory the caller frees; NULL if memory is short.
static char *folder_of(const char *path) {
    const char *name = file_base_name(path);
    if (name == path)
        return strdup(".");
    size_t length = (size_t)(name - path);
    return strndup(path, length > 1 ? length - 1 : 1);
}

// True for NAME.tmp-PID-N where no process PID lives: left behind by a program that was killed while saving.
static bool is_stale(const char *entry, const char *name) {
    size_t length = strlen(name);
    if (strncmp(entry, name, length) != 0 || strncmp(entry + length, ".tmp-", 5) != 0)
        return false;
    char *end = NULL;
    long process = strtol(entry + length + 5, &end, 10);
    return process > 0 && *end == '-' && kill((pid_t)process, 0) != 0 && errno == ESRCH;
}

static void remove_stale(const char *path) {
    char *folder = folder_of(path);
    DIR *listing = folder ? opendir(folder) : NULL;
    if (listing) {
        for (struct dirent *entry = readdir(listing); entry; entry = readdir(listing))
            if (is_stale(entry->d_name, file_base_name(path)))
                unlinkat(dirfd(listing), entry->d_name, 0);
        closedir(listing);
    }
    free(folder);
}

// Several threads may save to one target; the number keeps their temporaries apart.
static unsigned next_number(void) {
    static atomic_uint number;
    return atomic_fetch_add(&number, 1);
}

bool file_begin(FileWriter *writer, const char *path, Error *error) {
    *writer = (FileWriter){0};
    if (file_is_folder(path))
        return error_set(error, "cannot write %s: it is a folder", path);
    remove_stale(path);
    size_t size = strlen(path) + 48;
    writer->path = strdup(path);
    writer->temporary = calloc(1, size); // empty until it is known, for file_abandon
    if (!writer->path || !writer->temporary) {
        file_abandon(writer);
        return error_memory(error, path);
    }
    snprintf(writer->temporary, size, "%s.tmp-%ld-%u", path, (long)getpid(), next_number());
    int descriptor = open(writer->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    writer->stream = descriptor < 0 ? NULL : fdopen(descriptor, "wb");
    if (!writer->stream) {
        error_system(error, errno, "cannot write %s", path);
        if (descriptor >= 0)
            close(descriptor);
        file_abandon(writer);
        return false;
    }
    return true;
}

// The rename is durable only once the folder itself is on disk. Not every file system and not every folder's rights
// allow that; the new file is in place all the same, so only a disk that reports an error counts.
static bool sync_folder(const char *path) {
    char *folder = folder_of(path);
    int descriptor = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    free(folder);
    if (descriptor < 0)
        return true;
    bool ok = fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS;
    int code = errno;
    close(descriptor);
    errno = code;
    return ok;
}

// The reason of an earlier failure is long gone from errno. One more byte, to a file that is thrown away, fails for the
// same.
static int reason_of_failure(FILE *stream) {
    return write(fileno(stream), "", 1) < 0 ? errno : EIO;
}

bool file_commit(FileWriter *writer, Error *error) {
    bool ok = fflush(writer->stream) == 0 && !ferror(writer->stream) && fsync(fileno(writer->stream)) == 0;
    int code = ferror(writer->stream) ? reason_of_failure(writer->stream) : errno;
    if (fclose(writer->stream) != 0 && ok) {
        code = errno;
        ok = false;
    }
    writer->stream = NULL;
    if (ok && (rename(writer->temporary, writer->path) != 0 || !sync_folder(writer->path))) {
        code = errno;
        ok = false;
    }
    if (!ok)
        error_system(error, code, "cannot write %s", writer->path);
    file_abandon(writer);
    return ok;
}

void file_abandon(FileWriter *writer) {
    if (writer->stream)
        fclose(writer->stream);
    if (writer->temporary)
        unlink(writer->temporary); // after a commit nothing bears this name any more
    free(writer->temporary);
    free(writer->path);
    *writer = (FileWriter){0};
}

// Counts calls and makes one fail. Everything runs on the test's only thread.
#include "faults.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool counting, has_failed;
static long calls, failing;
static int syncs_before, syncs_after;

static bool fails(int code) {
    if (!counting || calls++ != failing)
        return false;
    has_failed = true;
    errno = code;
    return true;
}

void faults_start(long call) {
    counting = true;
    has_failed = false;
    calls = 0;
    failing = call;
    syncs_before = syncs_after = 0;
}

long faults_stop(bool *failed) {
    counting = false;
    if (failed)
        *failed = has_failed;
    return calls;
}

void faults_syncs(int *before, int *after) {
    *before = syncs_before;
    *after = syncs_after;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t length);
FILE *__real_fopen(const char *path, const char *mode);
FILE *__real_fdopen(int descriptor, const char *mode);
size_t __real_fread(void *values, size_t size, size_t count, FILE *stream);
size_t __real_fwrite(const void *values, size_t size, size_t count, FILE *stream);
int __real_fflush(FILE *stream);
int __real_fsync(int descriptor);
int __real_rename(const char *from, const char *to);
DIR *__real_opendir(const char *path);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t length);
FILE *__wrap_fopen(const char *path, const char *mode);
FILE *__wrap_fdopen(int descriptor, const char *mode);
size_t __wrap_fread(void *values, size_t size, size_t count, FILE *stream);
size_t __wrap_fwrite(const void *values, size_t size, size_t count, FILE *stream);
int __wrap_fflush(FILE *stream);
int __wrap_fsync(int descriptor);
int __wrap_rename(const char *from, const char *to);
DIR *__wrap_opendir(const char *path);

void *__wrap_malloc(size_t size) {
    return fails(ENOMEM) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return fails(ENOMEM) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size) {
    return fails(ENOMEM) ? NULL : __real_realloc(memory, size);
}

char *__wrap_strdup(const char *text) {
    return fails(ENOMEM) ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t length) {
    return fails(ENOMEM) ? NULL : __real_strndup(text, length);
}

FILE *__wrap_fopen(const char *path, const char *mode) {
    return fails(EMFILE) ? NULL : __real_fopen(path, mode);
}

FILE *__wrap_fdopen(int descriptor, const char *mode) {
    return fails(ENOMEM) ? NULL : __real_fdopen(descriptor, mode);
}

size_t __wrap_fread(void *values, size_t size, size_t count, FILE *stream) {
    return fails(EIO) ? 0 : __real_fread(values, size, count, stream);
}

// A stream remembers a failed write only if the stream itself failed; closing its descriptor's way out does that.
size_t __wrap_fwrite(const void *values, size_t size, size_t count, FILE *stream) {
    if (!fails(ENOSPC))
        return __real_fwrite(values, size, count, stream);
    setvbuf(stream, NULL, _IONBF, 0);
    stream = freopen("/dev/full", "w", stream);
    return stream ? __real_fwrite(values, size, count, stream) : 0;
}

int __wrap_fflush(FILE *stream) {
    return fails(ENOSPC) ? EOF : __real_fflush(stream);
}

int __wrap_fsync(int descriptor) {
    syncs_after++;
    return fails(EIO) ? -1 : __real_fsync(descriptor);
}

int __wrap_rename(const char *from, const char *to) {
    syncs_before += syncs_after;
    syncs_after = 0;
    return fails(EACCES) ? -1 : __real_rename(from, to);
}

DIR *__wrap_opendir(const char *path) {
    return fails(EMFILE) ? NULL : __real_opendir(path);
}

static void *allocate(size_t size) {
    return fails(ENOMEM) ? NULL : __real_malloc(size);
}

void faults_watch_jansson(void) {
    json_set_alloc_funcs(allocate, free);
}

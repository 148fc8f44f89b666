// A small reader of PNG and JPEG headers that believes nothing. Called while an image folder is opened, on the jobs
// thread or the command line's.
#include "image_size.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned read_16(const unsigned char *bytes) {
    return (unsigned)bytes[0] << 8 | bytes[1];
}

static uint32_t read_32(const unsigned char *bytes) {
    return (uint32_t)read_16(bytes) << 16 | read_16(bytes + 2);
}

static const unsigned char PNG[16] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};

static bool begins(const unsigned char *bytes, size_t size, const unsigned char *start, size_t length) {
    return memcmp(bytes, start, size < length ? size : length) == 0;
}

static ImageSizeResult parse_png(const unsigned char *bytes, size_t size, ImageSize *found) {
    enum { NEEDED = 26, COLOR_TYPE = 25 };
    if (size < NEEDED)
        return IMAGE_SIZE_MORE;
    uint32_t width = read_32(bytes + 16), height = read_32(bytes + 20);
    int color = bytes[COLOR_TYPE];
    if (width < 1 || width > INT32_MAX || height < 1 || height > INT32_MAX || color > 6 || color == 1 || color == 5)
        return IMAGE_SIZE_NONE;
    *found = (ImageSize){(int)width, (int)height, color == 0 || color == 4};
    return IMAGE_SIZE_FOUND;
}

// Length, precision, height, width, number of components. A height of 0 is told only after the picture's data.
static ImageSizeResult parse_frame(const unsigned char *segment, size_t left, ImageSize *found) {
    enum { NEEDED = 8 };
    if (left < NEEDED)
        return IMAGE_SIZE_MORE;
    int height = (int)read_16(segment + 3), width = (int)read_16(segment + 5), components = segment[7];
    if (read_16(segment) != (unsigned)(8 + 3 * components) || height < 1 || width < 1 ||
        (components != 1 && components != 3))
        return IMAGE_SIZE_NONE;
    *found = (ImageSize){width, height, components == 1};
    return IMAGE_SIZE_FOUND;
}

static bool is_frame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

// From segment to segment until one is a frame. The picture's data (SOS) or its end (EOI) before that is a mistake.
static ImageSizeResult parse_jpeg(const unsigned char *bytes, size_t size, ImageSize *found) {
    size_t at = 2;
    while (at + 4 <= size) {
        int marker = bytes[at + 1];
        if (bytes[at] != 0xff)
            return IMAGE_SIZE_NONE;
        if (marker == 0xff) { // padding
            at++;
            continue;
        }
        unsigned length = read_16(bytes + at + 2);
        if (is_frame(marker))
            return parse_frame(bytes + at + 2, size - at - 2, found);
        if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda) || length < 2)
            return IMAGE_SIZE_NONE;
        at += 2 + (size_t)length;
    }
    return IMAGE_SIZE_MORE;
}

ImageSizeResult image_size_parse(const unsigned char *bytes, size_t size, ImageSize *found) {
    static const unsigned char jpeg[2] = {0xff, 0xd8};
    *found = (ImageSize){0};
    if (size > 0 && begins(bytes, size, PNG, sizeof PNG))
        return parse_png(bytes, size, found);
    if (size > 0 && begins(bytes, size, jpeg, sizeof jpeg))
        return parse_jpeg(bytes, size, found);
    return IMAGE_SIZE_NONE;
}

// The first `wanted` bytes of the file, or all if it is shorter; negative with errno set after a failure.
static ssize_t read_start(int file, unsigned char *bytes, size_t wanted) {
    size_t got = 0;
    while (got < wanted) {
        ssize_t now = pread(file, bytes + got, wanted - got, (off_t)got);
        if (now < 0 && errno == EINTR)
            continue;
        if (now < 0)
            return now;
        if (now == 0)
            break;
        got += (size_t)now;
    }
    return (ssize_t)got;
}

// Most headers end within the first page; photos may carry previews and colour profiles before it.
static bool find_size(int file, ImageSize *found, Error *reason) {
    enum { LEAST = 1 << 12, MOST = 1 << 24 };
    ImageSizeResult result = IMAGE_SIZE_MORE;
    for (size_t wanted = LEAST; result == IMAGE_SIZE_MORE && wanted <= MOST; wanted *= 16) {
        unsigned char *bytes = malloc(wanted);
        if (!bytes)
            return error_set(reason, "out of memory");
        ssize_t got = read_start(file, bytes, wanted);
        int code = errno;
        result = got < 0 ? IMAGE_SIZE_NONE : image_size_parse(bytes, (size_t)got, found);
        free(bytes);
        if (got < 0)
            return error_system(reason, code, "cannot be read");
        if (result == IMAGE_SIZE_MORE && (size_t)got < wanted)
            return error_set(reason, "broken header");
    }
    return result == IMAGE_SIZE_FOUND || error_set(reason, "not a PNG or JPEG picture");
}

bool image_size_read(const char *path, ImageSize *found, Error *reason) {
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC); // so that a pipe without a writer does not block
    if (file < 0)
        return error_system(reason, errno, "cannot be opened");
    struct stat status;
    bool ok = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    ok = ok ? find_size(file, found, reason) : error_set(reason, "not a file");
    close(file);
    if (ok && (found->width > IMAGE_SIZE_SIDE || found->height > IMAGE_SIZE_SIDE ||
               (long long)found->width * found->height > IMAGE_SIZE_PIXELS))
        return error_set(reason, "%d×%d pixels are too many", found->width, found->height);
    return ok;
}

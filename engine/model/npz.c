// Writes NumPy's .npz: a zip archive (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16) whose members are stored, not
// compressed, one .npy a tensor. Dates are the format's first day, so that the same tensors give the same bytes. Called
// for --out x.npz.
#include "file.h"
#include "npy.h"
#include "safetensors.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    VERSION_NEEDED = 20,
    UTF8_NAMES = 0x800,
    FIRST_DAY = 0x21, // 1 January 1980
    LOCAL_HEADER = 0x04034b50,
    CENTRAL_HEADER = 0x02014b50,
    END_RECORD = 0x06054b50,
    LOCAL_BYTES = 30,
    CENTRAL_BYTES = 46
};

_Static_assert((int)TENSOR_MAX_DIMENSIONS == (int)NPY_MAX_DIMENSIONS, "a tensor is written as one array");

// The plain format's offsets have 32 bits; the directory behind the members is far smaller than the rest of 1 MiB.
static const uint64_t BYTES_MAX = UINT32_MAX - (UINT64_C(1) << 20);

typedef struct Member {
    char name[sizeof((Tensor *)0)->name + 4]; // with .npy
    char header[256];
    size_t header_bytes, bytes, offset; // bytes: header and values
    uint32_t checksum;
} Member;

static void put16(FILE *stream, unsigned number) {
    fputc((int)(number & 0xFF), stream);
    fputc((int)(number >> 8 & 0xFF), stream);
}

static void put32(FILE *stream, size_t number) {
    put16(stream, (unsigned)(number & 0xFFFF));
    put16(stream, (unsigned)(number >> 16 & 0xFFFF));
}

static void member_init(Member *member, const Tensor *tensor, size_t offset) {
    snprintf(member->name, sizeof member->name, "%s.npy", tensor->name);
    NpyArray array = {.dimensions = tensor->dimensions};
    memcpy(array.sizes, tensor->sizes, sizeof array.sizes);
    member->header_bytes = npy_header(&array, member->header, sizeof member->header);
    // npy_header knows floats only; for doubles one letter differs.
    char *type = memchr(member->header, '<', member->header_bytes);
    if (tensor->type == TENSOR_F64)
        type[2] = '8';
    member->bytes = member->header_bytes + tensor_bytes(tensor);
    member->offset = offset;
}

static void member_sum(Member *member, const Tensor *tensor) {
    uLong checksum = crc32_z(0, (const Bytef *)member->header, member->header_bytes);
    member->checksum = (uint32_t)crc32_z(checksum, tensor->values, tensor_bytes(tensor));
}

// The fields that the local and the central header have in common.
static void put_common(FILE *stream, const Member *member) {
    put16(stream, VERSION_NEEDED);
    put16(stream, UTF8_NAMES);
    put16(stream, 0); // stored
    put16(stream, 0); // midnight
    put16(stream, FIRST_DAY);
    put32(stream, member->checksum);
    put32(stream, member->bytes); // as stored
    put32(stream, member->bytes);
    put16(stream, (unsigned)strlen(member->name));
    put16(stream, 0); // no extra field
}

static void put_member(FILE *stream, const Member *member, const Tensor *tensor) {
    put32(stream, LOCAL_HEADER);
    put_common(stream, member);
    fputs(member->name, stream);
    fwrite(member->header, 1, member->header_bytes, stream);
    fwrite(tensor->values, 1, tensor_bytes(tensor), stream);
}

static void put_central(FILE *stream, const Member *member) {
    put32(stream, CENTRAL_HEADER);
    put16(stream, VERSION_NEEDED); // made by
    put_common(stream, member);
    put16(stream, 0); // no comment
    put16(stream, 0); // disk
    put16(stream, 0); // internal attributes
    put32(stream, 0); // external attributes
    put32(stream, member->offset);
    fputs(member->name, stream);
}

static void put_end(FILE *stream, int members, size_t offset, size_t bytes) {
    put32(stream, END_RECORD);
    put16(stream, 0); // this disk
    put16(stream, 0); // the central directory's disk
    put16(stream, (unsigned)members);
    put16(stream, (unsigned)members);
    put32(stream, bytes);
    put32(stream, offset);
    put16(stream, 0); // no comment
}

static void put_archive(FILE *stream, const Member *members, const Tensors *tensors, size_t directory) {
    size_t directory_bytes = 0;
    for (int i = 0; i < tensors->count; i++)
        put_member(stream, &members[i], &tensors->tensor[i]);
    for (int i = 0; i < tensors->count; i++) {
        put_central(stream, &members[i]);
        directory_bytes += CENTRAL_BYTES + strlen(members[i].name);
    }
    put_end(stream, tensors->count, directory, directory_bytes);
}

// Places all members, and returns where the directory behind them starts.
static uint64_t place_members(Member *members, const Tensors *tensors) {
    uint64_t offset = 0;
    for (int i = 0; i < tensors->count; i++) {
        member_init(&members[i], &tensors->tensor[i], (size_t)offset);
        offset += LOCAL_BYTES + strlen(members[i].name) + members[i].bytes;
    }
    return offset;
}

bool npz_save(const char *path, const Tensors *tensors, Error *error) {
    Member *members = calloc((size_t)tensors->count + 1, sizeof *members);
    if (!members)
        return error_memory(error, path);
    FileWriter writer;
    uint64_t directory = place_members(members, tensors);
    bool ok = directory <= BYTES_MAX ||
              error_set(error, "cannot write %s: more than 4 GiB; a .safetensors file can hold it", path);
    ok = ok && file_begin(&writer, path, error);
    if (ok) {
        for (int i = 0; i < tensors->count; i++)
            member_sum(&members[i], &tensors->tensor[i]);
        put_archive(writer.stream, members, tensors, (size_t)directory);
        ok = file_commit(&writer, error);
    }
    free(members);
    return ok;
}

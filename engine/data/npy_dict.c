// Parser of the dict in an .npy header. Called by npy_parse, on any thread.
#include "npy_dict.h"

#include <limits.h>
#include <string.h>

// The header's text while it is parsed.
typedef struct Cursor {
    const unsigned char *at, *end;
} Cursor;

static void skip_spaces(Cursor *cursor) {
    while (cursor->at < cursor->end && *cursor->at == ' ')
        cursor->at++;
}

static bool accept(Cursor *cursor, const char *word) {
    skip_spaces(cursor);
    size_t length = strlen(word);
    if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, word, length) != 0)
        return false;
    cursor->at += length;
    return true;
}

// A string in either kind of quotes, of printable characters without escapes.
static bool parse_string(Cursor *cursor, char *text, size_t capacity) {
    skip_spaces(cursor);
    if (cursor->at == cursor->end || (*cursor->at != '\'' && *cursor->at != '"'))
        return false;
    unsigned char quote = *cursor->at++;
    size_t length = 0;
    while (cursor->at < cursor->end && *cursor->at != quote) {
        unsigned char c = *cursor->at++;
        if (c < ' ' || c > '~' || c == '\\' || length + 1 >= capacity)
            return false;
        text[length++] = (char)c;
    }
    text[length] = 0;
    if (cursor->at == cursor->end)
        return false;
    cursor->at++;
    return true;
}

static bool parse_size(Cursor *cursor, int *size) {
    skip_spaces(cursor);
    const unsigned char *start = cursor->at;
    long long value = 0;
    for (; cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9'; cursor->at++) {
        value = 10 * value + (*cursor->at - '0');
        if (value > INT_MAX)
            return false;
    }
    bool padded = cursor->at - start > 1 && *start == '0'; // Python has no such numbers
    *size = (int)value;
    return cursor->at > start && !padded;
}

// (), (3,), (3, 4) or (3, 4,); but not (3), which in Python is a number.
static bool parse_shape(Cursor *cursor, NpyDict *dict) {
    if (!accept(cursor, "("))
        return false;
    bool comma = true;
    while (!accept(cursor, ")")) {
        int size;
        if (!comma || !parse_size(cursor, &size))
            return false;
        if (dict->dimensions < NPY_MAX_DIMENSIONS)
            dict->sizes[dict->dimensions] = size;
        dict->dimensions++;
        comma = accept(cursor, ",");
    }
    return dict->dimensions != 1 || comma;
}

static bool parse_order(Cursor *cursor, bool *fortran) {
    *fortran = accept(cursor, "True");
    return *fortran || accept(cursor, "False");
}

// One `'key': value`; each of the three keys may come once.
static bool parse_entry(Cursor *cursor, NpyDict *dict) {
    char key[16];
    if (!parse_string(cursor, key, sizeof key) || !accept(cursor, ":"))
        return false;
    bool *seen = strcmp(key, "descr") == 0           ? &dict->has_descr
                 : strcmp(key, "fortran_order") == 0 ? &dict->has_order
                 : strcmp(key, "shape") == 0         ? &dict->has_shape
                                                     : NULL;
    if (!seen || *seen)
        return false;
    *seen = true;
    if (seen == &dict->has_descr)
        return parse_string(cursor, dict->descr, sizeof dict->descr);
    return seen == &dict->has_order ? parse_order(cursor, &dict->fortran) : parse_shape(cursor, dict);
}

static bool parse_dict(Cursor *cursor, NpyDict *dict) {
    if (!accept(cursor, "{"))
        return false;
    bool comma = true;
    while (!accept(cursor, "}")) {
        if (!comma || !parse_entry(cursor, dict))
            return false;
        comma = accept(cursor, ",");
    }
    skip_spaces(cursor);
    return cursor->end - cursor->at == 1 && *cursor->at == '\n' && dict->has_descr && dict->has_order &&
           dict->has_shape;
}

bool npy_dict_parse(const unsigned char *text, size_t length, NpyDict *dict, size_t *stopped) {
    *dict = (NpyDict){0};
    Cursor cursor = {text, text + length};
    bool ok = parse_dict(&cursor, dict);
    *stopped = (size_t)(cursor.at - text);
    return ok;
}

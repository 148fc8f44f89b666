// Reads a model file's text. inih splits sections, keys and values; it gets its lines from here, which is how errors
// know their line, why indented lines are not taken for continuations (a default of Debian's inih), and why a line too
// long for inih is refused instead of split in two. Called for model files and for the text inside checkpoints.
#include "file.h"
#include "spec.h"
#include "spec_keys.h"
#include "utf8.h"

#include <ctype.h>
#include <ini.h>
#include <string.h>

typedef struct SpecReader {
    const char *rest; // what inih has not seen yet
    const char *name; // of the file, for errors
    int line;         // the one inih works on, from 1
    bool failed;
    bool seen[SPEC_KEYS];
    ModelSpec *spec;
    Error *error;
} SpecReader;

static bool fail(SpecReader *reader, const char *reason) {
    reader->failed = true;
    return error_set(reader->error, "%s:%d: %s", reader->name, reader->line, reason);
}

// inih takes a section's name and drops what follows on the line, which may be something the user meant.
static bool check_section(SpecReader *reader, const char *line) {
    Error reason;
    const char *close = strchr(line, ']');
    if (!close)
        return fail(reader, "expected ']' at the end of the section's name");
    const char *after = close + 1 + strspn(close + 1, " \t");
    if (*after && *after != ';' && *after != '#')
        return fail(reader, "expected nothing after ']'");
    char section[SPEC_MAX_LINE + 1];
    snprintf(section, sizeof section, "%.*s", (int)(close - line - 1), line + 1);
    return spec_section_check(section, &reason) || fail(reader, reason.text);
}

static bool check_line(SpecReader *reader, const char *line) {
    Error reason;
    if (*line == 0 || *line == ';' || *line == '#')
        return true;
    if (*line == '[')
        return check_section(reader, line);
    if (strchr(line, '='))
        return true;
    error_set(&reason, "expected key = value, found '%.64s'", line);
    return fail(reader, reason.text);
}

static char *read_line(char *buffer, int capacity, void *stream) {
    SpecReader *reader = stream;
    if (reader->failed || !*reader->rest)
        return NULL;
    reader->line++;
    const char *start = reader->rest;
    size_t length = strcspn(start, "\n");
    reader->rest += length + (start[length] == '\n');
    while (length && isspace((unsigned char)*start))
        start++, length--;
    while (length && isspace((unsigned char)start[length - 1]))
        length--;
    if (length >= (size_t)capacity) {
        Error reason;
        error_set(&reason, "expected a line of at most %d bytes, found %zu", capacity - 1, length);
        fail(reader, reason.text);
        return NULL;
    }
    memcpy(buffer, start, length);
    buffer[length] = 0;
    return check_line(reader, buffer) ? buffer : NULL;
}

static int read_value(void *context, const char *section, const char *key, const char *value) {
    SpecReader *reader = context;
    ModelSpec *spec = reader->spec;
    Error reason;
    if (!*section)
        return fail(reader, "expected a section such as [model] first");
    int index = spec_key_find(section, key, &reason);
    if (index < 0)
        return fail(reader, reason.text);
    bool layer = spec_keys[index].kind == SPEC_LAYER;
    if (reader->seen[index] && !layer) {
        error_set(&reason, "expected %s once in [%s], found it again", key, section);
        return fail(reader, reason.text);
    }
    reader->seen[index] = true;
    if (!spec_set(spec, section, key, value, &reason))
        return fail(reader, reason.text);
    if (layer)
        spec->line[strcmp(section, "encoder") == 0 ? spec->encoder_layers - 1 : spec->layers - 1] = reader->line;
    return 1;
}

static bool read_all(SpecReader *reader) {
    int bad_line = ini_parse_stream(read_line, reader, read_value, reader);
    if (reader->failed)
        return false;
    if (bad_line) { // inih found no '=' before a comment, and went on to the end
        reader->line = bad_line;
        return bad_line < 0 ? error_memory(reader->error, reader->name)
                            : fail(reader, "expected key = value, found no '=' before the comment");
    }
    if (reader->spec->encoder_layers == 0)
        return error_set(reader->error, "%s: expected at least one layer in [encoder], found none", reader->name);
    if (reader->spec->layers == reader->spec->encoder_layers)
        return error_set(reader->error, "%s: expected at least one layer in [decoder], found none", reader->name);
    return true;
}

static int count_lines(const char *text, size_t length) {
    int lines = 1;
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    return lines;
}

// The file's name without its folder and .ini.
static void set_id(ModelSpec *spec, const char *name) {
    const char *base = file_base_name(name);
    size_t length = strlen(base) - (file_has_extension(name, "ini") ? strlen(".ini") : 0);
    snprintf(spec->id, sizeof spec->id, "%.*s", (int)length, base);
}

bool spec_parse(const char *text, const char *name, ModelSpec *spec, Error *error) {
    size_t size = strlen(text), valid = utf8_valid_length(text);
    if (size > SPEC_MAX_BYTES)
        return error_set(error, "%s: expected at most %d bytes, found %zu", name, SPEC_MAX_BYTES, size);
    if (valid < size)
        return error_set(error, "%s:%d: expected UTF-8 text, found the byte 0x%02x", name, count_lines(text, valid),
                         (unsigned char)text[valid]);
    bool marked = strncmp(text, "\xEF\xBB\xBF", 3) == 0; // the mark that some editors put first
    ModelSpec result = spec_empty();
    SpecReader reader = {.rest = text + (marked ? 3 : 0), .name = name, .spec = &result, .error = error};
    if (!read_all(&reader))
        return false;
    set_id(&result, name);
    *spec = result;
    return true;
}

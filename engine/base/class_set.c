// Sets of class numbers. Pure functions; called wherever a run's classes are looked at.
#include "class_set.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

bool class_set_has(const ClassSet *set, int number) {
    return number >= 0 && number < CLASS_SET_MAX && ((set->bits[number / 64] >> (number % 64)) & 1) != 0;
}

void class_set_put(ClassSet *set, int number, bool in) {
    uint64_t bit = UINT64_C(1) << (number % 64);
    if (in)
        set->bits[number / 64] |= bit;
    else
        set->bits[number / 64] &= ~bit;
}

int class_set_count(const ClassSet *set) {
    int count = 0;
    for (int i = 0; i < CLASS_SET_MAX; i++)
        count += class_set_has(set, i);
    return count;
}

bool class_set_is_same(const ClassSet *a, const ClassSet *b) {
    return memcmp(a, b, sizeof *a) == 0;
}

void class_set_write(const ClassSet *set, char *text, size_t size) {
    size_t used = 0;
    text[0] = 0;
    for (int i = 0; i < CLASS_SET_MAX && used < size; i++)
        if (class_set_has(set, i))
            used += (size_t)snprintf(text + used, size - used, used ? ",%d" : "%d", i);
}

bool class_set_read(const char *text, ClassSet *set) {
    char copy[CLASS_SET_TEXT], *rest = text[0] ? copy : NULL;
    ClassSet read = {0};
    if (strlen(text) >= sizeof copy)
        return false;
    strcpy(copy, text);
    while (rest) {
        int number = 0;
        if (!text_to_int(strsep(&rest, ","), 0, CLASS_SET_MAX - 1, &number))
            return false;
        class_set_put(&read, number, true);
    }
    *set = read;
    return true;
}

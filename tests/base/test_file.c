// Saving leaves the old file or the new one, whatever happens in between; reading is whole or refused.
#include "file.h"
#include "random.h"
#include "scratch.h"
#include "test.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIMIT = 1 << 20 };

static int make_scratch(void **state) {
    static Scratch scratch;
    scratch_init(&scratch);
    *state = &scratch;
    return 0;
}

static int remove_scratch(void **state) {
    scratch_finish(*state);
    return 0;
}

static bool save(const char *path, const void *bytes, size_t size, Error *error) {
    FileWriter writer;
    if (!file_begin(&writer, path, error))
        return false;
    fwrite(bytes, 1, size, writer.stream);
    return file_commit(&writer, error);
}

static void assert_holds(const char *path, const char *text) {
    unsigned char *bytes = NULL;
    size_t size = 0;
    assert_true(file_read(path, LIMIT, &bytes, &size, NULL));
    assert_int_equal(size, strlen(text));
    assert_string_equal((char *)bytes, text);
    free(bytes);
}

static void what_is_saved_is_read_back(void **state) {
    const char *path = scratch_path(*state, "target");
    Error error = {""};
    assert_true(save(path, "first", 5, &error));
    assert_holds(path, "first");
    assert_true(save(path, "", 0, &error));
    assert_holds(path, "");
    assert_true(save(path, "third", 5, &error));
    assert_holds(path, "third");
    assert_string_equal(error.text, "");
    assert_int_equal(scratch_entries(*state, 0), 1);
}

static void reading_refuses_what_is_missing_too_large_or_no_file(void **state) {
    Scratch *scratch = *state;
    unsigned char *bytes = NULL;
    size_t size = 0;
    Error error = {""};
    assert_false(file_read(scratch_path(scratch, "missing"), LIMIT, &bytes, &size, &error));
    assert_contains(error.text, "missing: No such file");
    const char *path = scratch_write(scratch, "large", "123456", 6);
    assert_false(file_read(path, 5, &bytes, &size, &error));
    assert_contains(error.text, "large has 6 bytes; at most 5");
    assert_true(file_read(path, 6, &bytes, &size, &error));
    free(bytes);
    assert_false(file_read(scratch->folder, LIMIT, &bytes, &size, &error));
    assert_contains(error.text, "not a file");
    assert_false(file_read("/dev/zero", LIMIT, &bytes, &size, &error));
    assert_contains(error.text, "not a file");
}

static void a_folder_is_not_written_over(void **state) {
    Scratch *scratch = *state;
    Error error = {""};
    FileWriter writer;
    assert_false(file_begin(&writer, scratch->folder, &error));
    assert_contains(error.text, "it is a folder");
    assert_false(file_begin(&writer, scratch_path(scratch, "nowhere/file"), &error));
    assert_contains(error.text, "cannot write");
    file_abandon(&writer);
}

static void an_abandoned_save_leaves_the_old_file_and_nothing_else(void **state) {
    Scratch *scratch = *state;
    const char *path = scratch_write(scratch, "target", "old", 3);
    FileWriter writer;
    assert_true(file_begin(&writer, path, NULL));
    fputs("new", writer.stream);
    fflush(writer.stream);
    assert_int_equal(scratch_entries(scratch, 0), 2);
    file_abandon(&writer);
    file_abandon(&writer);
    assert_holds(scratch_path(scratch, "target"), "old");
    assert_int_equal(scratch_entries(scratch, 0), 1);
}

static void a_save_past_the_file_size_limit_leaves_the_old_file(void **state) {
    Scratch *scratch = *state;
    const char *path = scratch_write(scratch, "target", "old", 3);
    char *large = calloc(1, 200000);
    struct rlimit before, low;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    low = before;
    low.rlim_cur = 65536;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
    Error error = {""};
    bool saved = save(path, large, 200000, &error);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    free(large);
    assert_false(saved);
    assert_contains(error.text, "target: File too large");
    assert_holds(scratch_path(scratch, "target"), "old");
    assert_int_equal(scratch_entries(scratch, 0), 1);
}

static void a_save_into_a_read_only_folder_leaves_the_old_file(void **state) {
    Scratch *scratch = *state;
    if (geteuid() == 0)
        skip(); // nothing is read-only for root
    const char *path = scratch_write(scratch, "target", "old", 3);
    assert_int_equal(chmod(scratch->folder, 0500), 0);
    Error error = {""};
    bool saved = save(path, "new", 3, &error);
    chmod(scratch->folder, 0700);
    assert_false(saved);
    assert_contains(error.text, "Permission denied");
    assert_holds(path, "old");
}

// A process number that no process has: that of a child which is gone.
static long dead_process(void) {
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    return child;
}

static void temporaries_of_dead_processes_are_removed_and_others_kept(void **state) {
    Scratch *scratch = *state;
    long dead = dead_process();
    char stale[64], live[64], other[64], odd[] = "target.tmp-x-0";
    snprintf(stale, sizeof stale, "target.tmp-%ld-0", dead);
    snprintf(live, sizeof live, "target.tmp-%ld-999", (long)getppid());
    snprintf(other, sizeof other, "target2.tmp-%ld-0", dead);
    const char *const names[] = {stale, live, other, odd};
    for (int i = 0; i < 4; i++)
        scratch_write(scratch, names[i], "x", 1);
    assert_true(save(scratch_path(scratch, "target"), "new", 3, NULL));
    assert_false(file_exists(scratch_path(scratch, stale)));
    assert_true(file_exists(scratch_path(scratch, live)));
    assert_true(file_exists(scratch_path(scratch, other)));
    assert_true(file_exists(scratch_path(scratch, odd)));
}

// Saves one content after the other until killed.
static void save_for_ever(const char *path, char *content, size_t size) {
    for (char letter = 'a';; letter = letter == 'z' ? 'a' : (char)(letter + 1)) {
        memset(content, letter, size);
        if (!save(path, content, size, NULL))
            _exit(1);
    }
}

static void assert_whole(const char *path, size_t expected) {
    unsigned char *bytes = NULL;
    size_t size = 0;
    assert_true(file_read(path, LIMIT, &bytes, &size, NULL));
    assert_int_equal(size, expected);
    for (size_t i = 0; i < size; i++)
        assert_true(bytes[i] >= 'a' && bytes[i] <= 'z' && bytes[i] == bytes[0]);
    free(bytes);
}

static void a_kill_at_any_moment_leaves_a_whole_file(void **state) {
    enum { ROUNDS = 200, SIZE = 100000 };
    const char *path = scratch_path(*state, "target");
    char *content = malloc(SIZE);
    memset(content, 'a', SIZE);
    assert_true(save(path, content, SIZE, NULL));
    for (uint64_t round = 0; round < ROUNDS; round++) {
        pid_t child = fork();
        if (child == 0)
            save_for_ever(path, content, SIZE);
        usleep((useconds_t)(20000 * random_uniform(random_stream(1, RANDOM_OBSERVE), round)));
        kill(child, SIGKILL);
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        assert_whole(path, SIZE);
    }
    assert_true(save(path, content, SIZE, NULL));
    assert_int_equal(scratch_entries(*state, 0), 1); // the temporaries of the killed are gone
    free(content);
}

static void names_and_extensions_are_told_from_paths(void **state) {
    (void)state;
    assert_string_equal(file_base_name("a/b/c.txt"), "c.txt");
    assert_string_equal(file_base_name("c.txt"), "c.txt");
    assert_string_equal(file_base_name("a/"), "");
    assert_true(file_has_extension("a/b.NPZ", "npz"));
    assert_false(file_has_extension("a.npz/b", "npz"));
    assert_false(file_has_extension("npz", "npz"));
    assert_false(file_has_extension("a.npz2", "npz"));
}

static void a_path_is_told_from_the_root_on(void **state) {
    char whole[FILE_WHOLE_PATH], expected[FILE_WHOLE_PATH];
    const char *path = scratch_path(*state, "here.txt");
    assert_true(save(path, "x", 1, NULL));
    assert_non_null(realpath(path, expected));
    assert_string_equal(file_whole_path(path, whole), expected);
    assert_int_equal(chdir(((Scratch *)*state)->folder), 0);
    assert_string_equal(file_whole_path("here.txt", whole), expected);
    assert_string_equal(file_whole_path("not/there.txt", whole), "not/there.txt");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_scratch, remove_scratch)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_saved_is_read_back),
        TEST(reading_refuses_what_is_missing_too_large_or_no_file),
        TEST(a_folder_is_not_written_over),
        TEST(an_abandoned_save_leaves_the_old_file_and_nothing_else),
        TEST(a_save_past_the_file_size_limit_leaves_the_old_file),
        TEST(a_save_into_a_read_only_folder_leaves_the_old_file),
        TEST(temporaries_of_dead_processes_are_removed_and_others_kept),
        TEST(a_kill_at_any_moment_leaves_a_whole_file),
        cmocka_unit_test(names_and_extensions_are_told_from_paths),
        TEST(a_path_is_told_from_the_root_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

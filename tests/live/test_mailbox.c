// Queues and mailboxes between threads.
#include "mailbox.h"
#include "queue.h"
#include "test.h"

#include <pthread.h>
#include <string.h>

enum { POSTS = 200000, WORDS = 16 };

typedef struct Value {
    int word[WORDS];
} Value;

static void *write_values(void *context) {
    Mailbox *mailbox = context;
    for (int i = 1; i <= POSTS; i++) {
        Value *value = mailbox_slot(mailbox);
        for (int w = 0; w < WORDS; w++)
            value->word[w] = i;
        mailbox_post(mailbox);
    }
    return NULL;
}

static void a_reader_sees_whole_values_that_never_go_back(void **state) {
    (void)state;
    Value values[MAILBOX_SLOTS] = {0};
    Mailbox mailbox;
    mailbox_init(&mailbox, (void *[]){&values[0], &values[1], &values[2]});
    pthread_t writer;
    assert_int_equal(pthread_create(&writer, NULL, write_values, &mailbox), 0);
    int before = 0, torn = 0, back = 0;
    while (before < POSTS) {
        const Value *value = mailbox_read(&mailbox, NULL);
        for (int w = 1; w < WORDS; w++)
            torn += value->word[w] != value->word[0];
        back += value->word[0] < before;
        before = value->word[0];
    }
    pthread_join(writer, NULL);
    assert_int_equal(torn, 0);
    assert_int_equal(back, 0);
}

static void news_is_news_once(void **state) {
    (void)state;
    Value values[MAILBOX_SLOTS] = {0};
    Mailbox mailbox;
    bool fresh = true;
    mailbox_init(&mailbox, (void *[]){&values[0], &values[1], &values[2]});
    mailbox_read(&mailbox, &fresh);
    assert_false(fresh);
    ((Value *)mailbox_slot(&mailbox))->word[0] = 5;
    mailbox_post(&mailbox);
    assert_true(mailbox_has_news(&mailbox));
    assert_int_equal(((const Value *)mailbox_read(&mailbox, &fresh))->word[0], 5);
    assert_true(fresh);
    assert_int_equal(((const Value *)mailbox_read(&mailbox, &fresh))->word[0], 5);
    assert_false(fresh);
}

static bool same_parity(const void *waiting, const void *message) {
    return *(const int *)waiting % 2 == *(const int *)message % 2;
}

static void a_queue_keeps_order_replaces_and_refuses(void **state) {
    (void)state;
    Queue queue;
    int value;
    assert_true(queue_init(&queue, 3, sizeof value, NULL));
    for (int i = 0; i < 3; i++)
        assert_true(queue_send(&queue, &i, NULL));
    value = 7;
    assert_false(queue_send(&queue, &value, NULL));
    assert_false(queue_send(&queue, &value, same_parity)); // the newest waiting is 2
    value = 8;
    assert_true(queue_send(&queue, &value, same_parity));
    const int expected[] = {0, 1, 8};
    for (int i = 0; i < 3; i++) {
        assert_true(queue_take(&queue, &value, 0));
        assert_int_equal(value, expected[i]);
    }
    assert_false(queue_take(&queue, &value, 0));
    assert_false(queue_take(&queue, &value, 0.001));
    queue_nudge(&queue);
    assert_false(queue_take(&queue, &value, -1)); // returns, though nothing came
    queue_send(&queue, &value, NULL);
    queue_close(&queue);
    assert_false(queue_send(&queue, &value, NULL));
    assert_true(queue_take(&queue, &value, -1));
    assert_false(queue_take(&queue, &value, -1));
    queue_finish(&queue);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_sees_whole_values_that_never_go_back),
        cmocka_unit_test(news_is_news_once),
        cmocka_unit_test(a_queue_keeps_order_replaces_and_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

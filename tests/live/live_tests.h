// The tests of the program without its window, by subject: a file live_NAME.c each, which returns how many failed.
#ifndef HOURGLASS_TESTS_LIVE_TESTS_H
#define HOURGLASS_TESTS_LIVE_TESTS_H

int live_runs(void);
int live_settings(void);
int live_past(void);
int live_codes(void);
int live_filters(void);
int live_layers(void);

#endif

// What the observer's thread may spend of a core while training runs. Times are handed in, in seconds.
#ifndef HOURGLASS_BUDGET_H
#define HOURGLASS_BUDGET_H

#include <stdbool.h>

#define BUDGET_SHARE 0.047    // of a core, averaged over BUDGET_SPAN seconds
#define BUDGET_SPAN 2.0       //
#define BUDGET_BACKGROUND 0.1 // of the budget, for parts in the background while something moves on screen
#define BUDGET_FOLLOWING 0.3  // of the budget at most, for keeping up with new snapshots while other work waits
#define BUDGET_FOLLOWS 0.15   // seconds at least from one snapshot to the next, for what moves

typedef struct Budget {
    double credit;         // CPU seconds that may be spent
    double beside;         // the same, in the background while something moves
    double earned;         // when credit was last earned
    double followed, cost; // when the last snapshot was taken, and the CPU seconds that it cost
} Budget;                  // zeroed but for `earned` before its first use

/// Credit for the time since the last call, up to that of BUDGET_SPAN. Not `rationed`: nothing trains, and what is
/// spent is no debt.
void budget_earn(Budget *budget, double now, bool rationed);

/// What has been spent, whether there was credit or not.
void budget_spend(Budget *budget, double seconds);
void budget_spend_beside(Budget *budget, double seconds); // besides; only of what was spent while something moved

/// Seconds to wait until there is credit; a little more than none, and never long, since what training does is looked
/// at then.
double budget_wait(const Budget *budget);

/// A snapshot was taken, which cost `seconds` of CPU.
void budget_follow(Budget *budget, double now, double seconds);

/// Whether another may be taken where they are to cost `share` of the budget, BUDGET_FOLLOWING at most; `rests`: there
/// is nothing else to do but for what moves.
bool budget_may_follow(const Budget *budget, double now, double share, bool rests);

#endif

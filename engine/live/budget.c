// The observer's account of processor time. On its thread.
#include "budget.h"

#include <math.h>

#define SHORT_WAIT 0.002
#define LONG_WAIT 0.05

void budget_earn(Budget *budget, double now, bool rationed) {
    double earned = BUDGET_SHARE * (now - budget->earned), most = BUDGET_SHARE * BUDGET_SPAN;
    budget->credit = fmin(budget->credit + earned, most);
    budget->beside = fmin(budget->beside + BUDGET_BACKGROUND * earned, BUDGET_BACKGROUND * most);
    budget->credit = rationed ? budget->credit : fmax(budget->credit, 0);
    budget->earned = now;
}

void budget_spend(Budget *budget, double seconds) {
    budget->credit -= seconds;
}

void budget_spend_beside(Budget *budget, double seconds) {
    budget->beside -= seconds;
}

double budget_wait(const Budget *budget) {
    return fmin(fmax(-budget->credit / BUDGET_SHARE, SHORT_WAIT), LONG_WAIT);
}

void budget_follow(Budget *budget, double now, double seconds) {
    budget->followed = now;
    budget->cost = seconds;
}

bool budget_may_follow(const Budget *budget, double now, double share, bool rests) {
    double passed = now - budget->followed, due = budget->cost / (fmin(share, BUDGET_FOLLOWING) * BUDGET_SHARE);
    return passed >= due || (rests && passed >= BUDGET_FOLLOWS);
}

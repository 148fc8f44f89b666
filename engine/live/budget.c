// The observer's account of processor time. On its thread.
#include "budget.h"

#include <math.h>

#define SHORT_WAIT 0.002
#define LONG_WAIT 0.05

void budget_earn(Budget *budget, double now) {
    double earned = BUDGET_SHARE * (now - budget->earned), most = BUDGET_SHARE * BUDGET_SPAN;
    budget->credit = fmin(budget->credit + earned, most);
    budget->beside = fmin(budget->beside + BUDGET_BACKGROUND * earned, BUDGET_BACKGROUND * most);
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

void budget_follow(Budget *budget, double now, double seconds, double share) {
    budget->followed = now;
    budget->follow = now + seconds / (fmin(share, BUDGET_FOLLOWING) * BUDGET_SHARE);
}

bool budget_may_follow(const Budget *budget, double now, bool rests) {
    return now >= budget->follow || (rests && now - budget->followed >= BUDGET_FOLLOWS);
}

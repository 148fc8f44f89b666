"""Writes golden/anomaly_golden.h: ROC curves and the areas under them as scikit-learn finds them, on scores with many ties.

  python3 tests/parity/anomaly_golden.py        (Debian: python3-sklearn)
Scores are whole numbers, so that their order is the same everywhere; labels are 0 to 2, and 1 and 2 are the anomalies. One case
a spread of scores: few values (nearly all tied), some, and all different, once in falling order of skill.
"""
import os

import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve

COUNT, CASES = 60, ((3, 0.5), (12, 2.0), (100000, 1.0), (100000, -3.0))


def numbers(values, form):
    return ", ".join(form % value for value in values)


def case(spread, skill, seed):
    random = np.random.default_rng(seed)
    label = random.choice(3, COUNT, p=(0.6, 0.25, 0.15))
    noise = random.normal(size=COUNT) + skill * (label > 0) + 0.3 * (label == 2)
    score = np.floor(spread * (noise - noise.min()) / (np.ptp(noise) + 1e-9)).astype(int)
    anomaly = label > 0
    taken, found, _ = roc_curve(anomaly, score, drop_intermediate=False)
    areas = [roc_auc_score(anomaly, score)] + [
        roc_auc_score(anomaly[(label == 0) | (label == k)], score[(label == 0) | (label == k)]) for k in (1, 2)]
    return ("    {.label = {%s},\n     .score = {%s},\n     .areas = {%s},\n     .points = %d,\n     .taken = {%s},\n"
            "     .found = {%s}},\n") % (numbers(label, "%d"), numbers(score, "%d"), numbers(areas, "%.12g"), len(taken),
                                        numbers(taken, "%.9g"), numbers(found, "%.9g"))


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")
    with open(os.path.join(folder, "anomaly_golden.h"), "w", encoding="utf-8") as file:
        file.write("// Made by anomaly_golden.py; see there.\n// clang-format off\n"
                   "enum { GOLDEN_ROC_IMAGES = %d, GOLDEN_ROC_CASES = %d };\n\n"
                   "typedef struct GoldenRoc {\n    int label[GOLDEN_ROC_IMAGES], score[GOLDEN_ROC_IMAGES];\n"
                   "    double areas[3]; // of all anomalies, of label 1, of label 2\n    int points;\n"
                   "    double taken[GOLDEN_ROC_IMAGES + 1], found[GOLDEN_ROC_IMAGES + 1]; // (points)\n} GoldenRoc;\n\n"
                   "static const GoldenRoc GOLDEN_ROC[GOLDEN_ROC_CASES] = {\n" % (COUNT, len(CASES)))
        for seed, (spread, skill) in enumerate(CASES):
            file.write(case(spread, skill, seed))
        file.write("};\n")


if __name__ == "__main__":
    main()

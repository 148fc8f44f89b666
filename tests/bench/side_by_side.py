"""The table of side_by_side.sh: medians over sittings, ours and the peer's, and how many times as fast.

The ratio is the median of the sittings' ratios, not that of the medians: both of a sitting met the same machine.
"""
import json
import statistics
import sys


def sittings(path):
    """{(model, threads): {"ours": [line of each sitting], "peer": [...]}} in the order of the file."""
    found = {}
    with open(path, encoding="utf-8") as file:
        for line in map(json.loads, file):
            both = found.setdefault((line["model"], line["threads"]), {"ours": [], "peer": []})
            both[line["program"]].append(line)
    return found


def rates(lines):
    return [line["images_per_second"] for line in lines]


def row(model, threads, both):
    ours, peer = rates(both["ours"]), rates(both["peer"])
    if len(ours) != len(peer):
        sys.exit(f"{model}, threads {threads}: {len(ours)} sittings of ours, {len(peer)} of the peer")
    ratios = [a / b for a, b in zip(ours, peer)]
    return [model, str(threads), f"{statistics.median(ours):.0f}",
            f"{100 * statistics.median(line['fraction_of_peak'] for line in both['ours']):.1f} %",
            f"{statistics.median(peer):.0f}", f"{statistics.median(ratios):.2f}",
            f"{min(ratios):.2f} to {max(ratios):.2f}"]


def main():
    head = ["model", "threads", "images/s", "of peak", "peer, images/s", "ratio", "of sittings"]
    table = [head] + [row(*key, both) for key, both in sittings(sys.argv[1]).items()]
    widths = [max(map(len, column)) for column in zip(*table)]
    table.insert(1, ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]])
    for cells in table:
        print("| " + " | ".join([cells[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(cells[1:], widths[1:])]) + " |")


main()

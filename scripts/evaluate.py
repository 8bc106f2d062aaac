#!/usr/bin/env python3
"""Measures answers against labelled items.

    evaluate.py MUNHANG GOLD.jsonl [GOLD.jsonl ...]

Has the binary MUNHANG classify every item and prints, for each style and over all: top-1, top-3 and
top-10 accuracy of the standard, grade group and domain accuracy, difficulty within one step, cognitive
level, expected calibration error over ten equal bins, and the share marked for review; then the
standards that are mistaken for each other most.
"""
import collections
import json
import subprocess
import sys
import tempfile

BINS = 10


def classify(binary, files):
    """Pairs of gold item and answer, in order."""
    gold = [json.loads(line) for name in files for line in open(name, encoding="utf-8")]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as items:
        for entry in gold:
            items.write(json.dumps({"item_id": entry["item_id"], "text": entry["text"]}) + "\n")
        items.flush()
        done = subprocess.run([binary, "classify", "--input", items.name], check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [a["item_id"] for a in answers] == [g["item_id"] for g in gold]
    return list(zip(gold, answers))


def calibration_error(pairs):
    bins = [[0, 0.0] for _ in range(BINS)]
    for gold, answer in pairs:
        index = min(BINS - 1, int(answer["confidence"] * BINS))
        bins[index][0] += answer["standard_code"] == gold["standard_code"]
        bins[index][1] += answer["confidence"]
    return sum(abs(right - stated) for right, stated in bins) / len(pairs)


def figures(pairs):
    def share(holds):
        return sum(map(lambda pair: holds(*pair), pairs)) / len(pairs)

    def among(count):
        return share(lambda g, a: g["standard_code"] in
                     [c["standard_code"] for c in a["candidates"][:count]])

    return {
        "items": len(pairs),
        "top-1": among(1),
        "top-3": among(3),
        "top-10": among(10),
        "grade": share(lambda g, a: g["standard_code"][0] == a["standard_code"][0]),
        "domain": share(lambda g, a: g["standard_code"][3] == a["standard_code"][3]),
        "difficulty±1": share(lambda g, a: abs(g["difficulty"] - a["difficulty"]) <= 1),
        "cognitive": share(lambda g, a: g["cognitive_level"] == a["cognitive_level"]),
        "ECE": calibration_error(pairs),
        "review": share(lambda g, a: a["needs_review"]),
    }


def main(binary, files):
    pairs = classify(binary, files)
    styles = collections.defaultdict(list)
    for gold, answer in pairs:
        styles[gold["style"]].append((gold, answer))
    rows = {**{style: figures(of_style) for style, of_style in sorted(styles.items())},
            "all": figures(pairs)}
    names = list(rows["all"])
    print("| set | " + " | ".join(names) + " |")
    print("|---|" + "---|" * len(names))
    for style, row in rows.items():
        cells = [str(row["items"])] + [f"{row[name]:.3f}" for name in names[1:]]
        print(f"| {style} | " + " | ".join(cells) + " |")
    confused = collections.Counter((g["standard_code"], a["standard_code"]) for g, a in pairs
                                   if g["standard_code"] != a["standard_code"])
    print("\nTaken for another most often: " +
          ", ".join(f"{right} as {wrong} ({count})"
                    for (right, wrong), count in confused.most_common(12)))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])

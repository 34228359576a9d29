"""How often the figure types are right: python benchmarks/figure_types.py LABELS.json PAPER…

LABELS.json holds, by paper and printed number, the types that a person would accept, best first:
{"paper": {"1": ["graph plot", "scatter plot"]}}. A paper is found by any part of its path, without the suffix.
Right is a type that is accepted; best is one that stands first.
"""

import json
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from capassist.drafts import open_draft
from capassist.drafts.figure_types import with_types


def main(labels: Path, papers: list[Path]) -> None:
    known = json.loads(labels.read_text("utf-8"))
    seen: list[tuple[str, str | None, list[str]]] = []
    spent = 0.0
    for paper in papers:
        name = next(part for part in (paper.stem, *reversed(paper.parts)) if part in known)
        draft = open_draft(paper)
        untyped = replace(draft, figures=tuple(replace(figure, type=None) for figure in draft.figures))
        started = time.process_time()
        with_types(untyped)
        spent += time.process_time() - started
        numbered = ((figure, known[name].get(figure.number)) for figure in draft.figures if figure.kind == "figure")
        seen += [(f"{name} {figure.number}", figure.type, accepted) for figure, accepted in numbered if accepted]
    report(seen)
    print(f"time        {1000 * spent / max(1, len(seen)):.2f} ms of the processor a figure, on top of the reading")


def report(seen: list[tuple[str, str | None, list[str]]]) -> None:
    given = [(where, found, accepted) for where, found, accepted in seen if found is not None]
    right = sum(found in accepted for _, found, accepted in given)
    best = sum(found == accepted[0] for _, found, accepted in given)
    print(f"figures     {len(seen)}")
    print(f"given       {len(given) / len(seen):.3f}")
    print(f"right       {right / max(1, len(given)):.3f} of those given")
    print(f"best        {best / max(1, len(given)):.3f} of those given")
    confusion = Counter((accepted[0], str(found)) for _, found, accepted in seen)
    for (label, found), count in sorted(confusion.items()):
        print(f"    {label:14} as {found:14} {count}")
    for where, told, accepted in seen:
        if told not in accepted:
            print(f"    {where}: {told}, not {' or '.join(accepted)}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])

"""How long scoring takes: made-up captions of 8 to 60 words, six words in ten as in the reference.

python benchmarks/scoring.py [PAIRS]
"""

import random
import sys
import time

from capassist.evaluation.table import Pair, row, score
from capassist.metrics import LAMP_CAP

SEED = 20261121
WORDS = ("the of a in and is are with for to " * 6).split() + [f"word{number}" for number in range(300)]


def made_up(count: int) -> list[Pair]:
    """Return that many pairs, the same on every run."""
    chance = random.Random(SEED)
    references = [chance.choices(WORDS, k=chance.randint(8, 60)) for _ in range(count)]
    return [
        Pair(" ".join(words), " ".join(word if chance.random() < 0.6 else chance.choice(WORDS) for word in words))
        for words in references
    ]


def main() -> None:
    """Score and print the seconds."""
    pairs = made_up(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    started = time.perf_counter()
    row("made up", score(pairs, LAMP_CAP), LAMP_CAP)
    print(f"{len(pairs)} pairs in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()

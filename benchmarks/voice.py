"""Whether a frozen small language model tells authors apart by three of their captions before a text, and by how many.

    python benchmarks/voice.py PAPER… [--others N] [--held-out N]

Each paper is an author. Of its captions, without near-repetitions, three are shown and up to N others are held out. The first
table has the perplexity of a token of the held-out captions behind the author's own three captions, behind those of the N next
authors in the order of the command line, and behind none. The second one has for how many pairs of authors own is below other,
by how many captions are shown and how many are tried: the mean over all choices of so many of those held out. Papers of the same
field share words: by one paper each, voice and subject are not told apart. One thread, about a second a caption and context.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import mean

import torch

from capassist.drafts import open_draft
from capassist.learning.language_model import LanguageModel
from capassist.learning.voice import SEED, SHOWN, Likelihood, distinct, perplexity
from capassist.profile.ranking import own_captions

Said = tuple[float, int]  # the logarithm of a text's probability, and its tokens
Scores = dict[tuple[str, str, int], list[Said]]


@dataclass(frozen=True)
class Author:
    """An author's captions: what is shown, and what is held out."""

    name: str
    shown: tuple[str, ...]
    held: tuple[str, ...]


def author(path: Path, most: int) -> Author | None:
    """Return the author of a paper; None where the paper has too few captions to hold two out."""
    captions = list(distinct(figure.caption or "" for figure in own_captions(open_draft(path))))
    random.Random(f"{SEED} {path.resolve()}").shuffle(captions)
    name = path.parent.name if path.name == "src" else path.name
    return Author(name, tuple(captions[:SHOWN]), tuple(captions[SHOWN:][:most])) if len(captions) > SHOWN + 1 else None


def scores(own: Author, behind: Sequence[str], model: Likelihood) -> list[Said]:
    """Return what the model says of each caption that an author held out."""
    return [model.log_likelihood(text, behind) for text in own.held]


def together(said: Sequence[Said]) -> float:
    """Return the perplexity of a token of several texts."""
    return perplexity(sum(score for score, _ in said), sum(tokens for _, tokens in said))


def told_apart(own: Sequence[Said], other: Sequence[Said], tried: int) -> float:
    """Return for which share of all choices of so many texts own captions before them make them likelier."""
    choices = [*combinations(range(len(own)), tried)]
    return mean(together([own[n] for n in chosen]) < together([other[n] for n in chosen]) for chosen in choices)


def main() -> None:
    """Read the papers named on the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="+", type=Path, metavar="PAPER")
    parser.add_argument("--others", type=int, default=2, metavar="N", help="other authors behind whom each is tried")
    parser.add_argument("--held-out", type=int, default=3, metavar="N", help="captions of an author that are tried")
    options = parser.parse_args()
    torch.set_num_threads(1)
    authors = [found for path in options.papers if (found := author(path, options.held_out))]
    pairs = [
        (own, authors[(place + step) % len(authors)])
        for place, own in enumerate(authors)
        for step in range(1, options.others + 1)
    ]
    said = all_scores(pairs, LanguageModel())
    print_authors(pairs, said)
    print(f"\nown below other, share of {len(pairs)} pairs")
    print(f"{'shown':>6}" + "".join(f"{f'{tried} tried':>13}" for tried in range(1, options.held_out + 1)))
    for shown in range(1, SHOWN + 1):
        cells = [share(pairs, said, shown, tried) for tried in range(1, options.held_out + 1)]
        print(f"{shown:6}" + "".join(f"{cell:>13}" for cell in cells))


def all_scores(pairs: Sequence[tuple[Author, Author]], model: Likelihood) -> Scores:
    """Return what the model says of each author's held-out captions, by author, whose captions are shown, and how many."""
    said: Scores = {}
    for own, other in pairs:
        said[own.name, "", 0] = said.get((own.name, "", 0)) or scores(own, (), model)
        for behind in (own, other):
            for count in range(1, SHOWN + 1):
                if (key := (own.name, behind.name, count)) not in said:
                    said[key] = scores(own, behind.shown[:count], model)
    return said


def print_authors(pairs: Sequence[tuple[Author, Author]], said: Scores) -> None:
    """Print a line for each author."""
    print(f"{'author':16}{'held out':>9}{'own':>8}{'none':>8}  other")
    for own in dict.fromkeys(own for own, _ in pairs):
        values = [together(said[own.name, name, count]) for name, count in ((own.name, SHOWN), ("", 0))]
        others = [f"{b.name} {together(said[own.name, b.name, SHOWN]):.1f}" for a, b in pairs if a.name == own.name]
        print(f"{own.name:16}{len(own.held):9}{values[0]:8.1f}{values[1]:8.1f}  {', '.join(others)}")


def share(pairs: Sequence[tuple[Author, Author]], said: Scores, shown: int, tried: int) -> str:
    """Return for which share of the pairs own is below other, and of how many pairs."""
    found = [
        told_apart(said[own.name, own.name, shown], said[own.name, other.name, shown], tried)
        for own, other in pairs
        if len(own.held) >= tried
    ]
    return f"{mean(found):.2f} of {len(found)}" if found else "-"


if __name__ == "__main__":
    main()

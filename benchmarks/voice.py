"""Whether a frozen small language model tells authors apart by three of their captions before a text.

    python benchmarks/voice.py PAPER… [--held-out N] [--shown N] [--threads N]

Each paper is an author. Of its captions, without near-repetitions, up to N are held out in turn; what stands before each is what
`capassist voice` puts there: three of the author's other captions, three of another author's, or none. Printed are the perplexity
of a token behind own, behind none, and how many of the others' are not above own; the share of all ordered pairs of authors for
which own is below other, with the interval over the authors (as pairs of one author are not independent); and how often a
text of the author is ranked above one of another author, by what `capassist voice rank` ranks by, and by perplexity alone.
Papers of the same field share words: by one paper each, voice and subject are not told apart. About half a second a text and
author on an idle core.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from capassist.drafts import open_draft
from capassist.learning.language_model import LanguageModel
from capassist.learning.voice import FEWEST, SEED, SHOWN, Likelihood, Voice, distinct, likeness, perplexity
from capassist.metrics import ratio
from capassist.profile.ranking import own_captions

Said = tuple[float, int]  # the logarithm of a text's probability, and its tokens


@dataclass(frozen=True)
class Author:
    """An author's voice, the captions that are held out, and what the model says of those behind each voice and none."""

    voice: Voice
    held: tuple[str, ...]
    behind: dict[str, list[Said]]
    alone: list[Said]


def voices(paths: Sequence[Path]) -> list[Voice]:
    """Return the voices of the papers that have captions enough to be known by."""
    found = []
    for path in paths:
        captions = distinct(figure.caption or "" for figure in own_captions(open_draft(path)))
        if len(captions) >= FEWEST:
            found.append(Voice(path.parent.name if path.name == "src" else path.stem, captions))
    return found


def author(voice: Voice, others: Sequence[Voice], model: Likelihood, held_out: int, shown: int) -> Author:
    """Return what the model says of an author's captions behind those of each author."""
    held = tuple(random.Random(f"{SEED} {voice.name}").sample(voice.captions, min(held_out, len(voice.captions))))
    behind = {other.name: [model.log_likelihood(text, other.shown(text)[:shown]) for text in held] for other in others}
    return Author(voice, held, behind, [model.log_likelihood(text, ()) for text in held])


def together(said: Sequence[Said]) -> float:
    """Return the perplexity of a token of several texts."""
    return perplexity(sum(score for score, _ in said), sum(tokens for _, tokens in said))


def is_told(own: Author, other: str) -> bool:
    """Return whether an author's captions are likelier behind the author's own than behind another's."""
    return together(own.behind[own.voice.name]) < together(own.behind[other])


def share(wins: Sequence[tuple[float, float]]) -> str:
    """Return a share with its interval over the authors, each with how many times it holds and of how many."""
    mean = ratio(wins)
    assert mean is not None
    return f"{sum(won for won, _ in wins):.0f} of {sum(n for _, n in wins):.0f}, {mean.value:.3f} [{mean.low:.3f}, {mean.high:.3f}]"


def ranked_first(authors: Sequence[Author], score: Callable[[Said, Said], float]) -> str:
    """Return for which share of texts of an author and of another one the author's scores higher behind the author's captions."""
    wins = []
    for own in authors:
        name = own.voice.name
        mine = [score(said, alone) for said, alone in zip(own.behind[name], own.alone, strict=True)]
        theirs = [
            score(said, alone)
            for other in authors
            if other is not own
            for said, alone in zip(other.behind[name], other.alone, strict=True)
        ]
        wins.append((sum(a > b for a in mine for b in theirs), len(mine) * len(theirs)))
    return share(wins)


def main() -> None:
    """Read the papers named on the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="+", type=Path, metavar="PAPER")
    parser.add_argument("--held-out", type=int, default=4, metavar="N", help="captions of an author that are tried")
    parser.add_argument("--shown", type=int, default=SHOWN, metavar="N", help="captions before a text")
    parser.add_argument("--threads", type=int, default=1, metavar="N")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    known, model, authors = voices(options.papers), LanguageModel(), []
    print(f"{'author':16}{'held out':>9}{'own':>8}{'none':>8}{'others':>8}  not above own")
    for voice in known:
        found = author(voice, known, model, options.held_out, options.shown)
        authors.append(found)
        print_author(found)
    told = [(sum(is_told(a, b.name) for b in known if b is not a.voice), len(known) - 1) for a in authors]
    print(f"\nown below other: {share(told)}")
    single = [single_texts(a) for a in authors]
    print(f"of single texts: {share(single)}")
    print(f"ranked first, by voice: {ranked_first(authors, lambda said, alone: likeness(said[0], alone[0], said[1]))}")
    print(f"ranked first, by perplexity: {ranked_first(authors, lambda said, _: -perplexity(*said))}")


def print_author(found: Author) -> None:
    """Print a line for an author."""
    name = found.voice.name
    others = {other: together(said) for other, said in found.behind.items() if other != name}
    own, lost = together(found.behind[name]), [other for other in others if not is_told(found, other)]
    middle = sorted(others.values())[len(others) // 2] if others else float("nan")
    print(
        f"{name:16}{len(found.held):9}{own:8.1f}{together(found.alone):8.1f}{middle:8.1f}  {', '.join(lost)}",
        flush=True,
    )


def single_texts(found: Author) -> tuple[float, float]:
    """Return for how many of an author's texts, by how many other authors, own is likelier, and of how many."""
    own = found.behind[found.voice.name]
    others = [said for name, said in found.behind.items() if name != found.voice.name]
    return sum(a[0] > b[0] for said in others for a, b in zip(own, said, strict=True)), len(own) * len(others)


if __name__ == "__main__":
    main()

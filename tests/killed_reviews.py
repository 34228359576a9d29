"""Begins a review for each line on standard input, in a process of its own whose id it prints, and waits for its end.

Each review decides at random and writes what it does into the file of acknowledgements, a line before each question and one after.
Forked from here, a review begins in milliseconds.
"""

import json
import os
import random
import sys
from pathlib import Path

from capassist.captioners.generative import GenerativeCaptioner
from capassist.drafts import open_draft
from capassist.model import Action, Draft, Figure, ReviewItem
from capassist.session.log import Session
from capassist.workflow import review as workflow_review
from capassist.workflow.drafting import DraftingContext, captioned_figures

KNOWN = ("accept", "edit", "refine", "pick", "skip", "back", "forward", "undo")


class NoPictures:
    def load(self, figure: Figure) -> None:
        return None


class RandomAuthor:
    """Decides at random, and says so."""

    def __init__(self, seed: str, said: Path, session: Session) -> None:
        self.random = random.Random(seed)
        self.said = said.open("a", buffering=1)
        self.session = session

    def ask(self, item: ReviewItem) -> Action:
        if item.ended:
            return Action("quit")
        decisions = {d.figure: [d.verdict, d.text] for stop in item.stops if (d := stop.decision)}
        self.say(asked=item.figure.id, decisions=decisions)
        action = self.action(item)
        self.say(action=action.name, figure=item.figure.id, text=item.text)
        return action

    def action(self, item: ReviewItem) -> Action:
        names = [name for name in item.actions if name in KNOWN]
        name = self.random.choice(names)
        return Action(
            name,
            text=f"{name} {self.random.random()}" if name in ("edit", "refine") else None,
            picks=(0, 1) if name == "pick" else (),
        )

    def say(self, **event: object) -> None:
        self.said.write(json.dumps(event) + "\n")


def review(draft: Draft, url: str, said: Path, seed: str) -> None:
    figures = captioned_figures(draft)
    with Session.open(draft.root, draft.main) as session:
        captioner = GenerativeCaptioner(url, "m", None, NoPictures(), 30)
        asked = workflow_review.undecided(session, figures) or figures
        author = RandomAuthor(seed, said, session)
        workflow_review.review(DraftingContext(draft, captioner, 3, session), figures, author, asked=asked)


def main() -> None:
    paper, url, said = sys.argv[1:]
    draft = open_draft(Path(paper))
    import openai  # noqa: F401  the reviews shall find it imported

    for line in sys.stdin:
        child = os.fork()
        if not child:
            review(draft, url, Path(said), line)
            os._exit(0)
        print(child, flush=True)  # noqa: T201
        os.waitpid(child, 0)
        print("ended", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

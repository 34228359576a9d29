"""Puts two figures before whoever sits at the terminal, the second one with a blocked text, and prints what they want.

An edit asks about the same figure again with the new text, free of findings; "another" with another text; "back" and "undo" as it
was.
"""

from dataclasses import replace
from pathlib import Path

from capassist.model import Action, ActionName, Candidate, Draft, Evidence, Figure, Finding, Mention, ReviewItem, Source
from capassist.terminal.review import require_terminal, reviewer_for_terminal

ACTIONS: tuple[ActionName, ...] = ("accept", "edit", "another", "skip", "back", "undo", "quit")
SENTENCE = "As Figure 3 shows, the colony grows for twelve days on each of the plates, and it stops where food ends. "


def items() -> list[ReviewItem]:
    mentions = (
        Mention(
            "First word of a long paragraph. " + SENTENCE * 30 + "Last words.", (), "2 Plates", None, "plates.tex", 41
        ),
    )
    figure = Figure(
        "fig:growth",
        number="3",
        labels=("fig:growth",),
        state="written",
        caption_source=r"Growth for $n=3$ plates, as in \cite{mueller2019}.",
        mentions=mentions,
        source=Source("paper.tex", 88),
    )
    text = "Growth over twelve days for $n=3$ plates [1]; [b]thick[/b] lines."
    evidence = tuple(Evidence("mention", SENTENCE.strip(), f"plates.tex:{line}") for line in range(41, 51))
    candidate = Candidate("fig:growth", text, "short", "offline", evidence)
    findings = (Finding("number", "The number 12 is in neither figure nor text."),)
    first = ReviewItem(figure, 1, 2, text, candidate, findings, None, ACTIONS)
    bare = Figure("p4#1", page=4)
    hostile = Candidate("p4#1", "A {brace \x1b]52;c;cm0=\x07 and \u202eback", "template", "model at host")
    blocked = (Finding("braces", "A brace is not closed.", (2, 3), blocks=True),)
    return [
        first,
        ReviewItem(bare, 2, 2, hostile.text, hostile, blocked, None, ("accept", "edit", "another", "skip", "quit")),
    ]


def following(item: ReviewItem, action: Action) -> ReviewItem | None:
    if action.name == "edit":
        return replace(item, text=action.text or item.text, findings=())
    if action.name == "another":
        other = replace(item.candidate, text="Quite another text.")
        return replace(item, text=other.text, candidate=other, findings=())
    return item if action.name in ("back", "undo") else None


def main() -> None:
    require_terminal(Draft(Path("paper"), Path("paper"), "latex", "main.tex"))
    with reviewer_for_terminal() as reviewer:
        for item in items():
            shown: ReviewItem | None = item
            while shown:
                action = reviewer.ask(shown)
                print(f"ACTION {action.name} {action.text!r}.", flush=True)  # noqa: T201
                if action.name == "quit":
                    return
                shown = following(shown, action)


if __name__ == "__main__":
    main()

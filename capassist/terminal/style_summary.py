"""How the author writes captions, as a table and as a record."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from capassist.profile.summary import Portrait
from capassist.terminal.console import literal
from capassist.text.words import counted, one_line

_LONGEST = 60  # characters of a sentence that is shown


def portrait_table(portrait: Portrait) -> RenderableType:
    """Return the traits with what shows them, the words, the rules, and the profiles."""
    parts: list[RenderableType] = [literal(_base(portrait))]
    if portrait.traits:
        parts.append(_traits(portrait))
    parts += [literal(line) for line in _lines(portrait)]
    for figure, profile in portrait.profiles:
        chosen = [f"  {found.figure.name}: {found.reason}" for found in profile.figures]
        parts.append(literal("\n".join([f"\n{figure.name} imitates", *(chosen or ["  no caption: there is none"])])))
    return Group(*parts)


def portrait_record(portrait: Portrait) -> dict[str, Any]:
    """Return all of it (capassist.profile/1)."""
    return {
        "schema": "capassist.profile/1",
        "captions": portrait.captions,
        "earlier_captions": portrait.earlier,
        "traits": [
            {
                "name": trait.name,
                "value": trait.value,
                "tied": list(trait.tied),
                "count": trait.count,
                "of": trait.of,
                "source": trait.source,
                "rests_on": [{"figure": figure, "text": text} for figure, text in trait.rests_on],
            }
            for trait in portrait.traits
        ],
        "words": list(portrait.words),
        "terms": list(portrait.spellings),
        "rules": {
            "call": dict(portrait.rules.call),
            "always": list(portrait.rules.always),
            "never": list(portrait.rules.never),
        },
        "profiles": [
            {
                "figure": figure.id,
                "imitates": [
                    {
                        "figure": f.figure.id,
                        "reason": f.reason,
                        "likeness": round(f.likeness, 3),
                        "paper": f.paper or None,
                    }
                    for f in profile.figures
                ],
            }
            for figure, profile in portrait.profiles
        ],
    }


def _base(portrait: Portrait) -> str:
    more = f" and {portrait.earlier} of your earlier papers" if portrait.earlier else ""
    return f"Measured on {counted(portrait.captions, 'caption')} of this draft{more}."


def _traits(portrait: Portrait) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("trait", "yours", "captions", "for example"):
        table.add_column(literal(title), overflow="fold")
    for trait in portrait.traits:
        named = ", ".join(dict.fromkeys(name.removeprefix("Figure ") for name, _ in trait.rests_on))
        each = " each" if trait.tied else ""
        count = f"{trait.count} of {trait.of}{each}: {named}" if trait.of else trait.source
        figure, text = trait.rests_on[0] if trait.rests_on else ("", "")
        table.add_row(
            literal(trait.name),
            literal(" or ".join((trait.value, *trait.tied))),
            literal(count),
            literal(f"{figure}: {_short(text)}" if figure else ""),
        )
    return table


def _lines(portrait: Portrait) -> list[str]:
    rules = portrait.rules
    return [
        *([f"Your words  {', '.join(portrait.words)}"] if portrait.words else []),
        *([f"Terms       {', '.join(portrait.spellings)}"] if portrait.spellings else []),
        *(f"Rule        {right}, not {wrong}" for wrong, right in rules.call),
        *(f"Rule        always {text}" for text in rules.always),
        *(f"Rule        never {word}" for word in rules.never),
    ]


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"

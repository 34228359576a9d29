"""How the author writes captions, as a table and as a record."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from capassist.profile.summary import StyleSummary
from capassist.terminal.console import literal
from capassist.text.words import counted, one_line

_LONGEST = 60  # characters of a sentence that is shown


def summary_table(summary: StyleSummary) -> RenderableType:
    """Return the features with what shows them, the words, the rules, and the profiles."""
    parts: list[RenderableType] = [literal(_base(summary))]
    if summary.features:
        parts.append(_features(summary))
    parts += [literal(line) for line in _lines(summary)]
    for figure, profile in summary.profiles:
        chosen = [f"  {found.figure.name}: {found.reason}" for found in profile.figures]
        parts.append(literal("\n".join([f"\n{figure.name} imitates", *(chosen or ["  no caption: there is none"])])))
    return Group(*parts)


def summary_record(summary: StyleSummary) -> dict[str, Any]:
    """Return all of it (capassist.profile/1)."""
    return {
        "schema": "capassist.profile/1",
        "captions": summary.captions,
        "earlier_captions": summary.earlier,
        "left_out": list(summary.left_out),
        "traits": [
            {
                "name": feature.name,
                "value": feature.value,
                "tied": list(feature.tied),
                "count": feature.count,
                "of": feature.of,
                "source": feature.source,
                "rests_on": [{"figure": figure, "text": text} for figure, text in feature.rests_on],
            }
            for feature in summary.features
        ],
        "words": list(summary.words),
        "terms": list(summary.spellings),
        "rules": {
            "call": dict(summary.rules.call),
            "always": list(summary.rules.always),
            "never": list(summary.rules.never),
        },
        "profiles": [
            {
                "figure": figure.id,
                "imitates": [
                    {
                        "figure": f.figure.id,
                        "reason": f.reason,
                        "likeness": round(f.similarity, 3),
                        "paper": f.paper or None,
                    }
                    for f in profile.figures
                ],
            }
            for figure, profile in summary.profiles
        ],
    }


def _base(summary: StyleSummary) -> str:
    more = f" and {summary.earlier} of your earlier papers" if summary.earlier else ""
    left_out = _left_out(len(summary.left_out))
    if left_out and not summary.captions + summary.earlier:
        return f"There is no other caption to learn from:{left_out}"
    return f"Measured on {counted(summary.captions, 'caption')} of this draft{more}.{left_out}"


def _left_out(count: int) -> str:
    return (
        f" {counted(count, 'caption')} accepted as drafted {'is' if count == 1 else 'are'} left out." if count else ""
    )


def _features(summary: StyleSummary) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("trait", "yours", "captions", "for example"):
        table.add_column(literal(title), overflow="fold")
    for feature in summary.features:
        named = ", ".join(dict.fromkeys(name.removeprefix("Figure ") for name, _ in feature.rests_on))
        each = " each" if feature.tied else ""
        count = f"{feature.count} of {feature.of}{each}: {named}" if feature.of else feature.source
        figure, text = feature.rests_on[0] if feature.rests_on else ("", "")
        table.add_row(
            literal(feature.name),
            literal(" or ".join((feature.value, *feature.tied))),
            literal(count),
            literal(f"{figure}: {_short(text)}" if figure else ""),
        )
    return table


def _lines(summary: StyleSummary) -> list[str]:
    rules = summary.rules
    return [
        *([f"Your words  {', '.join(summary.words)}"] if summary.words else []),
        *([f"Terms       {', '.join(summary.spellings)}"] if summary.spellings else []),
        *(f"Rule        {right}, not {wrong}" for wrong, right in rules.call),
        *(f"Rule        always {text}" for text in rules.always),
        *(f"Rule        never {word}" for word in rules.never),
    ]


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"

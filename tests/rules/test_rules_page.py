"""docs/rules.md is made from the rules: `python tests/rules/test_rules_page.py` writes it."""

from collections.abc import Iterator
from pathlib import Path

from capassist.rules import RULES, VENUES, Rule

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def rules_page() -> str:
    """Return the page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Rules of `capassist check`"
    yield ""
    yield "Made from the code by `python tests/rules/test_rules_page.py`. `capassist check --explain C005` prints one of them."
    yield "Rules that are off by default find things that are matters of taste or hard to tell: choose them by `--select`, or by a venue."
    yield "Rules with `--llm` are a model's opinion of the picture beside the caption: `check --llm --server … --model …`."
    yield ""
    yield "| code | name | severity | default | `--fix` |"
    yield "| --- | --- | --- | --- | --- |"
    for rule in RULES:
        state = f"{'on' if rule.default else 'off'}{' with `--llm`' if rule.judged else ''}"
        marks = (state, "yes" if rule.fixable else "")
        yield f"| [{rule.code}](#{_anchor(rule)}) | {rule.name} | {rule.severity} | {marks[0]} | {marks[1]} |"
    yield from ("", "## Venues", "")
    yield "`--venue NAME` adds these to the default, or weighs them otherwise. Look at the venue's own page before you rely on it."
    yield from (
        "",
        "| venue | errors | warnings | info | as we read it in November 2026 |",
        "| --- | --- | --- | --- | --- |",
    )
    for venue in VENUES:
        columns = (
            " ".join(code for code, found in venue.rules.items() if found == s) for s in ("error", "warning", "info")
        )
        yield f"| {venue.name} | {' | '.join(columns)} | {venue.page} |"
    for rule in RULES:
        page = rule.page
        yield from ("", f"## {rule.code} {rule.name}", "", _prose(page.what), "", _prose(page.why))
        yield from ("", "Bad:", "", "```latex", page.bad, "```", "", "Good:", "", "```latex", page.good, "```")
        yield from ("", f"Source: {_prose(page.source)}")


def _prose(text: str) -> str:
    """Return plain text so that Markdown shows it as it is."""
    return "".join(f"\\{char}" if char in "\\*_`<[$" else char for char in text)


def _anchor(rule: Rule) -> str:
    return f"{rule.code} {rule.name}".lower().replace(" ", "-")


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "write it with: python tests/rules/test_rules_page.py"


if __name__ == "__main__":
    PAGE.write_text(rules_page(), encoding="utf-8", newline="\n")

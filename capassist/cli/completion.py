"""What the shell completes: the figures of the draft that stands on the line, venues, servers, rules.

A completion is asked for at a key, in the middle of a line: whatever goes wrong, it offers nothing and says nothing.
"""

from collections.abc import Iterator

import typer


def figures(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the names of the draft's figures that begin so, each with its printed name."""
    from pathlib import Path

    from capassist.drafts import open_draft
    from capassist.wording import name_to_type
    from capassist.workflow.drafting import captioned_figures

    try:
        # The option that waits for its value ends the parser's work, which leaves the arguments before it unread.
        draft = open_draft(Path(ctx.params["draft"] or ctx.args[0]))
        named = [(name_to_type(draft, figure), figure.name) for figure in captioned_figures(draft)]
    except Exception:  # noqa: BLE001  # see above
        return []
    return [(name, said) for name, said in named if name.startswith(incomplete)]


def venues(incomplete: str) -> list[tuple[str, str]]:
    """Return the venues that begin so, each with where its wishes were read."""
    from capassist.rules.venues import VENUES

    return [(venue.name, venue.page) for venue in VENUES if venue.name.startswith(incomplete.lower())]


def servers(incomplete: str) -> list[tuple[str, str]]:
    """Return the short names of servers that begin so, each with its address."""
    from capassist.settings import SERVERS

    return [(name, address) for name, address in SERVERS.items() if name.startswith(incomplete.lower())]


def rules(incomplete: str) -> list[tuple[str, str]]:
    """Return the rules whose code or name begins so, each with what it looks for; of several codes the last is
    completed."""
    return list(_rules(*incomplete.rpartition(",")))


def _rules(before: str, comma: str, begun: str) -> Iterator[tuple[str, str]]:
    from capassist.rules import RULES

    for rule in RULES:
        for word in (rule.code, rule.name):
            if word.casefold().startswith(begun.casefold()) and (begun or word == rule.code):
                yield f"{before}{comma}{word}", rule.name if word == rule.code else rule.code

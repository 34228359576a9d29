"""disclose: which captions a program drafted, for a statement."""

from enum import StrEnum
from typing import Annotated

import typer

from capassist.cli.options import AsJson, DraftPath, Password
from capassist.cli.output import print_json
from capassist.cli.wiring import open_paper

Venue = StrEnum("Venue", ["acm", "ieee", "nature", "elsevier", "acl", "iclr", "neurips"])


def disclose(
    draft: DraftPath,
    venue: Annotated[
        Venue | None,
        typer.Option(
            metavar="NAME", show_default=False, help=f"Word the statement for this venue: {', '.join(Venue)}."
        ),
    ] = None,
    json_: AsJson = False,
    password: Password = None,
) -> None:
    """List which captions a program drafted, for a statement.

    And which alternative texts and short titles. What you accepted, what you edited and how much, what nobody
    reviewed. The statement is printed to be copied: nothing is inserted into the paper.

    \b
    Examples:
      capassist disclose paper/
      capassist disclose paper/ --venue acm
    """
    from capassist.drafts.text_views import with_text_views
    from capassist.session.disclosure import disclose as found_in
    from capassist.session.log import read_reviewed
    from capassist.session.policies import POLICIES
    from capassist.terminal import disclosures
    from capassist.terminal.console import output

    paper = with_text_views(open_paper(draft, password))
    disclosure = found_in(paper, read_reviewed(paper.home, paper.name), POLICIES[venue] if venue else None)
    if json_:
        print_json(disclosures.disclosure_record(disclosure))
    else:
        output().print(disclosures.disclosure_report(disclosure))

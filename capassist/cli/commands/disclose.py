"""disclose: which captions a program drafted, for a statement."""

from typing import TYPE_CHECKING

from capassist.cli.options import AsJson, DraftPath, Password, Venue
from capassist.cli.output import Result, say
from capassist.cli.wiring import open_paper

if TYPE_CHECKING:
    from capassist.model import Draft
    from capassist.session.policies import Policy


def disclose(draft: DraftPath, venue: Venue = None, json_: AsJson = False, password: Password = None) -> Result:
    """List which captions a program drafted, for a statement.

    And which alternative texts and short titles. What you accepted, what you edited and how much, what nobody reviewed.
    The statement is printed to be copied: nothing is inserted into the paper. Without --venue it is for the one in the
    draft's own settings.

    \b
    Examples:
      capassist disclose paper/
      capassist disclose paper/ --venue acm
    """
    from capassist.drafts.text_views import with_text_views
    from capassist.session.disclosure import disclose as found_in
    from capassist.terminal import disclosures
    from capassist.workflow.standing import reviewed_now

    paper = open_paper(draft, password)
    disclosure = found_in(with_text_views(paper), reviewed_now(paper), _policy(paper, venue))
    return Result(disclosures.disclosure_record(disclosure) if json_ else [disclosures.disclosure_report(disclosure)])


def _policy(paper: "Draft", venue: str | None) -> "Policy | None":
    """Return what the venue asks for, where that is known. Raises UsageError for a venue that there is none of."""
    from capassist.rules import venue_named
    from capassist.session.policies import POLICIES
    from capassist.settings.check import load_check_settings

    name = venue_named(load_check_settings(paper.root).venue if venue is None else venue).name
    if name and name not in POLICIES:
        say(f"What {name} asks of authors is not known here; the statement is in general words. Look at its page.")
    return POLICIES.get(name)

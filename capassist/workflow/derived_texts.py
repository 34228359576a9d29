"""Alternative texts, short titles and sentences for elsewhere: of which caption, and what the guards say."""

from collections.abc import Mapping
from dataclasses import replace

from capassist import guards
from capassist.captioners.drawing.sentences import drawing_sentences, kind_of
from capassist.captioners.drawing.words import words_for
from capassist.drafts.text_views import DECORATIVE
from capassist.errors import ModelError
from capassist.guards.derived import derived_findings
from capassist.model import CaptionRequest, Draft, Figure, Finding
from capassist.session.log import Session
from capassist.text.markup import markup_of


def accepted_caption(draft: Draft, session: Session, view: Figure) -> str:
    """Return the caption that a text is derived from, as plain text: the accepted one, else that of the source."""
    if view.place is None:
        return ""
    decision = session.decision(view.place.figure)
    if decision is not None and decision.accepts and decision.text:
        return markup_of(draft.kind).to_plain(decision.text)
    return view.place.caption


def require_caption(request: CaptionRequest) -> None:
    """Raise ModelError where a text is asked for that is made of an accepted caption, and there is none yet."""
    if request.figure.purpose not in {"caption", "alt"} and not request.accepted.strip():
        raise ModelError(
            "It has no accepted caption yet, and this text is made of the caption alone.",
            "Accept one first: `capassist review`.",
        )


def inspect_derived(draft: Draft, view: Figure, text: str, drafted: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what the guards say of another text than the caption: it rests on the caption, too."""
    place = view.place
    if place is None or text.strip() == DECORATIVE:
        return ()
    markup = markup_of(draft.kind)
    caption = markup.to_plain(drafted[place.figure]) if drafted.get(place.figure) else place.caption
    known = _as_known(draft, view, caption)
    found = guards.inspect(
        text.replace("\n", " "),
        known,
        markup=draft.kind,
        old=None,
        others=_others(draft, place.figure),
        manuscript=draft.manuscript,
        author=draft.author,
        unread=draft.unread,
    )
    found = tuple(finding for finding in found if finding.code != "repetition")  # panels are said in the same words
    return found + tuple(derived_findings(text, known, markup, caption, _front_matter(draft)))


def _as_known(draft: Draft, view: Figure, caption: str) -> Figure:
    """Return the view with all that its text may rest on: the caption, and what can be seen, in words."""
    words = words_for(caption, *(mention.text for mention in view.mentions), draft.title, draft.abstract)
    shown = [view.drawn_text, kind_of(view, words), *drawing_sentences(view, words)]
    return replace(view, caption=caption or None, caption_source=None, drawn_text="\n".join(shown))


def _others(draft: Draft, name: str) -> tuple[Figure, ...]:
    return tuple(figure for figure in draft.figures if figure.id != name and figure.place is None)


def _front_matter(draft: Draft) -> str:
    return f"{draft.title or ''} {draft.abstract or ''}"

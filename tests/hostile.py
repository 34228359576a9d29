"""A paper and a model whose every text is an attack on the page that shows it."""

from dataclasses import replace
from pathlib import Path

from capassist.model import Candidate, CaptionRequest, Draft, Evidence, Mention, Sentence, Source

# Markup at every level, ends of what the text may stand in, an escape sequence, and characters that nobody sees.
ATTACKS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "]]><!--",
    "</style></textarea></title><h1>owned</h1>",
    '"\' onfocus=alert(3) autofocus x="',
    "&lt;b&gt; &amp; &#60;i&#62;",
    "javascript:alert(4) {{7*7}} ${alert(5)} $style",
    "abc\u202edef\u2066",
    "\x1b]52;c;cm0gLXJm\x07\x1b[2J",
)
HOSTILE = " ".join(ATTACKS)


class HostileCaptioner:
    """A model that answers with an attack."""

    name = f"model {HOSTILE}"

    def draft(self, request: CaptionRequest) -> Candidate:
        evidence = (Evidence("mention", HOSTILE, HOSTILE), Evidence("drawn text", HOSTILE, HOSTILE))
        return Candidate(request.figure.id, HOSTILE, "long", self.name, evidence, notes=(HOSTILE,))


def hostile(draft: Draft) -> Draft:
    """Return the draft with an attack in every text that a paper can bring."""
    mention = Mention(HOSTILE, (Sentence(HOSTILE, HOSTILE),), HOSTILE, None, HOSTILE, 7)
    figures = tuple(
        replace(
            figure,
            id=f"{HOSTILE} {figure.id}",
            labels=(f"{HOSTILE} {figure.id}",),
            number=f"{figure.number} {HOSTILE}",
            caption=HOSTILE if figure.caption else None,
            caption_source=HOSTILE if figure.caption else None,
            mentions=(mention,),
            source=Source(HOSTILE, 3),
        )
        for figure in draft.figures
    )
    return replace(draft, title=HOSTILE, abstract=HOSTILE, path=Path(HOSTILE), figures=figures)

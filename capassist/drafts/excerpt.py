"""How a caption will look in its source, before anything is written."""

import re

from capassist.drafts.source import decode, line_number
from capassist.drafts.text_views import with_text_views
from capassist.drafts.writing.writeback import changed_files, plan_edits
from capassist.errors import CapassistError
from capassist.model import Decision, Draft, Excerpt, Figure

_AROUND = 4  # lines before and after the caption
_LINE_END = re.compile(r"\r\n|\r|\n")


def excerpt(draft: Draft, figure: Figure, text: str) -> Excerpt | None:
    """Return the lines around the figure's caption with `text` in its place, exactly as they would be written.

    None where it cannot be written, or stands there already.
    """
    if figure.place is not None:
        draft = with_text_views(draft, {figure.purpose})
    try:
        edits = plan_edits(draft, [Decision(figure.id, "accept", text)])
        changes = changed_files(draft, edits)
    except CapassistError:
        return None
    if not changes:
        return None
    old, new = decode(changes[0].old).text, decode(changes[0].new).text
    slot = edits[0].slot
    written = new[slot.start : slot.end + len(new) - len(old)]
    start = slot.start + len(written) - len(written.lstrip())
    first = line_number(new, start)
    last = first + len(_LINE_END.findall(written.strip()))
    begin = max(1, first - _AROUND)
    lines = _LINE_END.split(new)[begin - 1 : last + _AROUND]
    return Excerpt(slot.file, begin, tuple(lines), (first - begin, last - begin + 1))

r"""Marks of revisions and remarks in LaTeX source, by the names that such macros have: "\revised{…}", "\todo{…}".

The reader of a draft knows what each macro is defined as; here the source of one sentence or caption is all there is,
and it goes where its marks may not: into a caption, or to a server.
"""

import re

from capassist.text.latex_groups import group_end

_WRAPPER = re.compile(
    r"\\(?:response|revis(?:ed|ion)|rev|added|add|newtext|new|changed?|edit(?:ed)?|corr(?:ected)?|highlight|hl|alert"
    r"|DIFadd(?:FL)?|textcolor\s*(?:\[\w*\])?\{[\w!.,-]*\})[a-z]?\s*\{"
)
_DELETED = re.compile(
    r"\\(?:deleted|removed?|sout|xout|st|DIFdel(?:FL)?|todo|fixme|fxnote|fxwarning|fxerror|comment|marginpar"
    r"|marginnote|pdfcomment)(?:\s*\[[^\]]*\])?\s*\{"
)
_FEWEST_WORDS = 2  # of what a mark of a revision is around; one word alone may be a macro's name for a thing


def without_revision_markup(source: str) -> str:
    """Return the source with marks of additions opened, and what is deleted or a remark taken out."""
    begin = 0
    while match := _DELETED.search(source, begin):
        end = group_end(source, match.end() - 1)
        if end is None:
            begin = match.end()
            continue
        gap = " " if source[match.start() - 1 : match.start()] == " " and source[end + 1 : end + 2] == " " else ""
        source = source[: match.start()].removesuffix(gap) + source[end + 1 :]
        begin = max(match.start() - 1, 0)
    begin = 0
    while match := _WRAPPER.search(source, begin):
        end = group_end(source, match.end() - 1)
        if end is None or len(source[match.end() : end].split()) < _FEWEST_WORDS:
            begin = match.end()
            continue
        source = source[: match.start()] + source[match.end() : end] + source[end + 1 :]
        begin = match.start()
    return source

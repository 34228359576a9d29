"""Revision marks and remarks of the authors to each other: a reader of the final paper sees the new words only."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from capassist.drafts.latex.arguments import read_arguments
from capassist.text.latex import Macro

_NOTHING = Macro("om", "")
_SECOND = Macro("om", "#2", ("", None))
# What latexdiff writes, whatever the draft's preamble makes of it, and what begins or ends there.
_LATEXDIFF = {
    **dict.fromkeys(("DIFadd", "DIFaddFL"), Macro("m", "#1")),
    **dict.fromkeys(("DIFdel", "DIFdelFL"), Macro("m", "")),
}
DELETED_FROM = {"DIFdelbegin": "DIFdelend", "DIFdelbeginFL": "DIFdelendFL"}
# Marks by package; those of None are taken for what they are wherever the draft does not define them itself.
_MARKS: dict[str | None, dict[str, Macro]] = {
    None: {
        "added": _SECOND,
        "deleted": _NOTHING,
        "replaced": Macro("omm", "#2", ("", None, None)),
        **dict.fromkeys(
            "todo missingfigure fxnote fxwarning fxerror fxfatal pdfcomment pdfmarginpar".split(), Macro("som", "")
        ),
        **dict.fromkeys(("sout", "xout"), Macro("m", "")),
    },
    "soul": {"st": Macro("m", "")},
    "changes": {"comment": _NOTHING, "highlight": _SECOND},
    "easyReview": {
        "add": Macro("m", "#1"),
        "remove": Macro("m", ""),
        "replace": Macro("mm", "#2"),
        "comment": Macro("mm", "#1"),
        "alert": Macro("m", "#1"),
        "highlight": Macro("m", "#1"),
    },
    "trackchanges": {
        "add": _SECOND,
        "remove": _NOTHING,
        "change": Macro("omm", "#3", ("", None, None)),
        "note": _NOTHING,
        "annote": Macro("omm", "#2", ("", None, None)),
    },
}
_NAMES = frozenset(name for marks in _MARKS.values() for name in marks)
_SAME_PACKAGES = {"soulutf8": "soul", "soulpos": "soul"}
_REMARK_NAME = re.compile(
    r"[a-zA-Z]*(?:note|todo|fixme|comment|remark|query|review)s?|[a-zA-Z]*(?:NOTE|TODO|FIXME|COMMENT)|xxx|XXX",
    re.IGNORECASE,
)
_COLOUR = re.compile(
    r"\\(?:text)?color\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}|\\(?:colorbox|hl|todo|marginpar|marginnote|fbox"
    r"|fcolorbox)(?![a-zA-Z])"
)
_LOOK = re.compile(
    r"\\(?:text)?color\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}|\\(?:f?colorbox)\s*(?:\{[^{}\0]*\}){1,2}"
    r"|\\[a-zA-Z@]+\*?(?:\[[^\]]*\])?|[{}$]"
)
# "[JD: #1]", "(AB) #1", "TODO #1", "#1 -- JD": who says it, or that it is to be done.
_SAID_BY = re.compile(
    r"\W*(?:[\w. ]{1,20}\s*[:>—–]|[\[(<]{1,2}|[A-Z]{1,5}\b|todo|to do|note|fixme|comment)[\s:\-–—>\])]*#1.*"
    r"|\W*#1\s*(?:[-–—]+|\W*[\[(])\s*\w{1,15}\W*|\W*\[+\s*#1\s*\]+\W*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class Revisions:
    """Which of a draft's commands are marks of a revision or remarks, and how often something was left out for them.

    `remarks` has the arguments of those that leave nothing.
    """

    left_out: Counter[str] = field(default_factory=Counter)
    remarks: dict[str, str] = field(default_factory=dict)

    def mark(self, name: str, macros: Mapping[str, Macro], packages: Mapping[str, str]) -> Macro | None:
        """Return what a reader sees of a command's arguments, None for a command that is no such mark."""
        if name in _LATEXDIFF:
            return _LATEXDIFF[name]
        if name in macros:
            return Macro(macros[name].signature, "") if is_remark(name, macros[name]) else None
        if name not in _NAMES:
            return None
        if name in _MARKS[None]:
            return _MARKS[None][name]
        for package in packages:
            known = _MARKS.get(_SAME_PACKAGES.get(package, package), {})
            if name in known:
                return known[name]
        return None


def is_remark(name: str, macro: Macro) -> bool:
    """Return whether an own command sets its argument as a remark: coloured or boxed, with somebody's initials or a
    name that says so."""
    if macro.signature not in ("m", "om") or f"#{len(macro.signature)}" not in macro.body:
        return False
    if _COLOUR.search(macro.body) is None:
        return False
    if re.search(r"\\(?:todo|marginpar|marginnote)(?![a-zA-Z])", macro.body):
        return True
    if _REMARK_NAME.fullmatch(name):
        return True
    plain = _LOOK.sub(" ", macro.body.replace(f"#{len(macro.signature)}", "\0")).replace("\0", "#1").strip()
    return plain != "#1" and _SAID_BY.fullmatch(plain) is not None


def remarks_in(source: str, remarks: Mapping[str, str]) -> Iterator[str]:
    """Yield the passages of a source that are calls of the commands in `remarks`, by their arguments, from the
    outermost on."""
    end = 0
    for match in re.finditer(r"\\([a-zA-Z@]+)", source):
        signature = remarks.get(match[1])
        if signature is None or match.start() < end:
            continue
        if arguments := read_arguments(source, match.end(), signature):
            end = arguments.end
            yield source[match.start() : end]

"""The guards, one function each: what they find in a text for a figure, in the order they are shown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from types import MappingProxyType

from capassist.guards.author_rules import author_rule_findings
from capassist.guards.claims import claim_findings
from capassist.guards.contradictions import contradiction_findings
from capassist.guards.copies import copy_findings, draft_copy_findings
from capassist.guards.grounding import Grounds, number_findings, power_findings
from capassist.guards.keys import key_findings
from capassist.guards.legend import legend_findings
from capassist.guards.memory import definition_findings, last_claim_findings
from capassist.guards.names import (
    comparison_findings,
    missing_panel_findings,
    name_findings,
    panel_findings,
    panel_label_findings,
)
from capassist.guards.references import reference_findings
from capassist.model import Author, DraftKind, Figure, Finding, Manuscript
from capassist.text.blanks import blank_spans, is_unconfirmed
from capassist.text.commands import commands_in, is_known
from capassist.text.injection import instruction_in
from capassist.text.markdown import markdown_in
from capassist.text.markup import Markup, markup_of
from capassist.text.repetition import LONGEST, repeats_itself, too_long
from capassist.text.residue import residue_spans

_MACRO = re.compile(r"\\([A-Za-z]+)\*?((?:\s*\[[^\]]*\])*)(?:\s*\{([^{}]*)\})?")
_SHOWN = 40  # characters of a lost macro's argument
_POINTS = re.compile(r"[A-Za-z]*(?:ref|cite)[A-Za-z]*|[Gg]ls[A-Za-z]*|[Aa]c[slf]?p?|SI|si|num|qty|unit")
_POINTS_AT_FIGURE = re.compile(r"[A-Za-z]*ref[A-Za-z]*|[A-Za-z]*fig[A-Za-z]*")
# Macros of LaTeX and its usual packages that only shape text: losing them loses no content.
_SHAPING = frozenset(
    "emph textbf textit texttt textsc textsf textrm textsl textup textmd textnormal textcolor color underline "
    "uline em it bf tt rm sf sc "
    "bfseries itshape ttfamily small footnotesize scriptsize tiny normalsize large protect centering label hspace "
    "vspace quad qquad "
    "left right mbox hbox text mathrm mathbf mathit mathcal mathbb boldsymbol bm xspace ldots dots cdots newline "
    "linebreak par "
    "noindent smallskip medskip bigskip ensuremath index footnote".split()
)


@dataclass(frozen=True, slots=True)
class _Case:
    """The text under inspection with all that is known of its figure."""

    text: str
    figure: Figure
    markup: Markup
    old: str | None
    grounds: Grounds
    author: Author
    drafted: Mapping[str, str]
    manuscript: Manuscript
    unread: tuple[str, ...]


def inspect(
    text: str,
    figure: Figure,
    *,
    markup: DraftKind,
    old: str | None,
    others: Iterable[Figure] = (),
    manuscript: Manuscript = Manuscript(),  # noqa: B008  # frozen
    author: Author = Author(),  # noqa: B008
    drafted: Mapping[str, str] = MappingProxyType({}),
    unread: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """Return what the author should know before accepting `text` as the figure's caption; blocking findings first.

    `old` is the caption that stands there now, as it is in the source. Numbers and macros are compared with it too.
    `others` are the paper's other figures, `manuscript` the rest of it: a number that is said of another figure alone
    is told from one that stands nowhere. Where the commands of its source are not known, no command and no key is
    called undefined. `drafted` are the texts that the paper's figures are about to get, by id. `unread` says why not
    all of the paper was read, a sentence each.
    """
    standing = "" if figure.state == "placeholder" else old or ""  # "TODO" is no evidence
    elsewhere = tuple(other for other in others if other.id != figure.id)
    grounds = Grounds(figure, elsewhere, markup_of(markup), standing, manuscript.body)
    case = _Case(text, figure, grounds.markup, old, grounds, author, drafted, manuscript, tuple(unread))
    findings = [finding for guard in _GUARDS for finding in guard(case)]
    return tuple(sorted(findings, key=lambda finding: not finding.blocks))


def _syntax(case: _Case) -> Iterator[Finding]:
    for fault in case.markup.faults(case.text):
        yield Finding(fault.code, fault.message, fault.span, blocks=True)


def _blanks(case: _Case) -> Iterator[Finding]:
    for start, end in blank_spans(case.text):
        what = "is still to be confirmed" if is_unconfirmed(case.text[start:end]) else "is still to be filled in"
        yield Finding("blank", f"{case.text[start:end]} {what}.", (start, end), blocks=True)


def _ungrounded(case: _Case) -> Iterator[Finding]:
    yield from number_findings(case.text, case.markup, case.grounds)
    yield from power_findings(case.text, case.grounds)
    yield from name_findings(case.text, case.markup, case.grounds)
    yield from panel_findings(case.text, case.markup, case.grounds)
    yield from missing_panel_findings(case.text, case.markup, case.grounds)
    yield from panel_label_findings(case.text, case.markup)
    yield from comparison_findings(case.text, case.grounds)
    contradictions = tuple(contradiction_findings(case.text, case.markup, case.grounds))
    yield from contradictions
    yield from last_claim_findings(case.text, case.markup, case.grounds, contradictions)
    yield from definition_findings(case.text, case.grounds, contradictions)
    yield from legend_findings(case.text, case.markup, case.grounds)
    yield from reference_findings(case.text, case.markup, case.grounds)
    yield from claim_findings(case.text, case.markup, case.grounds)


def _lost_macros(case: _Case) -> Iterator[Finding]:
    if not case.markup.commands or not case.old:
        return
    kept = {macro for macro, _ in _telling_macros(case.text)}
    lost: dict[str, str] = {}
    for macro, shown in _telling_macros(case.old):
        if macro not in kept:
            lost.setdefault(macro, shown)
    if lost:
        named = [shown + _aim_of(shown, case.grounds) for shown in lost.values()]
        listed = " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
        yield Finding("macro-lost", f"The text no longer has {listed}.")


def _telling_macros(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a text cites, refers to and abbreviates, and the author's own macros, outside of maths; and each with
    its argument."""
    prose = re.sub(r"(?<!\\)\$[^$]*\$|\\\(.*?\\\)", " ", text)
    for name, _, argument in _MACRO.findall(prose):
        if _POINTS.fullmatch(name):
            for key in argument.split(",") if argument and "cite" in name else [argument]:
                pointer = f"\\{name}{{{key.strip()}}}"
                yield pointer, pointer
        elif name not in _SHAPING:
            shown = shorten(argument, _SHOWN, placeholder=" …")
            yield f"\\{name}", f"\\{name}{{{shown}}}" if shown else f"\\{name}"


def _aim_of(macro: str, grounds: Grounds) -> str:
    r"""Return the figure or table that a macro's argument names, " (Figure 2)": by its label, or what stands behind the
    label's colon."""
    key = macro.partition("{")[2].removesuffix("}")
    for figure in grounds.others:
        if key and any(key in (label, label.partition(":")[2]) for label in figure.labels):
            return f" ({figure.name})" if figure.number else ""
    return ""


def _standing_rules(case: _Case) -> Iterator[Finding]:
    yield from author_rule_findings(case.text, case.markup, case.author.rules)


def _copied(case: _Case) -> Iterator[Finding]:
    others = [*case.grounds.others, *(figure for paper in case.author.earlier for figure in paper.figures)]
    yield from copy_findings(case.text, case.markup, case.figure, others)
    yield from draft_copy_findings(case.text, case.markup, case.grounds.others, case.drafted)


def _undefined_commands(case: _Case) -> Iterator[Finding]:
    if not (case.markup.commands and case.manuscript.commands):
        return
    for name, start, end in commands_in(case.text):
        if name not in case.manuscript.commands and not is_known(name):
            message = f"\\{name} is a command that neither the draft nor a usual package defines."
            yield Finding("command", message, (start, end))


def _unset_keys(case: _Case) -> Iterator[Finding]:
    if case.markup.commands and case.manuscript.commands:
        yield from key_findings(case.text, case.grounds, case.manuscript, case.unread)


def _self_reference(case: _Case) -> Iterator[Finding]:
    for match in _MACRO.finditer(case.text):
        if _POINTS_AT_FIGURE.fullmatch(match[1]) and match[3] and match[3].strip() in case.figure.labels:
            yield Finding("self-reference", f"{match.group()} points at the figure's own caption.", match.span())


def _repetition(case: _Case) -> Iterator[Finding]:
    if repeats_itself(case.text):
        yield Finding("repetition", "It repeats itself.")
    if too_long(case.text):
        yield Finding("too-long", f"It is longer than {LONGEST} tokens, which no caption is.")


def _residue(case: _Case) -> Iterator[Finding]:
    for span in residue_spans(case.text):
        yield Finding("residue", f"“{case.text[slice(*span)]}” is a model talking, not a caption.", span)
    for found in markdown_in(case.text):
        shown = case.text[slice(*found.span)].strip()
        yield Finding("markdown", f"{shown} is Markdown, which prints as it stands.", found.span)


def _not_for_readers(case: _Case) -> Iterator[Finding]:
    for span in case.markup.hidden(case.text):
        hidden = shorten(case.text[slice(*span)], _SHOWN, placeholder=" …")
        yield Finding("hidden-text", f"No reader sees “{hidden}”.", span, blocks=True)
    if passage := instruction_in(case.text):
        yield Finding("instruction", f"“{passage}” reads like an instruction to a model.")


_GUARDS = (
    _syntax,
    _blanks,
    _ungrounded,
    _lost_macros,
    _undefined_commands,
    _unset_keys,
    _self_reference,
    _standing_rules,
    _repetition,
    _copied,
    _residue,
    _not_for_readers,
)

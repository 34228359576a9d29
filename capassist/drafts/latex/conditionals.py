"""Which branch of a conditional a draft takes, as far as its source decides it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from sys import maxsize

from capassist.drafts.latex.arguments import read_arguments
from capassist.drafts.latex.conditions import COMPARISON, COUNTER_VALUE, NUMBER, Known, Switches, negated
from capassist.drafts.latex.definitions import NO_VALUE
from capassist.model import Span
from capassist.text.latex import Macro

# Take their branches as arguments, or are no conditionals at all.
_NO_CONDITIONALS = frozenset(
    "iff ifthenelse iftoggle ifbool ifboolexpr ifboolexpe ifstrequal ifblank ifdef ifcsdef ifundef ifcsundef "
    "ifstrempty ifdefempty "
    "ifnumcomp ifnumequal ifnumgreater ifnumless ifdimcomp ifinlist ifdefstring ifdefequal ifdefvoid ifthispageodd "
    "ifpackageloaded".split()
)
_SETTLED = {
    **dict.fromkeys("iftrue ifpdf ifpdftex ifPDFTeX ifpdfTeX ".split(), True),
    **dict.fromkeys(
        "iffalse ifxetex ifXeTeX ifluatex ifLuaTeX iftutex ifTUTeX ifmmode ifptex ifuptex ifeof ifvoid".split(), False
    ),
}
_NESTING = re.compile(
    r"\\(newif\s*\\if[a-zA-Z@]*|let\s*\\if[a-zA-Z@]*\s*=?\s*\\if(?:true|false)|if[a-zA-Z@]*|else|or|fi)(?![a-zA-Z@])"
)
_TOKEN = re.compile(r"\s*(\\(?:[a-zA-Z@]+|.)|\S)", re.DOTALL)
_VALUED = re.compile(rf"\s*(?:{COUNTER_VALUE.pattern}\s*[<=>]\s*{NUMBER}|{NUMBER}\s*[<=>]\s*{COUNTER_VALUE.pattern})")
_SETTERS = frozenset(
    "newtoggle providetoggle toggletrue togglefalse settoggle newbool providebool booltrue boolfalse setbool "
    "newboolean provideboolean setboolean".split()
)
_NUMBER_TESTS = {"ifnumequal": "=", "ifnumless": "<", "ifnumgreater": ">"}  # of etoolbox
# xparse's tests of an argument: whether they hold for one that is there.
_XPARSE = {
    f"If{'No' if not there else ''}Value{arms}": there for there in (True, False) for arms in ("TF", "T", "F")
} | {f"IfBoolean{arms}": True for arms in ("TF", "T", "F")}
_DECIDED = frozenset(("iftoggle", "ifbool", "ifthenelse", "ifx", "ifdefined", "iftrue", "iffalse", "ifnum", "if"))


@dataclass(frozen=True, slots=True)
class TakenBranches:
    """The ranges that are read, in order, and where the conditional ends; whether the source decides which they are."""

    branches: tuple[Span, ...]
    end: int
    decided: bool = True


def is_conditional(switches: Switches, name: str) -> bool:
    """Return whether a command is one of the conditionals that are decided here, or sets one."""
    return name in switches.flags or name in _DECIDED or name in _NUMBER_TESTS or name in _XPARSE


def step(switches: Switches, macros: Mapping[str, Macro], text: str, name: str, end: int) -> TakenBranches | None:
    """Return what becomes of the command \\name that ends at `end`, or None when it has nothing to do with
    conditionals."""
    if name.startswith("if") and (name in switches.flags or name not in _NO_CONDITIONALS):
        return _conditional(Known(switches, macros), text, name, end)
    if name.endswith(("true", "false")):
        flag = "if" + name.removesuffix("true").removesuffix("false")
        if flag in switches.flags:
            switches.flags[flag] = name.endswith("true")
            return TakenBranches((), end)
    handler = _HANDLERS.get(name)
    return handler(Known(switches, macros), text, name, end) if handler else None


def _xparse(_known: Known, text: str, name: str, end: int) -> TakenBranches | None:
    both = name.endswith("TF")
    found = read_arguments(text, end, "ggg" if both else "gg")
    if found is None or None in found.spans:
        return None
    subject, *arms = (span for span in found.spans if span)
    said = text[slice(*subject)].strip()
    present = said == "*" if "Boolean" in name else said != NO_VALUE
    holds = present == _XPARSE[name]
    if both:
        return TakenBranches((arms[0] if holds else arms[1],), found.end)
    return TakenBranches((arms[0],) if holds == name.endswith("T") else (), found.end)


def _new_flag(known: Known, text: str, _name: str, end: int) -> TakenBranches | None:
    match = re.compile(r"\s*\{?\s*\\(if[a-zA-Z@]+)\s*\}?").match(text, end)
    if match is None:
        return None
    known.switches.flags[match.group(1)] = False
    return TakenBranches((), match.end())


def _set_toggle(known: Known, text: str, name: str, end: int) -> TakenBranches | None:
    found = read_arguments(text, end, "gg" if name.startswith("set") else "g")
    if found is None or found.spans[0] is None:
        return None
    key = text[slice(*found.spans[0])].strip()
    if name.startswith("set"):
        value = text[slice(*(found.spans[1] or (0, 0)))].strip() == "true"
    else:
        value = name.endswith("true")
    known.switches.toggles[key] = value
    if f"if{key}" in known.switches.flags or "bool" in name:
        known.switches.flags[f"if{key}"] = value
    return TakenBranches((), found.end)


# How the truth of a test by ifthen or etoolbox comes of its subject.
_TESTS: dict[str, Callable[[Known, str], bool | None]] = {
    "ifthenelse": Known.holds,
    "iftoggle": Known.is_set,
    "ifbool": Known.is_set,
    "nottoggle": lambda known, switch: negated(known.is_set(switch)),
    "notbool": lambda known, switch: negated(known.is_set(switch)),
    "ifdef": lambda known, command: known.is_defined(command.lstrip("\\")),
    "ifcsdef": lambda known, command: known.is_defined(command.lstrip("\\")),
    "ifundef": lambda known, command: not known.is_defined(command.lstrip("\\")),
    "ifcsundef": lambda known, command: not known.is_defined(command.lstrip("\\")),
    "@ifundefined": lambda known, name: False if known.is_defined(name) else None,  # LaTeX's own are not known here
    "ifblank": lambda _, text: not text,
    "ifstrempty": lambda _, text: not text,
}


def _choice(known: Known, text: str, name: str, end: int) -> TakenBranches | None:
    found = read_arguments(text, end, "mmm")
    if found is None or None in found.spans:
        return None
    subject, first, second = (span for span in found.spans if span)
    truth = _TESTS[name](known, text[slice(*subject)].strip())
    return TakenBranches((_chosen(text, truth, first, second),), found.end, truth is not None)


def _string_test(_known: Known, text: str, _name: str, end: int) -> TakenBranches | None:
    found = read_arguments(text, end, "mmmm")
    if found is None or None in found.spans:
        return None
    left, right, first, second = (span for span in found.spans if span)
    truth = text[slice(*left)].strip() == text[slice(*right)].strip()
    return TakenBranches((_chosen(text, truth, first, second),), found.end)


def _number_test(known: Known, text: str, name: str, end: int) -> TakenBranches | None:
    found = read_arguments(text, end, "mmmm")
    if found is None or None in found.spans:
        return None
    left, right, first, second = (span for span in found.spans if span)
    sides = [known.with_counters(text[slice(*span)].strip()) for span in (left, right)]
    truth = known.compares(COMPARISON.fullmatch(_NUMBER_TESTS[name].join(sides)))
    return TakenBranches((_chosen(text, truth, first, second),), found.end, truth is not None)


_HANDLERS: dict[str, Callable[[Known, str, str, int], TakenBranches | None]] = {
    "newif": _new_flag,
    **dict.fromkeys(_XPARSE, _xparse),
    **dict.fromkeys(_SETTERS, _set_toggle),
    **dict.fromkeys(_NUMBER_TESTS, _number_test),
    **dict.fromkeys(_TESTS, _choice),
    "ifstrequal": _string_test,
}


# TeX's own conditionals, which end with \\fi


def _conditional(known: Known, text: str, name: str, end: int) -> TakenBranches | None:
    if name not in known.switches.flags and name != "if" and text[end : end + 1] == "{":
        return None  # a command of a package that takes its branches as arguments
    if name == "ifcase":
        return _case(known, text, end)
    branches = _branches(known.switches, text, end)
    if branches is None:
        return None
    first, second, after = branches
    truth, body = _truth(known, text, name, first)
    return TakenBranches((_chosen(text, truth, (body, first[1]), second),), after, truth is not None)


def _case(known: Known, text: str, end: int) -> TakenBranches | None:
    """Return which branch \\ifcase takes; the first one where its number cannot be known."""
    number = re.compile(rf"\s*(?:{COUNTER_VALUE.pattern}|{NUMBER})\s*(?:\\relax(?![a-zA-Z@]))?").match(text, end)
    whole = _branches(known.switches, text, end)
    if number is None or whole is None:
        return None
    first, otherwise, after = whole
    ends = [*_ors(known.switches, text, (number.end(), first[1])), (first[1], first[1])]
    starts = [number.end(), *(stop for _, stop in ends)]
    cases = [(start, stop) for start, (stop, _) in zip(starts, ends, strict=False)]
    said = str(known.switches.numbers.get(number[1], "")) if number[1] else known.value(number[2])
    if not re.fullmatch(r"-?\d+", said):
        return TakenBranches((cases[0],), after, decided=False)
    return TakenBranches((cases[int(said)] if 0 <= int(said) < len(cases) else otherwise,), after)


def _ors(switches: Switches, text: str, span: Span) -> Iterator[Span]:
    """Yield the \\or of a range that stand in no conditional inside it."""
    return (match.span() for match in _marks(switches, text, *span) if match.group(1) == "or")


def _branches(switches: Switches, text: str, start: int) -> tuple[Span, Span, int] | None:
    """Return the ranges of the two branches of the conditional whose text begins at `start`, and where it ends."""
    otherwise: Span | None = None
    for match in _marks(switches, text, start):
        if match.group(1) == "else":
            otherwise = otherwise or match.span()
        elif match.group(1) == "fi":
            end = match.start()
            first_end, second_start = otherwise or (end, end)
            return (start, first_end), (second_start, end), match.end()
    return None


def _marks(switches: Switches, text: str, start: int, end: int = maxsize) -> Iterator[re.Match[str]]:
    """Yield each \\or, \\else and \\fi of a range that stands in no conditional inside it."""
    depth = 0
    for match in _NESTING.finditer(text, start, end):
        word = match.group(1)
        if word.startswith(("newif", "let")):
            continue
        if word.startswith("if"):
            depth += _opens(switches, text, match)
        elif depth == 0:
            yield match
        elif word == "fi":
            depth -= 1


def _opens(switches: Switches, text: str, match: re.Match[str]) -> bool:
    """Return whether a command is a conditional that \\fi ends, not one that takes its branches as arguments."""
    word = match.group(1)
    in_arguments = word != "if" and text[match.end() : match.end() + 1] == "{"
    return word in switches.flags or not (word in _NO_CONDITIONALS or in_arguments)


def _chosen(text: str, truth: bool | None, first: Span, second: Span) -> Span:
    """Return the branch that is read; of an undecided conditional the first one that has something."""
    if truth is None:
        return first if text[slice(*first)].strip() else second
    return first if truth else second


def _truth(known: Known, text: str, name: str, span: Span) -> tuple[bool | None, int]:
    """Return whether the conditional holds, None when that cannot be known, and where its branch begins."""
    if name in known.switches.flags:
        return known.switches.flags[name], span[0]
    if name in _SETTLED:
        return _SETTLED[name], span[0]
    read = _CONDITIONS.get(name)
    return (read(known, text, span) if read else None) or (None, span[0])


Decision = tuple[bool | None, int]  # whether a condition holds, and where the branch behind it begins


def _if_defined(known: Known, text: str, span: Span) -> Decision | None:
    token = _TOKEN.match(text, span[0])
    return (known.is_defined(token.group(1).lstrip("\\")), token.end()) if token else None


def _if_csname(known: Known, text: str, span: Span) -> Decision | None:
    end = text.find("\\endcsname", *span)
    return (known.is_defined(text[span[0] : end].strip()), end + len("\\endcsname")) if end >= 0 else None


def _if_same(known: Known, text: str, span: Span) -> Decision | None:
    tokens = _two_tokens(text, span[0])
    return (known.are_same(tokens[0], tokens[1]), tokens[2]) if tokens else None


def _if_same_characters(known: Known, text: str, span: Span) -> Decision | None:
    tokens = _two_tokens(text, span[0])
    return (known.are_same_characters(tokens[0], tokens[1]), tokens[2]) if tokens else None


def _two_tokens(text: str, start: int) -> tuple[str, str, int] | None:
    """Return the next two tokens, and where they end."""
    first = _TOKEN.match(text, start)
    second = _TOKEN.match(text, first.end()) if first else None
    return (first.group(1), second.group(1), second.end()) if first and second else None


def _if_number(known: Known, text: str, span: Span) -> Decision | None:
    if (valued := _VALUED.match(text, span[0])) is not None:
        return known.compares(COMPARISON.fullmatch(known.with_counters(valued.group().strip()))), valued.end()
    match = COMPARISON.match(text, span[0])
    return (known.compares(match), match.end()) if match else None


_CONDITIONS: dict[str, Callable[[Known, str, Span], Decision | None]] = {
    "ifdefined": _if_defined,
    "ifcsname": _if_csname,
    "ifx": _if_same,
    "if": _if_same_characters,
    "ifnum": _if_number,
}

"""Which branch of a conditional a draft takes, as far as its source decides it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from capassist.drafts.latex.arguments import read_arguments
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
_ENGINES = {
    **dict.fromkeys("ifpdf ifpdftex ifPDFTeX ifpdfTeX ".split(), True),
    **dict.fromkeys(
        "ifxetex ifXeTeX ifluatex ifLuaTeX iftutex ifTUTeX ifmmode ifptex ifuptex ifeof ifvoid".split(), False
    ),
}
_UNDEFINED = frozenset(
    "undefined @undefined XeTeXversion XeTeXrevision directlua luatexversion XeTeXinterchartoks".split()
)
_EMPTY = frozenset({"empty", "@empty"})
_NESTING = re.compile(
    r"\\(newif\s*\\if[a-zA-Z@]*|let\s*\\if[a-zA-Z@]*\s*=?\s*\\if(?:true|false)|if[a-zA-Z@]*|else|or|fi)(?![a-zA-Z@])"
)
_TOKEN = re.compile(r"\s*(\\(?:[a-zA-Z@]+|.)|\S)", re.DOTALL)
_NUMBER = r"(-?\d+|`\\?.|\\[a-zA-Z@]+)"
_NUMBERS = re.compile(rf"\s*{_NUMBER}\s*([<=>])\s*{_NUMBER}\s*(?:\\relax)?")
_COUNTER_VALUE = re.compile(r"\\(?:value|arabic)\s*\{\s*(\w+)\s*\}")
_VALUED = re.compile(
    rf"\s*(?:{_COUNTER_VALUE.pattern}\s*[<=>]\s*{_NUMBER}|{_NUMBER}\s*[<=>]\s*{_COUNTER_VALUE.pattern})"
)
_CONSTANTS = {"z@": "0", "@ne": "1", "tw@": "2", "thr@@": "3", "m@ne": "-1"}


@dataclass(slots=True)
class Switches:
    """The draft's own conditionals and what they are set to."""

    flags: dict[str, bool] = field(default_factory=dict)  # by \if name: "ifdraft"
    toggles: dict[str, bool] = field(default_factory=dict)  # by the names that etoolbox and ifthen use
    numbers: dict[str, int] = field(
        default_factory=dict
    )  # of the draft's own counters, while they are only set to digits

    def knows(self, name: str) -> bool:
        """Return whether a command is one of the conditionals that are decided here, or sets one."""
        return name in self.flags or name in (
            "iftoggle",
            "ifbool",
            "ifthenelse",
            "ifx",
            "ifdefined",
            "iftrue",
            "iffalse",
            "ifnum",
            "if",
            *_NUMBER_TESTS,
            *_XPARSE,
        )

    def let(self, name: str, original: str) -> bool:
        """Take note of \\let\\ifdraft\\iftrue; return whether it was one."""
        if name.startswith("if") and original in ("iftrue", "iffalse", *self.flags):
            self.flags[name] = original == "iftrue" or self.flags.get(original, False)
            return True
        return False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ranges that are read, in order, and where the conditional ends; whether the source decides which they are."""

    branches: tuple[Span, ...]
    end: int
    decided: bool = True


def step(switches: Switches, macros: Mapping[str, Macro], text: str, name: str, end: int) -> Outcome | None:
    """Return what becomes of the command \\name that ends at `end`, or None when it has nothing to do with
    conditionals."""
    if name.startswith("if") and (name in switches.flags or name not in _NO_CONDITIONALS):
        return _conditional(switches, macros, text, name, end)
    if name == "newif":
        return _new_flag(switches, text, end)
    if name.endswith(("true", "false")):
        flag = "if" + name.removesuffix("true").removesuffix("false")
        if flag in switches.flags:
            switches.flags[flag] = name.endswith("true")
            return Outcome((), end)
    if name in _XPARSE:
        return _xparse(text, name, end)
    if name in _SETTERS:
        return _set_toggle(switches, text, name, end)
    if name in _NUMBER_TESTS:
        return _number_test(switches, macros, text, name, end)
    if name in _CHOICES:
        return _choice(switches, macros, text, name, end)
    return None


_SETTERS = frozenset(
    "newtoggle providetoggle toggletrue togglefalse settoggle newbool providebool booltrue boolfalse setbool "
    "newboolean "
    "provideboolean setboolean".split()
)
_CHOICES = frozenset(
    "ifthenelse iftoggle ifbool nottoggle notbool ifdef ifundef ifcsdef ifcsundef ifstrequal ifblank ifstrempty "
    "@ifundefined".split()
)
_NUMBER_TESTS = {"ifnumequal": "=", "ifnumless": "<", "ifnumgreater": ">"}  # of etoolbox


# xparse's tests of an argument: whether they hold for one that is there.
_XPARSE = {
    f"If{'No' if not there else ''}Value{arms}": there for there in (True, False) for arms in ("TF", "T", "F")
} | {f"IfBoolean{arms}": True for arms in ("TF", "T", "F")}


def _xparse(text: str, name: str, end: int) -> Outcome | None:
    both = name.endswith("TF")
    found = read_arguments(text, end, "ggg" if both else "gg")
    if found is None or None in found.spans:
        return None
    subject, *arms = (span for span in found.spans if span)
    said = text[slice(*subject)].strip()
    present = said == "*" if "Boolean" in name else said != NO_VALUE
    holds = present == _XPARSE[name]
    if both:
        return Outcome((arms[0] if holds else arms[1],), found.end)
    return Outcome((arms[0],) if holds == name.endswith("T") else (), found.end)


def _new_flag(switches: Switches, text: str, end: int) -> Outcome | None:
    match = re.compile(r"\s*\{?\s*\\(if[a-zA-Z@]+)\s*\}?").match(text, end)
    if match is None:
        return None
    switches.flags[match.group(1)] = False
    return Outcome((), match.end())


def _set_toggle(switches: Switches, text: str, name: str, end: int) -> Outcome | None:
    found = read_arguments(text, end, "gg" if name.startswith("set") else "g")
    if found is None or found.spans[0] is None:
        return None
    key = text[slice(*found.spans[0])].strip()
    if name.startswith("set"):
        value = text[slice(*(found.spans[1] or (0, 0)))].strip() == "true"
    else:
        value = name.endswith("true")
    switches.toggles[key] = value
    if f"if{key}" in switches.flags or "bool" in name:
        switches.flags[f"if{key}"] = value
    return Outcome((), found.end)


def _choice(switches: Switches, macros: Mapping[str, Macro], text: str, name: str, end: int) -> Outcome | None:
    found = read_arguments(text, end, "mmmm" if name == "ifstrequal" else "mmm")
    if found is None or None in found.spans:
        return None
    spans = [span for span in found.spans if span]
    subject = text[slice(*spans[0])].strip()
    if name == "ifthenelse":
        truth = _test(switches, macros, subject)
    elif name in ("ifdef", "ifundef", "ifcsdef", "ifcsundef"):
        truth = (
            _is_defined(macros, subject.lstrip("\\")) == name.endswith("def")
            if "undef" not in name
            else not _is_defined(macros, subject.lstrip("\\"))
        )
    elif name == "@ifundefined":
        truth = False if _is_defined(macros, subject) else None  # LaTeX's own are not known here
    elif name == "ifstrequal":
        truth = subject == text[slice(*spans[1])].strip()
    elif name in ("ifblank", "ifstrempty"):
        truth = not subject
    else:
        known = switches.toggles.get(subject, switches.flags.get(f"if{subject}"))
        truth = known if known is None or not name.startswith("not") else not known
    return Outcome((_chosen(text, truth, spans[-2], spans[-1]),), found.end, truth is not None)


def _number_test(switches: Switches, macros: Mapping[str, Macro], text: str, name: str, end: int) -> Outcome | None:
    found = read_arguments(text, end, "mmmm")
    if found is None or None in found.spans:
        return None
    left, right, first, second = (span for span in found.spans if span)
    sides = [_with_counters(switches, text[slice(*span)].strip()) for span in (left, right)]
    truth = _compare(macros, _NUMBERS.fullmatch(_NUMBER_TESTS[name].join(sides)))
    return Outcome((_chosen(text, truth, first, second),), found.end, truth is not None)


def _with_counters(switches: Switches, condition: str) -> str:
    """Return a condition with the values of the draft's own counters."""
    return _COUNTER_VALUE.sub(lambda match: str(switches.numbers.get(match[1], match.group())), condition)


def _test(switches: Switches, macros: Mapping[str, Macro], condition: str) -> bool | None:
    """Return the truth of an \\ifthenelse test, None when it cannot be known."""
    condition = _with_counters(switches, condition.strip())
    if (match := re.fullmatch(r"\\(?:NOT|not)\s*(.*)", condition, re.DOTALL)) is not None:
        inner = _test(switches, macros, match.group(1))
        return None if inner is None else not inner
    if (match := re.fullmatch(r"\\boolean\s*\{([^{}]*)\}", condition)) is not None:
        return switches.toggles.get(match.group(1), switches.flags.get(f"if{match.group(1)}"))
    if (match := re.fullmatch(r"\\equal\s*\{([^{}]*)\}\s*\{([^{}]*)\}", condition)) is not None:
        left, right = (_value(macros, side) for side in match.groups())
        return None if "\\" in left + right else left == right
    if (match := re.fullmatch(r"\\isundefined\s*\{?\\([a-zA-Z@]+)\}?", condition)) is not None:
        return not _is_defined(macros, match.group(1))
    return _compare(macros, _NUMBERS.fullmatch(condition))


def _conditional(switches: Switches, macros: Mapping[str, Macro], text: str, name: str, end: int) -> Outcome | None:
    if name not in switches.flags and name != "if" and text[end : end + 1] == "{":
        return None  # a command of a package that takes its branches as arguments
    if name == "ifcase":
        return _case(switches, macros, text, end)
    branches = _branches(switches, text, end)
    if branches is None:
        return None
    first, second, after = branches
    truth, body = _truth(switches, macros, text, name, first)
    return Outcome((_chosen(text, truth, (body, first[1]), second),), after, truth is not None)


def _case(switches: Switches, macros: Mapping[str, Macro], text: str, end: int) -> Outcome | None:
    """Return which branch \\ifcase takes; the first one where its number cannot be known."""
    number = re.compile(rf"\s*(?:{_COUNTER_VALUE.pattern}|{_NUMBER})\s*(?:\\relax(?![a-zA-Z@]))?").match(text, end)
    whole = _branches(switches, text, end)
    if number is None or whole is None:
        return None
    first, otherwise, after = whole
    ends = [*_ors(switches, text, (number.end(), first[1])), (first[1], first[1])]
    starts = [number.end(), *(stop for _, stop in ends)]
    cases = [(start, stop) for start, (stop, _) in zip(starts, ends, strict=False)]
    said = str(switches.numbers.get(number[1], "")) if number[1] else _value(macros, number[2])
    if not re.fullmatch(r"-?\d+", said):
        return Outcome((cases[0],), after, decided=False)
    return Outcome((cases[int(said)] if 0 <= int(said) < len(cases) else otherwise,), after)


def _ors(switches: Switches, text: str, span: Span) -> Iterator[Span]:
    """Yield the \\or of a range that stand in no conditional inside it."""
    depth = 0
    for match in _NESTING.finditer(text, *span):
        word = match.group(1)
        if word.startswith(("newif", "let")) or word == "else":
            continue
        if word.startswith("if"):
            depth += _opens(switches, text, match)
        elif word == "fi":
            depth -= 1
        elif depth == 0:
            yield match.span()


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


def _branches(switches: Switches, text: str, start: int) -> tuple[Span, Span, int] | None:
    depth = 0
    otherwise: Span | None = None
    for match in _NESTING.finditer(text, start):
        word = match.group(1)
        if word == "or" or word.startswith(("newif", "let")):
            continue
        if word.startswith("if"):
            depth += _opens(switches, text, match)
        elif word == "else":
            if depth == 0 and otherwise is None:
                otherwise = match.span()
        elif depth:
            depth -= 1
        else:
            first_end = otherwise[0] if otherwise else match.start()
            second = (otherwise[1], match.start()) if otherwise else (match.start(), match.start())
            return (start, first_end), second, match.end()
    return None


def _truth(
    switches: Switches, macros: Mapping[str, Macro], text: str, name: str, span: Span
) -> tuple[bool | None, int]:
    """Return whether the conditional holds, None when that cannot be known, and where its branch begins."""
    start, stop = span
    if name in switches.flags:
        return switches.flags[name], start
    if name in ("iftrue", "iffalse"):
        return name == "iftrue", start
    if name in _ENGINES:
        return _ENGINES[name], start
    if name == "ifdefined":
        match = _TOKEN.match(text, start)
        return (_is_defined(macros, match.group(1).lstrip("\\")), match.end()) if match else (None, start)
    if name == "ifcsname":
        end = text.find("\\endcsname", start, stop)
        return (_is_defined(macros, text[start:end].strip()), end + 10) if end >= 0 else (None, start)
    if name in ("ifx", "if"):
        first = _TOKEN.match(text, start)
        second = _TOKEN.match(text, first.end()) if first else None
        if first is None or second is None:
            return None, start
        return (_same if name == "ifx" else _same_character)(macros, first.group(1), second.group(1)), second.end()
    if name == "ifnum":
        if (valued := _VALUED.match(text, start)) is not None:
            condition = _NUMBERS.fullmatch(_with_counters(switches, valued.group().strip()))
            return _compare(macros, condition), valued.end()
        match = _NUMBERS.match(text, start)
        return (_compare(macros, match), match.end()) if match else (None, start)
    return None, start


def _is_defined(macros: Mapping[str, Macro], name: str) -> bool:
    return name in macros or (name.startswith("pdf") and name not in _UNDEFINED)


def _same(macros: Mapping[str, Macro], left: str, right: str) -> bool | None:
    """Return the truth of \\ifx for two tokens."""
    if left == right:
        return True
    if left[0] != "\\" or right[0] != "\\" or not (left[1].isalpha() and right[1].isalpha()):
        return False
    a, b = left[1:], right[1:]
    for one, other in ((a, b), (b, a)):
        if one in _UNDEFINED:
            return not _is_defined(macros, other)
        if one in _EMPTY or one == "relax":
            return other in macros and not macros[other].body.strip() and one != "relax"
    if a in macros and b in macros:
        return macros[a] == macros[b]
    return None


def _same_character(macros: Mapping[str, Macro], left: str, right: str) -> bool | None:
    if left == right:
        return True
    values = [_value(macros, token) for token in (left, right)]
    if all(len(value) == 1 for value in values):
        return values[0] == values[1]
    # "\\if 0" before what is no single character is how text is taken out.
    return False if any(token.isalnum() and len(token) == 1 for token in (left, right)) else None


def _compare(macros: Mapping[str, Macro], match: re.Match[str] | None) -> bool | None:
    if match is None:
        return None
    left, right = (_value(macros, match.group(side)) or "?" for side in (1, 3))
    try:
        a, b = (ord(side[-1]) if side[0] == "`" else int(_CONSTANTS.get(side[1:], side)) for side in (left, right))
    except ValueError:
        return None
    return {"<": a < b, "=": a == b, ">": a > b}[match.group(2)]


def _value(macros: Mapping[str, Macro], token: str) -> str:
    for _ in range(5):
        name = token.strip().removeprefix("\\")
        if not token.strip().startswith("\\") or name not in macros or macros[name].signature:
            break
        token = macros[name].body
    return token.strip()

"""Read the definitions of a draft's own commands and environments."""

import re
from dataclasses import dataclass

from capassist.drafts.latex.arguments import group, option, read_arguments, skip_space
from capassist.text.latex import Macro
from capassist.text.latex_groups import group_end

DEFINING = frozenset(
    "newcommand renewcommand providecommand DeclareRobustCommand newrobustcmd renewrobustcmd def gdef edef xdef let "
    "DeclareMathOperator "
    "NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand newenvironment "
    "renewenvironment "
    "NewDocumentEnvironment RenewDocumentEnvironment DeclareDocumentEnvironment NewEnviron newcommandx "
    "renewcommandx".split()
)
_PRIMITIVES = ("def", "gdef", "edef", "xdef")
_NAME = re.compile(r"\s*\{?\s*\\([a-zA-Z@]+|.)\s*\}?", re.DOTALL)
_PARAMETERS = re.compile(r"((?:\[#\d\]|#\d)*)\s*\{")
_DELIMITED = re.compile(r"\s*\\(?:[a-zA-Z@]+|.)[^{}\\]*#\d[^{}]*\{", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment that the draft defines: its arguments, what stands before and after its content.

    `collects` marks those that take their content as \\BODY or as the last argument, in `opening`.
    """

    signature: str
    opening: str
    closing: str
    defaults: tuple[str | None, ...] = ()
    collects: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition and where it ends. `value` is a string for \\let: the command it copies."""

    name: str
    value: Macro | Environment | str
    end: int


def read_definition(text: str, command: str, position: int) -> Definition | None:
    """Return the definition whose command ends at `position`; None for a form that is not understood."""
    if text[position : position + 1] == "*":
        position += 1
    if command in _PRIMITIVES:
        return _primitive(text, position)
    if command == "let":
        return _copy(text, position)
    if "nvironment" in command or command == "NewEnviron":
        return _environment(text, command, position)
    return _command(text, command, position)


def _command(text: str, command: str, position: int) -> Definition | None:
    name = _NAME.match(text, position)
    if name is None:
        return None
    if "DocumentCommand" in command:
        found = read_arguments(text, name.end(), "mm")
        if found is None or found.spans[0] is None or found.spans[1] is None:
            return None
        signature, defaults = document_signature(text[slice(*found.spans[0])])
        return Definition(name.group(1), Macro(signature, text[slice(*found.spans[1])], defaults), found.end)
    signature, defaults, position = _classic_signature(text, name.end())
    body = group(text, skip_space(text, position))
    if body is None:
        return None
    return Definition(name.group(1), Macro(signature, text[slice(*body)], defaults), body[1] + 1)


def _classic_signature(text: str, position: int) -> tuple[str, tuple[str | None, ...], int]:
    """Read [2][default], as \\newcommand and \\newenvironment have it."""
    start = skip_space(text, position)
    count = option(text, start)
    if count is None or not text[slice(*count)].strip().isdigit():
        return "", (), position
    number = min(int(text[slice(*count)].strip()), 9)
    position = count[1] + 1
    default = option(text, skip_space(text, position))
    if default is None or number == 0:
        return "m" * number, (), position
    return "o" + "m" * (number - 1), (text[slice(*default)],), default[1] + 1


NO_VALUE = "\\NoValue"  # stands for an argument of xparse's that is not there
_SPECIFIERS = re.compile(
    r"(?P<plain>[smovbgl])|(?P<token>t)\s*(?:\\(?:[a-zA-Z@]+|.)|\S)|(?P<default>[OG])\s*(?=\{)"
    r"|(?P<pair>[dr])\s*(?P<edges>\S\s*\S)"
    r"|(?P<pair2>[DR])\s*(?P<edges2>\S\s*\S)\s*(?=\{)|(?P<marks>[eE])\s*\{(?P<inner>[^{}]*)\}|[>]\s*(?=\{)|\s|[+!]|."
)
_PAIRS = {"<>": "d", "[]": "o", "()": "p"}


def document_signature(specification: str) -> tuple[str, tuple[str | None, ...]]:
    """Return the signature and defaults of an xparse specification such as "s O{1} m".

    Arguments that cannot be read here, as those between bars, are taken for not there ("n").
    """
    signature, defaults = "", []
    position = 0
    while (match := _SPECIFIERS.match(specification, position)) is not None:
        position = match.end()
        default: str | None = None
        if specification[position : position + 1] == "{" and (end := group_end(specification, position)) is not None:
            default, position = specification[position + 1 : end], end + 1
        kinds = _kinds(match)
        if default is None and (kinds == "n" or match.group()[0] in "odgeEt"):
            default = NO_VALUE
        signature += kinds
        defaults += [default] * len(kinds)
    return signature, tuple(defaults)


def _kinds(specifier: re.Match[str]) -> str:
    """Return the kinds of argument that a specifier is for, as signatures have them; "" of what is none."""
    if specifier["marks"]:
        return "n" * len(re.findall(r"\S", specifier["inner"]))
    if specifier["token"]:
        return "s" if specifier.group().endswith("*") else "n"
    if pair := re.sub(r"\s", "", specifier["edges"] or specifier["edges2"] or ""):
        return _PAIRS.get(pair, "n")
    letter = specifier["plain"] or specifier["default"] or ""
    return {"O": "o", "g": "G", "v": "m", "l": "m"}.get(letter, letter)


def _primitive(text: str, position: int) -> Definition | None:
    name = re.compile(r"\s*\\([a-zA-Z@]+|.)\s*", re.DOTALL).match(text, position)
    parameters = _PARAMETERS.match(text, name.end()) if name else None
    if name is None or parameters is None:
        return None
    end = group_end(text, parameters.end() - 1)
    if end is None:
        return None
    signature = "".join("o" if mark == "[" else "m" for mark in re.findall(r"\[(?=#)|(?<!\[)#", parameters.group(1)))
    return Definition(name.group(1), Macro(signature, text[parameters.end() : end]), end + 1)


def end_of_delimited(text: str, command: str, position: int) -> int | None:
    """Return where a \\def ends whose arguments other text delimits, such as \\def\\pair#1,#2.{…}; None where it is
    none."""
    match = _DELIMITED.match(text, position) if command in _PRIMITIVES else None
    end = group_end(text, match.end() - 1) if match else None
    return None if end is None else end + 1


def _copy(text: str, position: int) -> Definition | None:
    match = re.compile(r"\s*\\([a-zA-Z@]+|.)\s*=?\s*\\([a-zA-Z@]+|.)", re.DOTALL).match(text, position)
    return Definition(match.group(1), match.group(2), match.end()) if match else None


def _environment(text: str, command: str, position: int) -> Definition | None:
    name = group(text, skip_space(text, position))
    if name is None:
        return None
    read = _document_environment if "Document" in command else _classic_environment
    found = read(text, command, name[1] + 1)
    return Definition(text[slice(*name)], *found) if found else None


def _document_environment(text: str, _command: str, position: int) -> tuple[Environment, int] | None:
    found = read_arguments(text, position, "mmm")
    if found is None or None in found.spans:
        return None
    specification, opening, closing = (text[span[0] : span[1]] for span in found.spans if span)
    signature, defaults = document_signature(specification)
    collects = "b" in signature
    return Environment(signature.replace("b", ""), opening, closing, defaults, collects=collects), found.end


def _classic_environment(text: str, command: str, position: int) -> tuple[Environment, int] | None:
    signature, defaults, position = _classic_signature(text, position)
    bodies = read_arguments(text, position, "g" if command == "NewEnviron" else "gg")
    if bodies is None:
        return None
    parts = [text[span[0] : span[1]] for span in bodies.spans if span] + [""]
    return Environment(signature, parts[0], parts[1], defaults, collects=command == "NewEnviron"), bodies.end

"""The commands and environments that a draft defines, and which of them have to be written out to see its structure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from capassist.drafts.latex.conditionals import is_conditional
from capassist.drafts.latex.conditions import Switches
from capassist.drafts.latex.definitions import Definition, Environment
from capassist.text.latex import Macro

# Commands that make or number floats, sections or labels, or bring in files.
_STRUCTURE = re.compile(
    r"\\(?:begin|end)\s*\{(?:[a-zA-Z]*(?:[fF]igure|[tT]able|algorithm|listing|minipage|document|overpic)[a-zA-Z]*\*?"
    r"|tikzpicture|center"
    r"|adjustbox|sideways|turn|clipbox|appendices"
    r"|(?:equation|align|gather|multline|flalign|eqnarray|subequations)\*?)\}"
    r"|\\(?:[a-zA-Z]*caption[a-zA-Z]*|label|[a-z]*includegraphics|includesvg|epsfig|psfig|epsfbox|plotone|plottwo"
    r"|sub(?:float|figure)"
    r"|rotatebox|reflectbox|scalebox|adjustbox|clipbox|turnbox|input|include|import|subimport|subfile|(?:sub)*section"
    r"|chapter|appendix|setcounter|addtocounter|stepcounter|refstepcounter"
    r"|counterwithin|numberwithin|setkeys|pgfq?keys|ContinuedFloat|counterwithout|@addtoreset"
    r"|@@(?:appendix|(?:front|main|back)matter)|@mainmatter(?:true|false)"
    r"|sout|xout|st"
    r"|todo|deleted|added|replaced|(?:re)?newcommand\*?\s*\{?\s*\\the[a-z]+|g?def\s*\\the[a-z]+|c@figure|item|iffalse"
    r"|iftrue|fi|overpic|adjincludegraphics|graphicspath|begin\s*\{#)(?![a-zA-Z@])"
)
# Never replaced by a draft's own definition, because the reader stands on their usual meaning.
_KEPT = frozenset(
    "begin end caption captionof label ref includegraphics section subsection chapter figure table input include item "
    "cite subfigure subfloat "
    "subcaptionbox autoref cref Cref vref nameref pageref eqref appendix documentclass usepackage document endfigure "
    "endtable footnote "
    "maketitle title author abstract thebibliography figurename tablename and par bibitem".split()
)
# A reference that a new definition of another one makes with a prefix: \renewcommand{\eqref}[1]{\ref{eq:#1}}.
_PREFIXING = re.compile(r"\\((?:eq|auto|name|page|[cC])?ref)\s*\{[^{}#\\]*\w[^{}#\\]*#1\s*\}")
_KEPT_ENVIRONMENTS = frozenset(
    "figure figure* table table* document subfigure minipage center tabular abstract tikzpicture appendix".split()
)
_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
_NAME_COMMAND = re.compile(r"\\([a-zA-Z@]+)\s*(?:\{\})?")
_MAX_STEPS = 5  # of commands in file names that stand for each other
_MAX_NAME = 200  # characters
_BRACE_TRICK = re.compile(r"`\\?([{}])")  # a brace that TeX counts and does not print
_EDGE = re.compile(r"\\(?:begin|end)\s*\{([^{}]*)\}")


@dataclass(slots=True)
class OwnCommands:
    """What is defined so far, by name without backslash."""

    macros: dict[str, Macro] = field(default_factory=dict)
    environments: dict[str, Environment] = field(default_factory=dict)
    switches: Switches = field(default_factory=Switches)
    passed_over: dict[str, Macro] = field(default_factory=dict)  # definitions of what keeps its usual meaning
    redefined: frozenset[str] = frozenset()  # commands that mean different things at different places
    _writing_out: dict[str, bool] = field(default_factory=dict)

    def define(self, definition: Definition, *, only_new: bool = False) -> None:
        """Take in a definition. `only_new` is for \\providecommand."""
        self._writing_out.clear()
        name, value = definition.name, definition.value
        if isinstance(value, Environment):
            if name not in _KEPT_ENVIRONMENTS:
                self.environments[name] = value
        elif isinstance(value, str):
            self._let(name, value)
        elif name in _KEPT and not _adds_prefix(name, value):
            self.passed_over[name] = value
        elif not (only_new and name in self.macros) and not _is_half(value):
            self.macros[name] = value

    def _let(self, name: str, original: str) -> None:
        if self.switches.let(name, original) or name in _KEPT:
            return
        if original in self.macros:
            self.macros[name] = self.macros[original]
        elif original not in ("relax", "undefined", name):
            self.macros[name] = Macro("", f"\\{original}")

    def restore(self, name: str, macro: Macro) -> None:
        """Go back to what a command meant before."""
        self._writing_out.clear()
        self.macros[name] = macro

    def used_by(self, body: str) -> set[str]:
        """Return the commands that a body calls, directly or through others."""
        found: set[str] = set()
        waiting = [body]
        while waiting:
            new = set(_COMMAND.findall(waiting.pop())) & set(self.macros) - found
            found |= new
            waiting += [self.macros[name].body for name in new]
        return found

    def is_written_out(self, name: str) -> bool:
        """Return whether calls of a macro are replaced by its body: it makes structure, hides its argument, or
        changes."""
        if (known := self._writing_out.get(name)) is None:
            known = name in self.redefined or self._makes_structure(name, frozenset())
            self._writing_out[name] = known
        return known

    def wraps(self, environment: Environment) -> bool:
        """Return whether an environment's begin and end are replaced by what they stand for."""
        return environment.collects or self._has_structure(environment.opening + environment.closing, frozenset())

    def _makes_structure(self, name: str, seen: frozenset[str]) -> bool:
        if name in seen or name not in self.macros:
            return False
        macro = self.macros[name]
        return _hides_arguments(macro) or self._has_structure(macro.body, seen | {name})

    def _has_structure(self, body: str, seen: frozenset[str]) -> bool:
        if _STRUCTURE.search(body) or any(name in self.environments for name in _EDGE.findall(body)):
            return True
        inner = set(_COMMAND.findall(body))
        return any(
            name in self.redefined or is_conditional(self.switches, name) or self._makes_structure(name, seen)
            for name in inner
        )


def _adds_prefix(name: str, macro: Macro) -> bool:
    """Return whether a definition makes a command for references one that adds a prefix to the label."""
    found = _PREFIXING.search(macro.body) if name.endswith("ref") and name != "ref" else None
    return found is not None and found[1] != name


def may_be_replaced(name: str) -> bool:
    """Return whether a command may mean what the draft makes of it: the reader does not stand on its usual meaning."""
    return name not in _KEPT


def _is_half(macro: Macro) -> bool:
    """Return whether a macro opens by a trick a group that another one closes, so that its own body says nothing."""
    tricks: list[str] = _BRACE_TRICK.findall(macro.body)
    return tricks.count("{") != tricks.count("}")


def _hides_arguments(macro: Macro) -> bool:
    """Return whether a macro prints nothing, whatever its mandatory arguments are: \\newcommand{\\hide}[1]{}."""
    if "m" not in macro.signature or "#" in macro.body:
        return False
    return not re.search(r"\w", _COMMAND.sub("", macro.body))


def spelled_out(name: str, macros: Mapping[str, Macro]) -> str:
    """Return a file's name with the draft's own commands in it replaced: \\figs/plot.pdf."""
    for _ in range(_MAX_STEPS):
        replaced = _NAME_COMMAND.sub(lambda match: _plain_body(match, macros), name)
        if replaced == name:
            break
        name = replaced
    return name


def _plain_body(match: re.Match[str], macros: Mapping[str, Macro]) -> str:
    macro = macros.get(match.group(1))
    return match.group() if macro is None or macro.signature or len(macro.body) > _MAX_NAME else macro.body

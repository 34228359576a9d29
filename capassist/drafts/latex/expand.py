"""One flat text of the document: inputs spliced in, the draft's own wrappers written out, what TeX would skip left
out."""

import re
from dataclasses import dataclass, replace

from capassist.drafts.latex.arguments import closing, group, read_arguments, skip_space
from capassist.drafts.latex.calls import Call
from capassist.drafts.latex.classes import counts_by_chapter
from capassist.drafts.latex.conditions import Switches
from capassist.drafts.latex.definitions import (
    DEFINING,
    Definition,
    Environment,
    end_of_delimited,
    read_definition,
)
from capassist.drafts.latex.expansion import State
from capassist.drafts.latex.float_types import DECLARATIONS, FloatTypes
from capassist.drafts.latex.hook_expansion import HookExpansion
from capassist.drafts.latex.number_changes import changing_commands
from capassist.drafts.latex.numbering import NUMBERS_FLOATS, end_of_group
from capassist.drafts.latex.own import OwnCommands
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import Piece, Text, filled
from capassist.drafts.latex.revisions import Revisions
from capassist.text.latex import Macro

_BEGIN_DOCUMENT = re.compile(r"\\begin\s*\{document\}")
_PARTS = ("appendix", "frontmatter", "mainmatter", "backmatter")  # from which the class counts otherwise
_CLASSES = "@@"  # before the name of what such a command means to the class
_MOST_NAMED = 6  # of the commands of revisions
_END_DOCUMENT = re.compile(r"\\end\s*\{document\}")


@dataclass(frozen=True, slots=True)
class Expanded:
    """The flat document, the draft's macros as they were at its end, and its packages with their options.

    `document_class` is empty for a fragment, `base_class` the one that a class in the draft is made from, else the
    same. `local_styles` is the text of the class and style files that lie in the draft. `remarks` has the commands of
    the authors' remarks to each other, with their arguments.
    """

    text: Text
    macros: dict[str, Macro]
    switches: Switches
    document_class: str
    base_class: str
    packages: dict[str, str]
    local_styles: str
    remarks: dict[str, str]
    unfollowed: dict[str, str]  # commands that change the numbers of figures, each with the file that defines it
    foreign_class: str  # that is not in the draft, "" where there is none
    missing_styles: list[str]  # in folders of the draft, but not there


def expand(project: Project, main: str) -> Expanded:
    """Return the flat document of a main file. Raises DraftError when the main file cannot be read.

    A command that is defined anew in the body is written out where it stands, so that each place has its meaning.
    """
    state = State()
    _Expander(project, state, main).file(main, depth=0)
    if state.changed:
        state = State(own=OwnCommands(redefined=frozenset(state.changed)))
        _Expander(project, state, main).file(main, depth=0)
    _tell_what_was_left_out(project, state.revisions)
    own = state.own
    state.unfollowed |= dict.fromkeys(
        changing_commands(own, by_chapter=counts_by_chapter(state.base_class or state.document_class))
        & own.passed_over.keys(),
        "the draft",
    )
    return Expanded(
        Text(state.pieces),
        state.own.macros,
        state.own.switches,
        state.document_class,
        state.base_class or state.document_class,
        state.packages,
        "\n".join(state.local_styles),
        state.revisions.remarks,
        state.unfollowed,
        state.foreign_class,
        state.missing_styles,
    )


def _tell_what_was_left_out(project: Project, revisions: Revisions) -> None:
    if not revisions.left_out:
        return
    names = ", ".join(f"\\{name} ({count})" for name, count in revisions.left_out.most_common(_MOST_NAMED))
    more = " and others" if len(revisions.left_out) > _MOST_NAMED else ""
    project.problem(
        "revision-marks",
        f"The text holds deleted words or remarks of the authors, which were left out: {names}{more}.",
        "Remove them before the paper is printed.",
    )


class _Expander(HookExpansion):
    """Takes in what the draft defines, its environments and its hooks."""

    def __init__(self, project: Project, state: State, main: str) -> None:
        super().__init__(project, state, main)
        self.handlers |= {
            "begin": self._begin,
            "end": self._end,
            "excludecomment": self._exclude,
            **dict.fromkeys(_PARTS, self._part),
            **dict.fromkeys((_CLASSES + name for name in _PARTS), self._part_of_the_class),
            "newcounter": self._new_counter,
            "newfixedcaption": self._new_fixed_caption,
            **dict.fromkeys(("setcounter", "addtocounter", "stepcounter", "refstepcounter"), self._own_counter),
            **dict.fromkeys(DECLARATIONS, self._new_float),
            "@ifnextchar": self._if_next,
            "define@key": self._define_key,
            **dict.fromkeys(("setkeys", "pgfkeys", "pgfqkeys"), self._set_keys),
            **dict.fromkeys(DEFINING, self._define),
        }

    def _write(self, code: str) -> None:
        """Put code into the flat text that stands in no file as such."""
        self.state.pieces.append(Piece(code, code))

    def _define(self, call: Call) -> int | None:
        structure = call.text.structure
        definition = read_definition(structure, call.name, call.end)
        if definition is None:
            return end_of_delimited(structure, call.name, call.end)
        name, value = definition.name, definition.value
        if name == "@captype":
            return None  # makes the next \\caption one of that type
        if self._concerns_counters(definition):  # read in order with the counters themselves
            self.copy(call.text, call.start, definition.end)
            return definition.end
        if name in _PARTS and isinstance(value, Macro):
            self.state.parts[name] = value.body
            return definition.end
        before = self.state.own.macros.get(name)
        self._keep_for_the_group(name, call)
        settled = replace(definition, value=self._settled(definition, call.text))
        self.state.own.define(settled, only_new=call.name.lower().startswith("provide"))
        self._note_meaning(name, before)
        self._store(definition, call)
        if _is_label_format(name, self.state.counters):
            self.copy(call.text, call.start, definition.end)
        return definition.end

    def _concerns_counters(self, definition: Definition) -> bool:
        """Return whether a definition is of how a counter prints, or of its register, or copies such a one."""
        names = (definition.name, definition.value if isinstance(definition.value, str) else "")
        return any(_is_format(name, self.state.counters) or name.startswith("c@") for name in names)

    def _settled(self, definition: Definition, text: Text) -> Macro | Environment | str:
        """Return the value of a definition, with the \\appendix or \\mainmatter of now where it copies that one."""
        value = definition.value
        if isinstance(value, str) and value in _PARTS:
            return Macro("", self.state.parts.get(value, f"\\{_CLASSES}{value}"))
        if isinstance(value, Macro):
            return replace(value, body=_readable_body(text, value, definition.end))
        return value

    def _keep_for_the_group(self, name: str, call: Call) -> None:
        """Remember what a command means until the end of the group that defines it anew."""
        structure = call.text.structure
        if (
            not self.state.in_body
            or call.name in ("gdef", "xdef")
            or structure[: call.start].rstrip().endswith("\\global")
        ):
            return
        begin = _BEGIN_DOCUMENT.search(structure)
        end = end_of_group(structure, begin.end() if begin else 0, call.start)
        before = self.state.own.macros.get(name)
        if end is not None and before is not None:
            self.restores.append((end, name, before))
            self.restores.sort(key=lambda kept: -kept[0])

    def _note_meaning(self, name: str, before: Macro | None) -> None:
        """Remember a command that is defined in the body with more than one meaning."""
        macro = self.state.own.macros.get(name)
        if macro is None or not self.state.in_body:
            return
        meanings = self.state.meanings.setdefault(name, set())
        meanings |= {macro} if before is None else {macro, before}
        if len(meanings) > 1:
            self.state.changed.add(name)

    def _store(self, definition: Definition, call: Call) -> None:
        """Keep \\def\\words{#1} that an own command or environment makes of its argument, with the place of each
        character."""
        self.state.stored.pop(definition.name, None)
        value = definition.value
        if isinstance(value, Macro) and not value.signature and call.text.origin(call.start) is None:
            end = definition.end - 1  # the body's closing brace
            self.state.stored[definition.name] = call.text.slice(end - len(value.body), end)

    def _define_key(self, call: Call) -> int | None:
        return self.state.keys.define(call.text.structure, call.end)

    def _set_keys(self, call: Call) -> int | None:
        found = read_arguments(call.text.structure, call.end, "g" if call.name == "pgfkeys" else "gg")
        if found is None or not (first := found.spans[0]) or not (span := found.spans[-1]):
            return None
        family = "" if call.name == "pgfkeys" else call.text.structure[slice(*first)].strip("/ ")
        if family == "Gin":  # options for all graphics: read where the graphics are
            return None
        if pieces := self.state.keys.set(call.text, family, span):
            self.run(Text(pieces), call.depth + 1)
        return found.end

    # environments

    def _begin(self, call: Call) -> int | None:
        structure = call.text.structure
        span = group(structure, skip_space(structure, call.end))
        if span is None:
            return None
        name, after = structure[slice(*span)].strip(), span[1] + 1
        if name in self.state.excluded:
            close = closing(structure, name, after, len(structure))
            return len(structure) if close is None else close[1]
        if name == "document":
            return self._begin_document(call, after)
        if self._is_appendices(name):
            self._write("\\begin{appendices}")
            return after
        if name in self.state.hooks:
            self.copy(call.text, call.start, after)
            self.run(Text.of_macro(self.state.hooks[name]), call.depth + 1)
            return after
        environment = self.state.own.environments.get(name)
        if environment is None or not self.state.own.wraps(environment) or not self.may_expand(call.depth):
            return None
        return self._own_environment(name, environment, call, after)

    def _begin_document(self, call: Call, after: int) -> int | None:
        self.state.in_body = True
        hook = self.state.hooks.pop("document", None)
        if hook is None:
            return None
        self.run(Text.of_macro(hook), call.depth + 1)
        self.copy(call.text, call.start, after)
        return after

    def _own_environment(self, name: str, environment: Environment, call: Call, start: int) -> int | None:
        found = read_arguments(call.text.structure, start, environment.signature)
        if found is None:
            return None
        close = closing(call.text.structure, name, found.end, len(call.text))
        end, after = close or (found.end, found.end)
        content = call.text.slice(found.end, end)
        values = [None if span is None else call.text.slice(*span) for span in found.spans]
        opening = environment.opening
        if environment.collects:
            opening = opening.replace("\\BODY", f"#{len(values) + 1}")
            values.append(content)
            content = []
        parts = (
            filled(opening, environment.defaults, values),
            content,
            filled(environment.closing, environment.defaults, values),
        )
        scoped = NUMBERS_FLOATS.search(opening) is not None  # what it sets for the counters ends with it
        if scoped:
            self._write("\\begingroup ")
        for pieces in parts:
            self.run(Text(pieces), call.depth + 1)
        if scoped:
            self._write("\\endgroup ")
        return after

    def _end(self, call: Call) -> int | None:
        if (match := _END_DOCUMENT.match(call.text.structure, call.start)) is not None:
            self.copy(call.text, call.start, match.end())
            self.state.over = True
        if (span := group(call.text.structure, skip_space(call.text.structure, call.end))) is None:
            return None
        if self._is_appendices(call.text.structure[slice(*span)].strip()):
            self._write("\\end{appendices}")
            return span[1] + 1
        return None

    def _is_appendices(self, name: str) -> bool:
        """Return whether an environment is the one of the appendix package under another name, made by \\let."""
        alias = self.state.own.macros.get(name)
        return alias is not None and alias.body == "\\appendices"

    def _exclude(self, call: Call) -> int | None:
        arguments = call.arguments("g")
        if arguments is not None:
            self.state.excluded.add(arguments[0])
        return call.after("g")

    # appendices, floats and counters

    def _part(self, call: Call) -> int | None:
        r"""Write out what the draft or its class makes of \appendix or \mainmatter where it is reached."""
        if self.state.in_style:
            return None
        hook = self.state.hooks.get(call.name, "")
        own = self.state.parts.get(call.name)
        if own is None:
            self.copy(call.text, call.start, call.end)
        elif self.may_expand(call.depth):
            self.run(Text.of_macro(own), call.depth + 1)
        if hook:
            self.run(Text.of_macro(hook), call.depth + 1)
        return call.end

    def _part_of_the_class(self, call: Call) -> int | None:
        """Write what \\appendix means to the class, where the draft has made another command of it."""
        self._write(f"\\{call.name.removeprefix(_CLASSES)} ")
        return call.end

    def _new_float(self, call: Call) -> int | None:
        """Know the counter of a type of floats that is declared here."""
        declared = FloatTypes().declare(call.text.structure, call.name, call.end)
        if declared is not None:
            self.state.counters.add(declared.type.counter)
        return None

    def _if_next(self, call: Call) -> int | None:
        """Take the second way of \\@ifnextchar: what follows the command is not seen from here."""
        found = read_arguments(call.text.structure, call.end, "mmm")
        if found is None or (span := found.spans[2]) is None or not self.may_expand(call.depth):
            return None
        self.run(Text(call.text.slice(*span)), call.depth + 1)
        return found.end

    def _new_counter(self, call: Call) -> int | None:
        if (arguments := call.arguments("g")) is not None:
            self.state.counters.add(arguments[0].strip())
            self.state.own.switches.numbers[arguments[0].strip()] = 0
        return None

    def _new_fixed_caption(self, call: Call) -> int | None:
        """Know memoir's command for captions outside of floats that is declared here."""
        if (arguments := call.arguments("omm")) is None:
            return None
        macro = Macro(body=f"\\captionof{{{arguments[2].strip()}}}")
        self.state.own.define(Definition(arguments[1].strip().lstrip("\\"), macro, call.end))
        return call.after("omm")

    def _own_counter(self, call: Call) -> int | None:
        """Remember what a counter of the draft is set to, for its conditionals; the command stays, for it may number
        something."""
        found = read_arguments(call.text.structure, call.end, "gg" if call.name == "setcounter" else "g")
        numbers = self.state.own.switches.numbers
        if (
            found is None
            or not (first := found.spans[0])
            or (name := call.text.structure[slice(*first)].strip()) not in numbers
        ):
            return None
        value = call.text.structure[slice(*found.spans[1])].strip() if len(found.spans) > 1 and found.spans[1] else ""
        if re.fullmatch(r"-?\d+", value):
            numbers[name] = int(value)
        else:
            del numbers[name]
        return None


def _is_format(name: str, counters: set[str]) -> bool:
    return name.startswith("the") and name[3:] in counters


def _is_label_format(name: str, counters: set[str]) -> bool:
    """Whether a command says what captions print before and around their number: \\fnum@figure, \\figurename."""
    return re.sub(r"^fnum@|(?:name|format)$", "", name) in counters - {name}


def _readable_body(text: Text, macro: Macro, end: int) -> str:
    """Return a macro's body with the verbatim text in it, which its definition as structure has not."""
    last = end - 1
    first = last - len(macro.body)
    return text.readable[first:last] if text.structure[first:last] == macro.body else macro.body

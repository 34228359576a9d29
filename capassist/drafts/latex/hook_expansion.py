"""Code that runs at other places than where it stands: hooks of commands, environments and files, and patches of
commands."""

import re
from dataclasses import replace

from capassist.drafts.latex.arguments import read_arguments
from capassist.drafts.latex.calls import Call
from capassist.drafts.latex.definitions import Definition
from capassist.drafts.latex.expansion import State
from capassist.drafts.latex.file_expansion import FileExpansion
from capassist.drafts.latex.numbering import NUMBERS_FLOATS
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import Text
from capassist.text.latex import Macro

# Hooks and patches whose code does not run where it stands.
_POSTPONED = {
    "AtEndEnvironment": "mm",
    "AtEndDocument": "m",
    "patchcmd": "ommmmm",
}


class HookExpansion(FileExpansion):
    """Takes in the hooks; those of environments, \\appendix and the document run where these are reached."""

    def __init__(self, project: Project, state: State, main: str) -> None:
        super().__init__(project, state, main)
        self.handlers |= {
            **dict.fromkeys(("AtBeginEnvironment", "apptocmd", "gappto", "appto", "g@addto@macro"), self._hook),
            **dict.fromkeys(("pretocmd", "preto"), self._hook_before),
            **dict.fromkeys(("AtEndOfClass", "AtEndOfPackage"), self._at_end_of_style),
            "AtAppendix": self._at_appendix,
            "DeclareOption": self._option,
            "ExecuteOptions": self._execute_options,
            "ProcessOptions": self._process_options,
            "AddToHook": self._new_hook,
            "AtBeginDocument": self._at_begin_document,
            **dict.fromkeys(_POSTPONED, self._postpone),
        }

    def _hook(self, call: Call) -> int | None:
        arguments = call.arguments("mm")
        if arguments is None:
            return None
        name = arguments[0].strip().lstrip("\\")
        if (macro := self._own_without_arguments(name)) is not None:
            self.state.own.define(Definition(name, replace(macro, body=macro.body + arguments[1]), call.end))
        else:
            self.state.hooks[name] = self.state.hooks.get(name, "") + arguments[1]
        return call.after("mm")

    def _hook_before(self, call: Call) -> int | None:
        """Take in what \\pretocmd adds to a command; to one that is not the draft's own, only where it changes
        numbers."""
        arguments = call.arguments("mm")
        if arguments is None:
            return None
        name, code = arguments[0].strip().lstrip("\\"), arguments[1]
        if (macro := self._own_without_arguments(name)) is not None:
            self.state.own.define(Definition(name, replace(macro, body=code + macro.body), call.end))
        else:
            self._before(name, code)
        return call.after("mm")

    def _before(self, name: str, code: str) -> None:
        if NUMBERS_FLOATS.search(code):
            self.state.hooks_before[name] = code + self.state.hooks_before.get(name, "")

    def _own_without_arguments(self, name: str) -> Macro | None:
        macro = self.state.own.macros.get(name)
        return macro if macro is not None and not macro.signature else None

    def _option(self, call: Call) -> int | None:
        """Keep what a style file does for an option until that is given; what it does for all others says nothing of
        numbers."""
        found = read_arguments(
            call.text.structure, call.end, "sm" if call.text.structure.startswith("*", call.end) else "smm"
        )
        if not self.state.in_style or found is None:
            return None
        if found.spans[0] is None and (name := found.spans[1]) is not None and (code := found.spans[2]) is not None:
            self.state.options[call.text.structure[slice(*name)].strip()] = call.text.structure[slice(*code)]
        return found.end

    def _execute_options(self, call: Call) -> int | None:
        arguments = call.arguments("m")
        if arguments is None or not self.state.in_style:
            return None
        self._run_options(arguments[0], call.depth)
        return call.after("m")

    def _process_options(self, call: Call) -> int | None:
        """Do what the options of the document's class are declared to do, which all style files see, and the file's
        own."""
        if not self.state.in_style:
            return None
        given = [
            self.state.packages.get(name, "")
            for name in ("class", self.reading[-1].rpartition("/")[2].rpartition(".")[0])
        ]
        self._run_options(",".join(given), call.depth)
        return call.end

    def _run_options(self, names: str, depth: int) -> None:
        for name in (name.strip() for name in names.split(",")):
            if name in self.state.options and self.may_expand(depth):
                self.run(Text.of_macro(self.state.options[name]), depth + 1)

    def _at_end_of_style(self, call: Call) -> int | None:
        arguments = call.arguments("m")
        if arguments is not None and self.state.in_style:
            self.state.at_end.append(arguments[0])
        return call.after("m")

    def _at_appendix(self, call: Call) -> int | None:
        """Take in what the apptools package adds to \\appendix."""
        arguments = call.arguments("g")
        if arguments is None:
            return None
        self.state.hooks["appendix"] = self.state.hooks.get("appendix", "") + arguments[0]
        return call.after("g")

    def _postpone(self, call: Call) -> int | None:
        return call.after(_POSTPONED[call.name])

    def _new_hook(self, call: Call) -> int | None:
        """Take in \\AddToHook{env/appendices/begin}{…} and the like."""
        arguments = call.arguments("gog")
        if arguments is None:
            return None
        place = arguments[0].strip()
        match = re.fullmatch(r"env/(.*)/begin|cmd/(.*)/(?:before|after)|begindocument.*", place)
        if place.endswith("/before") and match is not None and match[2] != "appendix":
            self._before(match[2].strip(), arguments[2])
        elif match is not None:
            name = (match[1] or match[2] or "document").strip()
            self.state.hooks[name] = self.state.hooks.get(name, "") + arguments[2]
        return call.after("gog")

    def _at_begin_document(self, call: Call) -> int | None:
        arguments = call.arguments("g")
        if arguments is None:
            return None
        if self.state.in_style:
            self.state.deferred.append(arguments[0])
        else:
            self.state.hooks["document"] = self.state.hooks.get("document", "") + arguments[0]
        return call.after("g")

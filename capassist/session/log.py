"""What was drafted and decided so far, kept beside the draft in `.capassist/`, so that nothing is asked or paid for
twice.

One file of JSON lines for each main file, which only ever grows: every event is on the disk before the next question. A
last line that a killed process left half written is dropped.
"""

import hashlib
import os
import re
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from capassist.errors import DraftError, WriteError
from capassist.files import (
    FOLDER,
    append_json_line,
    lock,
    open_file,
    own_folder,
    read_json_lines,
    recovered_json_lines,
)
from capassist.model import AUTHOR, Candidate, DecidedBy, Decision, Draft, Reviewed, SecondLook
from capassist.session.paper_mark import PaperMark, mark_of, mark_record
from capassist.session.serialization import Record
from capassist.session.state import FROM_FILE, Archive, replayed, take_in
from capassist.text.words import one_line

_SCHEMA = "capassist.session/1"


class Session:
    """The memory of one draft. A context manager: opened, it holds a lock, so that no two sessions of a draft run at
    once."""

    def __init__(self, file: IO[bytes] | None, events: Iterable[Any], paper: PaperMark | None) -> None:
        self._file = file
        self._state, self._others = replayed(events, paper)
        self._untold = paper  # which paper the next events are about, until that is in the file
        self._gone: dict[str, Reviewed] = {}
        self._turn = threading.Lock()  # drafts arrive on a thread of their own while the author decides

    @classmethod
    def open(cls, root: Path, main: str, paper: PaperMark | None = None) -> Self:
        """Open the session of the main file in the draft's root, or begin it.

        What another `paper` had there does not count, but where none is named.

        Raises WriteError when nothing can be kept there, or another session of the draft is running.
        """
        path = own_folder(root, "sessions") / _file_name(main)
        try:
            if path.is_symlink() or (path.exists() and not path.is_file()):
                raise WriteError(f"{path} is no file, so nothing is kept there.", "Remove it.")
            file = path.open("a+b")
        except OSError as error:
            raise WriteError(
                f"{path} cannot be written: {error.strerror or error}.",
                "Copy the draft to a folder that you may write to, and work on the copy.",
            ) from error
        try:
            lock(file, path, "this draft")
            return cls(file, recovered_json_lines(file), paper)
        except BaseException:
            file.close()
            raise

    @classmethod
    def read(cls, root: Path, main: str, paper: PaperMark | None = None) -> Self:
        """Return the session as `open` does, for commands that only show: without the lock, and what is added is not
        kept.

        Raises DraftError when it cannot be read, or is a link that leads out of the draft.
        """
        return cls(None, _stored_events(root, main), paper)

    @property
    def is_kept(self) -> bool:
        """Whether what is added is on the disk for the next command."""
        return self._file is not None

    @property
    def left_out(self) -> tuple[PaperMark, ...]:
        """The other papers that something was drafted or decided for under this name, where nothing was for this
        one."""
        if not self._state.is_empty:
            return ()
        return tuple(other.paper for other in self._others if other.paper and not other.is_empty)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the lock go."""
        if self._file:
            self._file.close()

    def candidates(self, figure: str, basis: str) -> tuple[Candidate, ...]:
        """Return the figure's drafts in the order they were made, but only those that rest on `basis`.

        `basis` is a hash of all that a draft was made from: of a changed paper, old drafts are not shown.
        """
        return tuple(candidate for known, candidate in self._state.candidates.get(figure, ()) if known == basis)

    def drafts(self, figure: str) -> tuple[Candidate, ...]:
        """Return all drafts of a figure in the order they were made, whatever they rest on."""
        return self._state.drafts(figure)

    def since_accepted(self, figure: str) -> tuple[Candidate, ...]:
        """Return the figure's drafts since a text of it was last accepted in the review, without those that the author
        took back."""
        return self._state.since_accepted(figure)

    def own_text(self, figure: str) -> Candidate | None:
        """Return the text that the author last wrote for the figure, or had written by an instruction, and did not
        accept; None where there is none, or the decision says the same."""
        own = [draft for draft in self.since_accepted(figure) if draft.captioner == AUTHOR or draft.instruction]
        decided = self._state.last(figure)
        same = own and decided and one_line(decided.decision.text or "") == one_line(own[-1].text)
        return own[-1] if own and own[-1].text.strip() and not same else None

    def waiting_text(self, figure: str) -> Candidate | None:
        """Return the author's own text that is newer than the last decision on the figure: nobody decided on it."""
        own, decided = self.own_text(figure), self._state.last(figure)
        passed_over = (
            decided is not None and not decided.decision.accepts and own in self.drafts(figure)[: decided.drafts]
        )
        return None if passed_over else own

    @property
    def unfinished(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """What the author typed and left without Enter, by the figure and the question that it was to answer: "edit",
        "refine", "tell"."""
        return self._state.unfinished

    def keep_unfinished(self, figure: str, question: str, typed: Sequence[str]) -> None:
        """Keep what was typed and left without Enter; nothing is kept where it is empty."""
        self._append({"event": "unfinished", "figure": figure, "question": question, "typed": list(typed)})

    def withdraw(self, figure: str, text: str) -> None:
        """Note that the author took a text of the figure back; its draft is kept."""
        self._append({"event": "withdrawn", "figure": figure, "text": text})

    def restore(self, figure: str, text: str) -> None:
        """Note that a text is wanted again, if it was taken back."""
        if text in self._state.withdrawn.get(figure, ()):
            self._append({"event": "restored", "figure": figure, "text": text})

    def add(self, candidate: Candidate, basis: str) -> None:
        """Keep a draft."""
        self._append({"event": "drafted", "basis": basis, "candidate": asdict(candidate)})

    def add_from_file(self, candidate: Candidate) -> None:
        """Keep a draft that a decisions file brought along. It is not shown in the review."""
        self.add(candidate, FROM_FILE)

    def second_looks(self, figure: str) -> tuple[SecondLook, ...]:
        """Return what models said of texts for the figure, in the order they said it."""
        return tuple(self._state.looks.get(figure, ()))

    def add_second_look(self, figure: str, look: SecondLook) -> None:
        """Keep what a model said of a text for the figure."""
        self._append({"event": "double-checked", "figure": figure, "look": asdict(look)})

    def decision(self, figure: str) -> Decision | None:
        """Return what was last decided for the figure; nothing where that was written and is gone from the source."""
        decided = self._state.last(figure)
        return decided.decision if decided and figure not in self._gone else None

    def reviewed(self, figure: str) -> Reviewed:
        """Return what became of the figure, whatever stands in the source."""
        return self._state.reviewed(figure)

    def written(self, figure: str) -> Reviewed | None:
        """Return the decision on the figure that was last written into the source, also where it was decided anew
        since."""
        return next((row for row in self._state.written() if row.figure == figure), None)

    def taken_back(self, figure: str) -> bool:
        """Whether `undo` took the figure's decision out of the source, and it was not written again since."""
        decided = self._state.last(figure)
        return decided is not None and decided.taken_back

    def applied(self) -> tuple[Reviewed, ...]:
        """Return what became of each figure whose last decision was written into the source."""
        last = (self._state.reviewed(figure) for figure, decided in self._state.decided.items() if decided)
        return tuple(row for row in last if row.applied)

    @property
    def gone(self) -> Mapping[str, Reviewed]:
        """The figures whose text was written and is gone from the source again: they are open until they are decided
        anew."""
        return self._gone

    def reopen(self, gone: Iterable[Reviewed]) -> None:
        """Take it that what was written for these figures is gone from the source. It is not kept: the source says it
        each time."""
        self._gone = {row.figure: row for row in gone}

    def decided_over(self, figure: str) -> str | None:
        """Return the caption that stood in the source when the figure was last decided."""
        decided = self._state.last(figure)
        return decided.over if decided else None

    def decided_of(self, figure: str) -> str | None:
        """Return what the figure was known by when it was last decided."""
        decided = self._state.last(figure)
        return decided.of if decided else None

    def archive(self, name: str) -> Archive | None:
        """Return what was last written into a new archive of that name."""
        return self._state.archives.get(name)

    def last_decision(self, figures: Collection[str]) -> Decision | None:
        """Return the decision that `undo` would take back: the last one about these figures that is not applied."""
        waiting = [decided for figure in figures if (decided := self._state.waiting(figure))]
        return max(waiting, key=lambda decided: decided.number).decision if waiting else None

    def accepted(self) -> tuple[Decision, ...]:
        """Return the decisions to write: accepted or edited, and not applied yet, one for each figure."""
        latest = filter(None, map(self._state.last, self._state.decided))
        return tuple(decided.decision for decided in latest if decided.decision.accepts and not decided.applied)

    def texts(self) -> dict[str, str]:
        """Return the text that each figure would get: the accepted one, or its last draft where nothing is decided."""
        texts = {figure: drafts[-1][1].text for figure, drafts in self._state.candidates.items()}
        for decided in filter(None, map(self._state.last, self._state.decided)):
            texts[decided.decision.figure] = decided.decision.text or ""
        return {figure: text for figure, text in texts.items() if text}

    def decide(
        self,
        decision: Decision,
        over: str | None,
        candidate: Candidate | None = None,
        by: DecidedBy = "review",
        of: str = "",
    ) -> None:
        """Keep a decision. `over` is the caption that stood in the source, `candidate` the draft that was decided on,
        and `of` what the figure is known by."""
        self._gone.pop(decision.figure, None)
        drafted = asdict(candidate) if candidate else None
        decided = asdict(decision)
        for said in ("over", "of", "drafts"):  # by a file; the event has what was there
            del decided[said]
        event = {"event": "decided", "decision": decided, "over": over, "of": of, "candidate": drafted, "by": by}
        self._append(event)

    def undo(self, figures: Collection[str]) -> Decision | None:
        """Take back the last decision about these figures that is not applied yet, and return it.

        What was decided before counts again.
        """
        decision = self.last_decision(figures)
        if decision is not None:
            self._append({"event": "undone", "figure": decision.figure})
        return decision

    def mark_applied(self, figures: Iterable[str]) -> None:
        """Note that the decisions for these figures are in the source now."""
        self._append({"event": "applied", "figures": list(figures)})

    def mark_exported(self, figures: Iterable[str], file: str, digest: str) -> None:
        """Note that the decisions for these figures are in a new archive beside the draft's own, which stays as it is;
        with the SHA-256 of its bytes."""
        self._append({"event": "exported", "figures": list(figures), "file": file, "sha256": digest})

    def mark_unapplied(self, figures: Iterable[str]) -> None:
        """Note that the last apply was taken back: the decisions for these figures wait to be written again."""
        self._append({"event": "unapplied", "figures": list(figures)})

    def _append(self, event: Record) -> None:
        now = {"schema": _SCHEMA, "when": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        event = {**now, **event}
        with self._turn:
            if self._file:
                if self._untold:
                    _save(self._file, {**now, "event": "paper", "paper": mark_record(self._untold)})
                    self._untold = None
                _save(self._file, event)
            take_in(self._state, event)


def read_reviewed(root: Path, main: str, paper: PaperMark | None = None) -> tuple[Reviewed, ...]:
    """Return what became of each figure that was drafted or decided, in the order they came up. Nothing is written or
    locked. What another `paper` had under this name does not count, but where none is named.

    Raises DraftError when the session cannot be read, or is a link that leads out of the draft.
    """
    state, _ = replayed(_stored_events(root, main), paper)
    decided = (figure for figure, decisions in state.decided.items() if decisions)
    return tuple(state.reviewed(figure) for figure in dict.fromkeys((*state.candidates, *decided)))


def reviewed_of(draft: Draft) -> tuple[Reviewed, ...]:
    """Return what became of each figure of a draft that was drafted or decided. Raises as `read_reviewed`."""
    return read_reviewed(draft.home, draft.name, mark_of(draft))


def read_written(
    root: Path, main: str, archive: str | None = None, paper: PaperMark | None = None
) -> tuple[Reviewed, ...]:
    """Return of each figure the decision that was last written into the source, or into a new archive of that name,
    also where it was decided anew since. Raises as `read_reviewed`."""
    state, _ = replayed(_stored_events(root, main), paper)
    return state.written(archive)


def _file_name(main: str) -> str:
    """Return a name that is valid on every system, and another one for every main file."""
    readable = re.sub(r"[^A-Za-z0-9._-]+", "-", main)[-60:]
    return f"{readable}-{hashlib.sha256(main.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}.jsonl"


def _save(file: IO[bytes], event: Record) -> None:
    """Append a line, on the disk when this returns."""
    try:
        if not os.fstat(file.fileno()).st_nlink:
            raise WriteError(
                f"{file.name} was removed meanwhile, so no more can be kept in it.",
                "Begin again; the draft is as it was.",
            )
        append_json_line(file, event)
    except OSError as error:
        raise WriteError(
            f"The session cannot be saved: {error.strerror or error}.", "Make room on the disk."
        ) from error


def _stored_events(root: Path, main: str) -> list[Any]:
    """Return the events in the session's file; none where there is no file."""
    path = root / FOLDER / "sessions" / _file_name(main)
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise DraftError(f"{path} leads out of the draft, so it is not read.", "Remove that link.")
        with open_file(path) as file:
            return list(read_json_lines(file)[0])
    except (FileNotFoundError, NotADirectoryError):
        return []
    except RuntimeError as error:  # so the older Pythons say it
        raise DraftError(f"{path} cannot be read: it is a link that leads in a circle.", "Remove that link.") from error
    except OSError as error:
        hint = "Is it another user's? Copy the draft to a folder of your own, without its .capassist, and use that."
        raise DraftError(f"{path} cannot be read: {error.strerror or error}.", hint) from error

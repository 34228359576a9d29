"""Who wrote which caption, by what git says of the last commit; git itself is asked in tests/workflow/test_voices.py."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from capassist.drafts import blame, open_draft

ANNA, BEN = "Anna Ash <anna@lab.example>", "Ben Birch <ben@lab.example>"
Committed = list[tuple[str, str]]  # who wrote a line, and the line
HEAD: Committed = [(ANNA, r"\documentclass{article}"), (ANNA, r"\begin{document}")]


def printed(committed: Committed) -> bytes:
    """Return what `git blame --line-porcelain` prints of a file of these lines."""
    shown = []
    for number, (who, line) in enumerate(committed, 1):
        name, _, mail = who.rpartition(" ")
        shown += [f"{number:040x} {number} {number} 1", f"author {name}", f"author-mail {mail}", "author-time 1"]
        shown += ["committer Carl Cox", "committer-mail <carl@lab.example>", "filename main.tex", f"\t{line}"]
    return "\n".join([*shown, ""]).encode()


def figure(name: str, *caption: tuple[str, str]) -> Committed:
    """Return the lines of a figure by Anna whose caption's lines are by others."""
    return [
        (ANNA, r"\begin{figure}"),
        (ANNA, rf"\includegraphics{{{name}}}\label{{{name}}}"),
        *caption,
        (ANNA, r"\end{figure}"),
    ]


@pytest.fixture
def writers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Mapping[str, str]]:
    """Return a function that tells the writers of a draft's captions, its main file as it was committed and as it is
    now."""

    def told(committed: Committed, now: list[str] | None = None, end: str = "\n") -> Mapping[str, str]:
        lines = [line for _, line in committed] if now is None else now
        (tmp_path / "main.tex").write_bytes(end.join([*lines, r"\end{document}", ""]).encode())
        answer = subprocess.CompletedProcess([], 0, printed(committed))
        monkeypatch.setattr(blame.shutil, "which", lambda _: "git")
        monkeypatch.setattr(blame.subprocess, "run", lambda *_, **__: answer)
        return blame.caption_writers(open_draft(tmp_path))

    return told


# What must not happen -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        subprocess.CompletedProcess([], 128, printed([*HEAD, *figure("a", (BEN, r"\caption{Apples.}"))])),
        subprocess.TimeoutExpired("git", 60),
        OSError("no such program"),
        ValueError("an embedded null byte"),
    ],
    ids=["git says no", "too slow", "no program", "an odd name"],
)
def test_nobody_is_named_where_git_says_nothing(answer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> Any:
        if isinstance(answer, Exception):
            raise answer
        return answer

    source = "\n".join(line for _, line in [*HEAD, *figure("a", (BEN, r"\caption{Apples.}"))])
    (tmp_path / "main.tex").write_text(source + "\n\\end{document}\n")
    monkeypatch.setattr(blame.shutil, "which", lambda _: "git")
    monkeypatch.setattr(blame.subprocess, "run", run)
    assert blame.caption_writers(open_draft(tmp_path)) == {}


def test_nobody_is_named_where_there_is_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.tex").write_text("\n".join(line for _, line in [*HEAD, *figure("a", (BEN, r"\caption{A.}"))]))
    monkeypatch.setattr(blame.shutil, "which", lambda _: None)
    monkeypatch.setattr(blame.subprocess, "run", lambda *_, **__: pytest.fail("there is nothing to run"))
    assert blame.caption_writers(open_draft(tmp_path)) == {}


def test_git_asks_nobody_and_obeys_no_variable_of_another_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Mapping[str, str]] = []
    monkeypatch.setenv("GIT_DIR", "/elsewhere/.git")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setattr(blame.shutil, "which", lambda _: "git")
    monkeypatch.setattr(
        blame.subprocess,
        "run",
        lambda *_, env, **__: given.append(env) or subprocess.CompletedProcess([], 128),
    )
    (tmp_path / "main.tex").write_text("\n".join(line for _, line in [*HEAD, *figure("a", (BEN, r"\caption{A.}"))]))
    blame.caption_writers(open_draft(tmp_path))
    (environment,) = given
    assert not environment.keys() & {"GIT_DIR", "GIT_CONFIG_COUNT"}
    assert (
        environment.items()
        >= {
            "PATH": blame.os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": blame.os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_TERMINAL_PROMPT": "0",
        }.items()
    )


# Whose caption it is --------------------------------------------------------------------------------------------------

TWO_LINES = figure("a", (BEN, r"\caption{Apples by weight, as"), (ANNA, r"  sold.}"))
SHARED: dict[str, tuple[Committed, str]] = {
    "one writer": ([*HEAD, *figure("a", (BEN, r"\caption{Apples.}"))], BEN),
    "most of it": ([*HEAD, *TWO_LINES], BEN),
    "most characters, not most lines": (
        [*HEAD, *figure("a", (ANNA, r"\caption{A"), (ANNA, "of"), (BEN, "all the gardens on the western slope.}"))],
        BEN,
    ),
    "indented far": (
        [*HEAD, *figure("a", (BEN, r"\caption{Apples by weight"), (ANNA, " " * 60 + "as sold.}"))],
        BEN,
    ),
}


@pytest.mark.parametrize(("committed", "who"), SHARED.values(), ids=SHARED)
def test_a_caption_is_of_who_wrote_most_of_it(
    writers: Callable[..., Mapping[str, str]], committed: Committed, who: str
) -> None:
    assert writers(committed) == {"a": who}


LATER: dict[str, tuple[Committed, list[str], dict[str, str]]] = {
    "lines came before": (
        [*HEAD, *TWO_LINES],
        [HEAD[0][1], "% one", "% two", "% three", HEAD[1][1], *(line for _, line in TWO_LINES)],
        {"a": BEN},
    ),
    "lines went": (
        [*HEAD, (ANNA, "A."), (ANNA, "B."), *TWO_LINES],
        [line for _, line in [*HEAD, *TWO_LINES]],
        {"a": BEN},
    ),
    "a caption was written anew": (
        [*HEAD, *figure("a", (BEN, r"\caption{Apples.}"))],
        [line for _, line in [*HEAD, *figure("a", (BEN, r"\caption{Pears by their age.}"))]],
        {},
    ),
    "only its end is new": (
        [*HEAD, *TWO_LINES],
        [line for _, line in [*HEAD, *TWO_LINES[:3], (BEN, "and some that are kept for the winter.}"), TWO_LINES[4]]],
        {"a": BEN},
    ),
    "another figure came before": (
        [*HEAD, *figure("a", (BEN, r"\caption{Apples.}"))],
        [line for _, line in [*HEAD, *figure("c", (BEN, r"\caption{Cats.}")), *figure("a", (BEN, r"\caption{Apples.}"))]],
        {"a": BEN},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("committed", "now", "found"), LATER.values(), ids=LATER)
def test_lines_are_known_again_where_the_file_was_changed(
    writers: Callable[..., Mapping[str, str]], committed: Committed, now: list[str], found: dict[str, str]
) -> None:
    assert writers(committed, now) == found


def test_line_ends_of_another_system_change_nobody_s_lines(writers: Callable[..., Mapping[str, str]]) -> None:
    committed = [(who, f"{line}\r") for who, line in [*HEAD, *TWO_LINES]]
    assert writers(committed, [line for _, line in [*HEAD, *TWO_LINES]], "\r\n") == {"a": BEN}


def test_captions_of_panels_say_nothing_of_who_wrote_the_figure_s(
    writers: Callable[..., Mapping[str, str]],
) -> None:
    panel = r"\begin{subfigure}{2cm}\includegraphics{p}\caption{A panel's long own caption, by someone else.}\end{subfigure}"
    committed = [*HEAD, *figure("a", (BEN, panel), (ANNA, r"\caption{Apples.}"))]
    assert writers(committed) == {"a": ANNA}


def test_nobody_is_named_where_there_is_no_repository(paper: Path) -> None:
    assert blame.caption_writers(open_draft(paper)) == {}


def test_without_git_nobody_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(blame.shutil, "which", lambda _: None)
    assert blame._blame(tmp_path, "main.tex") == []

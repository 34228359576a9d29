"""What every test gets: a home of its own, no keys, no servers, and a small paper to work on."""

import functools
import itertools
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer.testing
from hypothesis import HealthCheck, settings

from capassist.drafts import open_draft
from capassist.model import Draft

# Property tests draw new examples in every run, but in CI, where Hypothesis loads its own profile "ci", always the same
# ones, so that a landing can be repeated. "search" is for the nightly job, where CI is set, too: hence the named parent.
_UNTIMED = settings(settings.get_profile("default"), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", _UNTIMED)  # a loaded machine is no fault
settings.register_profile("search", _UNTIMED, max_examples=3000, print_blob=True)

# A job in the background of a shell ignores Ctrl-C, one under nohup the end of its terminal, and so would the programs
# under test.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# What a developer's shell, a git hook or a CI service sets is not for the tests: settings and keys, the repository at work,
# the terminal (Rich reads it, and Typer when help is first shown), editors. And programs under test that may keep no
# bytecode compile the whole package each time they start.
_FOREIGN = re.compile(
    "(CAPASSIST_(?!KILLS)|OPENAI_|GIT_|TTY_).*|(NO|FORCE|PY)_COLORS?|COLORTERM|TERM_PROGRAM|TERMINAL_WIDTH|COLUMNS|LINES"
    "|(?i:.*_PROXY)|TMUX|STY|(WAYLAND_)?DISPLAY|GITHUB_ACTIONS|INSIDE_EMACS|VISUAL|EDITOR|PYTHONDONTWRITEBYTECODE"
)
for _name in filter(_FOREIGN.fullmatch, list(os.environ)):
    del os.environ[_name]
os.environ["TERM"] = "xterm-256color"

# A runner has Typer build all commands anew for each call, which is half of what a test of a command takes.
typer.testing._get_command = functools.cache(typer.testing._get_command)

PAPER = r"""\documentclass{article}
\usepackage{graphicx}
\begin{document}
\section{Results}
Figure~\ref{fig:time} shows the run time in seconds against the number of words. It grows with the square of the length.

\begin{figure}
  \includegraphics{time}
  \caption{Run time against length. The dashed line is quadratic.}
  \label{fig:time}
\end{figure}

Figure~\ref{fig:share} shows the share of the 12 corpora that were read without an error. With 80\,\% it is highest for prose.

\begin{figure}
  \includegraphics{share}
  \caption{TODO}
  \label{fig:share}
\end{figure}

The states of the parser are drawn in Fig.~\ref{fig:states}. Each arrow is one character.

\begin{figure}
  \includegraphics{states}
  \label{fig:states}
\end{figure}
\end{document}
"""


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the paths of homes, of which a test takes the next.

    They are in one folder: `mktemp` reads the names of all that there are for each new one, which for thousands of
    tests would take as long as the tests.
    """
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the user's settings, keys and servers."""
    home = next(_homes)
    home.mkdir(mode=0o700)
    monkeypatch.setenv("CAPASSIST_DOUBLE_CHECK", "false")  # servers of tests count requests for drafts
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A folder with one written caption, one placeholder and one figure without a caption."""
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "main.tex").write_text(PAPER, encoding="utf-8", newline="")
    for name in ("time", "share", "states"):
        (folder / f"{name}.png").write_bytes(b"")
    return folder


@pytest.fixture
def reopened(paper: Path) -> Callable[[], Draft]:
    """Read the paper again, as it is now."""
    return lambda: open_draft(paper)

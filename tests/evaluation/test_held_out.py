"""A paper measured by its own captions: what is left out is seen by nobody, and what was drafted is not lost."""

import csv
import io
import json
import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from programs import Program
from typer.testing import CliRunner

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.cli import app
from capassist.drafts import open_draft
from capassist.errors import ModelError
from capassist.evaluation.held_out import BASELINES, Evaluation
from capassist.model import Candidate, CaptionRequest, Draft
from capassist.settings import PROFILES
from capassist.testing import Answer as ServerAnswer
from capassist.testing import ChatServer, Received, chat_answer, error_answer

SECRET = "Zwölf heimliche Kurven zeigen das Quadrat der verborgenen Länge im Text."

PAPER = rf"""\documentclass{{article}}
\usepackage{{graphicx,subcaption}}
\title{{Parsers}}
\begin{{document}}
\section{{Results}}
Figure~\ref{{fig:time}} shows the run time in seconds against the number of words. It grows with the square of the length.

We showed Figure~\ref{{fig:time}} in a talk. {SECRET}

\begin{{figure}}
  \begin{{subfigure}}{{2cm}}\includegraphics{{a}}\caption{{{SECRET}}}\end{{subfigure}}
  \caption[{SECRET}]{{{SECRET}}}
  \label{{fig:time}}
\end{{figure}}

Figure~\ref{{fig:share}} shows the share of the 12 corpora that were read. With 80\,\% it is highest for prose.

\begin{{figure}}
  \includegraphics{{share}}
  \caption{{Share of the 12 corpora that were read.}}
  \label{{fig:share}}
\end{{figure}}

The states of the parser are drawn in Fig.~\ref{{fig:states}}. Each arrow is one character.

\begin{{figure}}
  \includegraphics{{states}}
  \caption{{States of the parser.}}
  \label{{fig:states}}
\end{{figure}}

Figure~\ref{{fig:again}} repeats the run time.

\begin{{figure}}
  \includegraphics{{again}}
  \caption{{{SECRET}}}
  \label{{fig:again}}
\end{{figure}}

\begin{{figure}}
  \includegraphics{{todo}}
  \caption{{TODO}}
  \label{{fig:todo}}
\end{{figure}}
\end{{document}}
"""


class Listener:
    """Keeps every request, and answers by figure; an error is raised."""

    def __init__(self, answers: dict[str, str | BaseException] | None = None) -> None:
        self.name = "listener"
        self.requests: list[CaptionRequest] = []
        self._answers = answers or {}

    def draft(self, request: CaptionRequest) -> Candidate:
        self.requests.append(request)
        answer = self._answers.get(request.figure.id, "A caption.")
        if isinstance(answer, BaseException):
            raise answer
        return Candidate(request.figure.id, answer, "style", self.name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "parsers"
    folder.mkdir()
    (folder / "main.tex").write_text(PAPER, encoding="utf-8")
    return folder


@pytest.fixture
def draft(folder: Path) -> Draft:
    return open_draft(folder)


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["evaluate", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("profile", PROFILES)
def test_the_target_s_caption_leaks_nowhere(profile: str, draft: Draft) -> None:
    evaluation, listener = Evaluation([draft]), Listener()
    hidden = [target for target in evaluation.targets if target.caption == SECRET]
    evaluation.draft(listener, profile, hidden)
    assert len(listener.requests) == 2
    for target, request in zip(hidden, listener.requests, strict=True):
        assert "heimliche" not in repr(request)
        assert request.figure.mentions
        for make in BASELINES.values():
            assert "heimliche" not in make(target)


def test_the_target_s_caption_leaves_the_machine_with_no_request(folder: Path) -> None:
    with ChatServer(chat_answer("A caption of the figure.")) as server:
        code, _, err = run(folder, "--server", server.url, "--model", "eyes", "--json")
        bodies = [json.dumps(received.json(), ensure_ascii=False) for received in server.requests if received.body]
    assert code == 0, err
    about_it = [body for body in bodies if r"the figure is there: Figure~\\ref{fig:time}" in body]
    assert about_it
    assert not [body for body in about_it if "heimliche" in body]


def test_a_profile_holds_as_many_captions_as_the_condition_says(draft: Draft) -> None:
    evaluation, listener = Evaluation([draft]), Listener()
    for profile in PROFILES:
        evaluation.draft(listener, profile, evaluation.targets[1:2])
    none, one, every = (request.profile for request in listener.requests)
    assert (len(none.figures), none.style) == (0, None)
    assert len(one.figures) == 1
    assert one.style is not None
    assert one.style.captions == 1
    assert len(every.figures) == 3  # the paper has no more
    assert all(request.figure.id == "fig:share" for request in listener.requests)


def test_only_written_captions_are_left_out(draft: Draft) -> None:
    assert [target.figure.id for target in Evaluation([draft]).targets] == [
        "fig:time", "fig:share", "fig:states", "fig:again",
    ]  # fmt: skip


@pytest.mark.parametrize("answer", [ModelError("It refused."), "None", ""], ids=["refused", "placeholder", "empty"])
def test_an_answer_that_is_no_caption_is_counted_and_left_out_of_all_rows(
    answer: str | BaseException, draft: Draft
) -> None:
    evaluation = Evaluation([draft])
    evaluation.draft(Listener({"fig:share": answer}), "none", evaluation.targets)
    evaluation.draft(ExtractiveCaptioner(), "all", evaluation.targets)
    rows = {row.name: row for row in evaluation.table().rows}
    assert rows["listener, none"].invalid == 1
    assert {row.scored for row in rows.values()} == {3 - rows["offline, all"].invalid}


def test_a_server_that_answers_nothing_is_all_that_is_said(folder: Path) -> None:
    code, out, err = run(folder, "--server", "http://127.0.0.1:9/v1", "--model", "eyes", "--profile", "none")
    assert (code, out) == (ModelError.exit_code, "")
    assert "Nothing answers at 127.0.0.1:9" in err


def test_a_paper_without_answers_does_not_stop_those_behind_it(draft: Draft) -> None:
    evaluation = Evaluation([draft])
    evaluation.draft(Listener(), "none", evaluation.targets[:2])
    evaluation.draft(Listener({"fig:states": ModelError("It refused.")}), "none", evaluation.targets[2:3])
    assert [answer.failed for answer in evaluation.answers] == [False, False, True]
    with pytest.raises(ModelError, match="It refused"):
        evaluation.draft(Listener({"fig:states": ModelError("It refused.")}), "all", evaluation.targets[2:3])


def test_what_was_drafted_before_an_interrupt_is_in_the_table(draft: Draft) -> None:
    evaluation = Evaluation([draft])
    evaluation.draft(ExtractiveCaptioner(), "all", evaluation.targets)
    with pytest.raises(KeyboardInterrupt):
        evaluation.draft(Listener({"fig:states": KeyboardInterrupt()}), "all", evaluation.targets)
    rows = evaluation.table().rows
    assert [(row.name, row.scored) for row in rows[:2]] == [("offline, all", 2), ("listener, all", 2)]


def test_nothing_wins_nothing(draft: Draft) -> None:
    evaluation = Evaluation([draft])
    evaluation.draft(ExtractiveCaptioner(), "all", evaluation.targets)
    rows = {row.name: row for row in evaluation.table().rows}
    assert list(rows) == ["offline, all", *BASELINES]
    assert rows["nothing"].values["ROUGE-L"].value == 0
    assert rows["offline, all"].values["ROUGE-L"].value > 0


def test_an_invented_number_is_not_grounded(draft: Draft) -> None:
    evaluation = Evaluation([draft])
    evaluation.draft(Listener({"fig:share": "Share of the 777 corpora."}), "none", evaluation.targets[1:2])
    assert evaluation.table().rows[0].values["grounded"].value == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for one process")
def test_ctrl_c_shows_what_there_is_and_the_next_run_goes_on_from_there(folder: Path) -> None:
    asked, over = threading.Semaphore(0), threading.Event()

    def slow(_received: Received) -> ServerAnswer:
        asked.release()
        if len(server.requests) == 3:
            over.wait(30)
        return chat_answer("A caption of the figure.")

    with ChatServer(slow) as server:
        command = ["-m", "capassist", "evaluate", folder, "--profile", "none", "--csv"]
        environ = {**os.environ, "CAPASSIST_SERVER": server.url, "CAPASSIST_MODEL": "eyes", "CAPASSIST_JOBS": "1"}
        with Program(command, env=environ) as child:
            assert [asked.acquire(timeout=60) for _ in range(3)] == [True] * 3
            child.send_signal(signal.SIGINT)
            out, _ = child.communicate()
        over.set()
        assert child.returncode == 130
        assert any(line["name"].startswith("eyes at") for line in csv.DictReader(io.StringIO(out)))
        done = len(server.requests)
        assert run(folder, "--server", server.url, "--model", "eyes", "--profile", "none")[0] == 0
        assert len(server.requests) == done + 2  # the one that was cut off, and the last


def test_going_on_asks_for_nothing_twice_and_tokens_are_counted(folder: Path) -> None:
    arguments = (folder, "--model", "eyes", "--profile", "none", "--json", "--server")
    with ChatServer(error_answer(401, "no"), chat_answer("A caption of the figure.")) as server:
        code, out, _ = run(*arguments, server.url)
        assert (code, json.loads(out)["exit_code"]) == (4, 4)
        code, out, err = run(*arguments, server.url)
        asked = len(server.requests)
        assert code == 0, err
        assert run(*arguments, server.url)[0] == 0
        assert len(server.requests) == asked
    row = next(row for row in json.loads(out)["tables"][0]["rows"] if row["name"].startswith("eyes"))
    assert row["scored"] == 3  # offline there is one template
    assert row["tokens"] > 0


def test_a_paper_that_stays_on_this_machine_is_not_sent(folder: Path) -> None:
    (folder / "capassist.toml").write_text("local_only = true\n")
    code, _, err = run(folder, "--server", "https://models.example.org/v1", "--model", "eyes")
    assert code == 4
    assert "local_only" in err or "capassist.toml" in err


def test_wrong_usage_says_the_way_on(folder: Path) -> None:
    code, _, err = run(folder, "--profile", "21")
    assert code == 2
    assert "none, one, all" in err


def test_a_paper_without_captions_is_wrong_usage(tmp_path: Path) -> None:
    bare = tmp_path / "bare.tex"
    bare.write_text(
        r"\documentclass{article}\begin{document}\begin{figure}\includegraphics{a}\end{figure}\end{document}"
    )
    assert run(bare)[0] == 2


def test_the_table_is_printed_with_what_it_means(folder: Path) -> None:
    code, out, _ = run(folder)
    assert code == 0
    assert "4 figures left out in turn" in out
    assert "not quality" in out
    code, out, _ = run(folder, "--profile", "all", "--csv")
    assert code == 0
    assert [line["name"] for line in csv.DictReader(io.StringIO(out))] == ["offline, all", *BASELINES]
    assert not (folder / ".capassist" / "sessions").exists()


# The baselines and the rows -----------------------------------------------------------------------------------------------


def test_a_baseline_is_what_its_name_says(draft: Draft) -> None:
    time, share, states, again = Evaluation([draft]).targets
    made = {name: [make(target) for target in (time, share, states)] for name, make in BASELINES.items()}
    assert made["first mentioning sentence"][:2] == [
        "Figure 1 shows the run time in seconds against the number of words.",
        "Figure 2 shows the share of the 12 corpora that were read.",
    ]
    assert made["first paragraph"][2] == "The states of the parser are drawn in Fig. 3. Each arrow is one character."
    assert made["all paragraphs"][0].count("Figure 1") == 1  # the paragraph that quotes the caption is left out
    assert made["nothing"] == ["", "", ""]
    others = {target.caption for target in (time, share, states, again)}
    for name in ("nearest caption", "random caption"):
        for target, text in zip((time, share, states), made[name], strict=True):
            assert text in others - {target.caption}, name


def test_the_measures_of_a_condition_are_by_figure_and_of_its_captions_alone(draft: Draft) -> None:
    evaluation = Evaluation([draft])
    same = {target.figure.id: target.caption for target in evaluation.targets}
    evaluation.draft(Listener({**same, "fig:states": "", "fig:time": "Else."}), "none", evaluation.targets)
    scores = evaluation.scores_of("listener, none")
    by_figure = {key.rpartition("#")[2]: scored for key, scored in scores.items()}
    assert list(by_figure) == ["fig:time", "fig:share", "fig:again"]
    assert evaluation.scores_of("nobody, none") == {}


class Counter:
    """Counts what a captioner takes: ten tokens and two cents a draft."""

    tokens, cost = 100, 1.0


class Paid(Listener):
    """A listener that costs something."""

    def __init__(self, counter: Counter, cost: float) -> None:
        super().__init__()
        self._counter, self._cost = counter, cost

    def draft(self, request: CaptionRequest) -> Candidate:
        self._counter.tokens += 10
        self._counter.cost += self._cost
        return super().draft(request)


@pytest.mark.parametrize(("cost", "shown"), [(0.5, 4.0), (0.0, None)])
def test_a_condition_is_charged_what_it_took_in_this_run(cost: float, shown: float | None, draft: Draft) -> None:
    evaluation, counter = Evaluation([draft]), Counter()
    paid = Paid(counter, cost)
    for _ in range(2):
        evaluation.answers.clear()
        evaluation.draft(paid, "none", evaluation.targets, budget=counter)
    evaluation.draft(Listener(), "all", evaluation.targets, budget=counter)
    rows = {row.name: row for row in evaluation.table().rows}
    assert (rows["listener, none"].tokens, rows["listener, none"].cost) == (80, shown)
    assert (rows["listener, all"].tokens, rows["listener, all"].cost) == (None, None)
    assert rows["nothing"].tokens is None


def test_the_title_names_one_paper_and_counts_several(draft: Draft) -> None:
    one = Evaluation([draft])
    assert one.tables() == ()
    one.draft(Listener(), "none", one.targets)
    assert one.table().title == "parsers: 4 figures left out in turn, 4 drafted under every condition"
    several = Evaluation([draft, draft])
    several.draft(Listener(), "none", several.targets[:3])
    assert several.table().title.startswith("2 papers: 8 figures left out in turn, ")

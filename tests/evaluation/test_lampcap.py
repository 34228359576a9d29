"""LaMP-Cap's files as published: read unchanged, what is missing is counted, and its tables add up."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from lamp_cap import TARGETS, caption, write_lamp_cap
from typer.testing import CliRunner
from zips import write_volumes

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.cli import app
from capassist.errors import DraftError, ModelError
from capassist.evaluation.generation import GeneratedCaption
from capassist.evaluation.lampcap import DROPS, Case, load
from capassist.evaluation.lampcap_tables import BASELINES, DraftStore, draft_cases, study_tables, to_draft
from capassist.metrics import pair_metrics
from capassist.model import Candidate, CaptionRequest, Figure
from capassist.testing import ChatServer, chat_answer

pytestmark = pytest.mark.slow  # whole pages, terminals, browsers or papers

METRICS = [metric.name for metric in pair_metrics()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_lamp_cap(tmp_path / "lamp")
    return tmp_path / "lamp"


class Author:
    """Knows the caption of every third target's neighbour, and makes something up for the others."""

    name = "author"

    def __init__(self, failing: str = "") -> None:
        self.requests: list[CaptionRequest] = []
        self._failing = failing

    def draft(self, request: CaptionRequest) -> Candidate:
        self.requests.append(request)
        if request.figure.id == self._failing:
            raise ModelError("It refused.")
        number = int(request.figure.id)
        text = caption(number + 8) if number % 3 else "Rates of runs are means."
        return Candidate(request.figure.id, text, "style", self.name)


def answered(folder: Path, kept: DraftStore, author: Author, *conditions: str) -> None:
    for name in conditions:
        draft_cases(load(folder), author, name, kept)


@pytest.mark.parametrize("condition", ["none", "one", "all", *(f"one without {drop}" for drop in DROPS)])
def test_the_target_s_caption_is_in_no_request(condition: str, folder: Path) -> None:
    for case in load(folder).cases:
        request = repr(case.request(condition))
        assert f"Secret{case.key} " not in request
        assert f"Figure {case.key}: " not in request


def test_what_is_missing_is_counted_and_stops_nothing(folder: Path) -> None:
    record = json.loads((folder / "public-test.json").read_text())
    del record["annotations"][0]  # the target of the first paper
    del record["annotations"][3]["caption"], record["annotations"][3]["caption_no_index"]  # that of the second
    record["annotations"][8].pop("caption_no_index")  # a profile figure, whose caption is known with its index
    (folder / "public-test.json").write_text(json.dumps(record))
    (folder / "img" / "arxiv" / f"{30:012d}.png").unlink()
    study = load(folder)
    assert study.missing == {"targets": 1, "targets' captions": 1, "pictures": 1}
    assert len(study.cases) == TARGETS - 2
    assert study.cases[0].figure.id == "30"
    assert study.load(study.cases[0].figure) is None
    assert study.load(study.cases[1].figure) is not None


def figures_of(case: Case) -> tuple[Figure, ...]:
    return (case.figure, *case.profile)


def test_pictures_are_read_from_volumes_and_missing_ones_are_counted(folder: Path) -> None:
    before = [study.load(figure) for study in [load(folder)] for case in study.cases for figure in figures_of(case)]
    images = sorted((folder / "img" / "arxiv").iterdir())
    files = {f"share-task/arxiv/{path.name}": path.read_bytes() for path in images}
    size = sum(map(len, files.values()))
    volumes = write_volumes(folder / "img-split.zip", files, [size // 3, size // 2], large=True)
    (folder / "img" / "broken.zip").write_bytes(b"cut short")
    for path in images[1:]:
        path.unlink()
    study = load(folder)
    assert study.missing == {"archives that cannot be read": 1}
    assert [study.load(figure) for case in study.cases for figure in figures_of(case)] == before
    assert sorted(path.name for path in folder.iterdir() if path.is_file() and path not in volumes) == [
        "hidden-test.json",
        "public-test.json",
    ]
    volumes[0].unlink()
    missing = load(folder).missing
    assert missing["volumes of archives"] == 1
    assert 0 < missing["pictures"] < len(images) - 1


def test_a_zipped_picture_that_is_none_is_left_out(folder: Path) -> None:
    path = min((folder / "img" / "arxiv").iterdir())
    path.unlink()
    write_volumes(folder / "img.zip", {path.name: b"not a picture"}, [])
    study = load(folder)
    assert study.missing == {}
    assert [case.key for case in study.cases if study.load(case.figure) is None] == [str(int(path.stem))]


@pytest.mark.parametrize(
    ("name", "message"),
    [("metadata/test-metadata.json", "entry 1"), ("public-test.json", "public-test"), ("", "not a folder")],
    ids=["metadata", "figures", "folder"],
)
def test_a_missing_or_broken_file_is_one_sentence(name: str, message: str, folder: Path) -> None:
    if not name:
        folder /= "nowhere"
    elif name.startswith("metadata"):
        (folder / name).unlink()
    else:
        (folder / name).write_text('{"images": [')
    with pytest.raises(DraftError, match=message):
        load(folder)


@pytest.mark.parametrize("name", ["hide_test.json", "hidden-test.json"])
def test_both_names_of_the_hidden_file_are_known(name: str, folder: Path) -> None:
    (folder / "hidden-test.json").rename(folder / name)
    assert len(load(folder).cases) == TARGETS


def test_conditions_are_those_of_the_paper(folder: Path) -> None:
    case = next(case for case in load(folder).cases if len(case.profile) == 3)
    counts = {name: len(case.request(name).profile.figures) for name in ("none", "one", "all")}
    assert counts == {"none": 0, "one": 1, "all": 3}
    one = case.profile[case.one]
    without = {drop: case.request(f"one without {drop}").profile.figures[0].figure for drop in DROPS}
    assert without["caption"].caption == "(not available)"
    assert without["image"].images == ()
    assert without["paragraph"].mentions == ()
    assert [without["image"].caption, without["paragraph"].caption] == [one.caption] * 2


def test_parts_average_to_table_1(folder: Path) -> None:
    kept = DraftStore()
    answered(folder, kept, Author(), "none", "one", "all")
    first, types, close, others = study_tables(load(folder), kept.answers.values())
    whole = {row.name: row for row in first.rows}
    assert {row.scored for row in first.rows} == {TARGETS}
    halves = {row.name: row for row in types.rows}
    parts = [{row.name: row for row in table.rows} for table in (close, others)]
    assert [row.scored for row in close.rows] == [TARGETS // 4] * len(close.rows)
    for name, row in whole.items():
        pieces = [part[name] for part in parts]
        if ", one" in name:
            kinds = [halves[f"{name}, same type"], halves[f"{name}, other type"]]
            assert all(kind.scored for kind in kinds)
            assert mean(kinds) == pytest.approx({metric: row.values[metric].value for metric in METRICS})
        assert mean(pieces) == pytest.approx({metric: row.values[metric].value for metric in METRICS})


def test_targets_are_close_by_every_measure_that_there_is(folder: Path) -> None:
    kept, study = DraftStore(), load(folder)
    answered(folder, kept, Author(), "one")
    seen: list[tuple[str, str]] = []

    def latest(pairs: Sequence[tuple[str, str]]) -> list[float]:
        seen.extend(pairs)
        return [float(wanted.split()[0].removeprefix("Secret")) for wanted, _ in pairs]

    alone = study_tables(study, kept.answers.values())[2]
    both, others = study_tables(study, kept.answers.values(), meaning=latest)[2:4]
    assert seen == [(case.caption, figure.caption) for case in study.cases for figure in case.profile]
    assert both.rows[0].scored < alone.rows[0].scored == TARGETS // 4
    assert both.rows[0].scored + others.rows[0].scored == TARGETS
    assert "as in the paper" in both.notes[0]
    assert "capassist[bertscore]" in alone.notes[0]


def mean(rows: list) -> dict[str, float]:
    """Return the means of rows weighted by how many targets each has."""
    total = sum(row.scored for row in rows)
    return {metric: sum(row.scored * row.values[metric].value for row in rows) / total for metric in METRICS}


def test_a_blank_caption_and_a_pasted_context_do_not_win(folder: Path) -> None:
    study, kept = load(folder), DraftStore()
    draft_cases(study, ExtractiveCaptioner(), "all", kept)
    rows = {row.name: row.values for row in study_tables(study, kept.answers.values())[0].rows}
    best = rows["offline, all"]
    for metric in ("BLEU-4", "ROUGE-1", "ROUGE-L"):
        assert rows["nothing"][metric].value == 0
        assert rows["all paragraphs"][metric].value < best[metric].value


def test_conditions_stand_in_the_paper_s_order_whatever_came_first(folder: Path) -> None:
    kept = DraftStore()
    for author in (Author(), Author()):
        author.name = f"author {len(kept.answers)}, prompt lamp-cap"
        answered(folder, kept, author, "all", "one", "none")
    rows = [row.name for row in study_tables(load(folder), kept.answers.values())[0].rows][:6]
    names = ("author 0, prompt lamp-cap", f"author {3 * TARGETS}, prompt lamp-cap")
    assert rows == [f"{name}, {profile}" for name in names for profile in ("none", "one", "all")]


def test_ablations_are_in_table_6_alone(folder: Path) -> None:
    kept = DraftStore()
    answered(folder, kept, Author(), "one", "one without caption")
    tables = study_tables(load(folder), kept.answers.values())
    assert [row.name for row in tables[-1].rows] == ["author, one", *BASELINES, "author, one without caption"]
    assert not [row for table in tables[:-1] for row in table.rows if "without" in row.name]


def test_an_answer_that_failed_is_counted_and_asked_for_again(folder: Path, tmp_path: Path) -> None:
    study = load(folder)
    with DraftStore(tmp_path / "kept.jsonl") as kept:
        draft_cases(study, Author(failing="20"), "none", kept)
        row = study_tables(study, kept.answers.values())[0].rows[0]
        assert (row.scored, row.invalid) == (TARGETS - 1, 1)
    again = Author()
    with DraftStore(tmp_path / "kept.jsonl") as kept:
        assert [case.key for case in to_draft(study, again, "none", kept)] == ["20"]
        draft_cases(study, again, "none", kept)
    assert len(again.requests) == 1


def test_a_half_written_line_is_dropped_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "kept.jsonl"
    with DraftStore(path) as kept:
        kept.add(GeneratedCaption("a", "1", "One."))
        kept.add(GeneratedCaption("a", "2", None))
    path.write_bytes(path.read_bytes() + b'{"condition": "a", "tar')
    with DraftStore(path) as kept:
        assert [answer.text for answer in kept.answers.values()] == ["One.", None]
        kept.add(GeneratedCaption("a", "3", "Three."))
    with DraftStore(path) as kept:
        assert len(kept.answers) == 3


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["bench", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.slow
def test_the_command_prints_the_tables_and_leaves_the_folder_alone(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    code, out, err = run("lamp-cap", folder, "--drop", "caption")
    assert code == 0, err
    assert [number for number in "12456" if f"Table {number}" in out] == list("12456")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert run("lamp-cap", folder, "--drop", "legend")[0] == 2
    assert run("lamp-cap", folder, folder)[0] == 2


@pytest.mark.slow
def test_the_picture_is_of_table_1(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "scores.svg"
    code, out, err = run("lamp-cap", folder, "--profile", "none", "--json", "--picture", path)
    assert code == 0, err
    scored = sum(row["scored"] for row in json.loads(out)["tables"][0]["rows"])
    assert path.read_text().count("<use ") >= 2 * scored > 0


@pytest.mark.slow
def test_a_server_is_sent_pictures_and_asked_once(folder: Path, tmp_path: Path) -> None:
    with ChatServer(chat_answer("Rates of runs are means.")) as server:
        arguments = (
            "lamp-cap",
            folder,
            "--server",
            server.url,
            "--model",
            "eyes",
            "--profile",
            "one",
            "--prompt",
            "lamp-cap",
        )
        code, _, err = run(*arguments, "-o", tmp_path / "kept.jsonl", "--json")
        assert code == 0, err
        assert len(server.requests) == TARGETS
        assert server.requests[0].body.count(b"data:image/png") == 2
        code, out, _ = run(*arguments, "-o", tmp_path / "kept.jsonl", "--json")
        assert len(server.requests) == TARGETS
    assert json.loads(out)["tables"][0]["rows"][0]["scored"] == TARGETS


# What a condition shows ---------------------------------------------------------------------------------------------------


def test_a_style_is_known_where_a_caption_is(folder: Path) -> None:
    case = load(folder).cases[0]
    names = ("none", "one", "all", *(f"one without {drop}" for drop in DROPS))
    styled = [name for name in names if case.request(name).profile.style is not None]
    assert styled == ["one", "all", "one without image", "one without paragraph"]


def test_the_sentence_that_names_the_figure_points_at_it_and_the_next_does_not(folder: Path) -> None:
    case = load(folder).cases[0]
    first, second = case.figure.mentions[0].sentences
    assert [first.text[slice(*span)] for span in first.references] == [f"Figure {case.key}"]
    assert second.references == ()


def test_a_figure_is_known_by_its_picture_its_words_and_its_type(folder: Path) -> None:
    case = load(folder).cases[0]
    assert case.figure.images[0].path == f"img/arxiv/{int(case.key):012d}.png"
    assert case.figure.drawn_text.endswith("\nruns")
    assert {c.figure.type for c in load(folder).cases} == {"graph plot", "bar chart", "node diagram"}


def test_the_profile_of_one_is_drawn_alike_each_time_and_not_always_the_first(folder: Path) -> None:
    first, again = ([case.one for case in load(folder).cases] for _ in range(2))
    assert first == again
    assert len(set(first)) > 1
    for case in load(folder).cases:
        assert case.request("one").profile.figures[0].figure == case.profile[case.one]


def test_a_missing_picture_is_one(folder: Path) -> None:
    for number in (10, 20):
        (folder / "img" / "arxiv" / f"{number:012d}.png").unlink()
    study = load(folder)
    assert study.missing == {"pictures": 2}
    assert [case.key for case in study.cases if not case.figure.images] == ["10", "20"]


def test_without_a_target_that_can_be_used_it_says_what_is_missing(folder: Path) -> None:
    for name in ("public-test.json", "hidden-test.json"):
        (folder / name).write_text(json.dumps({"images": [], "annotations": []}))
    with pytest.raises(DraftError, match=rf"no target can be used; missing: {TARGETS} targets\."):
        load(folder)


def test_without_figures_or_metadata_their_files_are_named(folder: Path) -> None:
    for name in ("public-test.json", "hidden-test.json"):
        (folder / name).unlink()
    with pytest.raises(DraftError, match=r"holds none of .*public-test\.json"):
        load(folder)
    (folder / "metadata" / "test-metadata.json").write_text("[]")
    (folder / "a" / "test-metadata.json").unlink()
    with pytest.raises(DraftError, match=r"test-metadata\.json is empty"):
        load(folder)


def test_a_target_whose_profile_is_gone_is_counted_and_left_out(folder: Path) -> None:
    record = json.loads((folder / "public-test.json").read_text())
    for annotation in record["annotations"]:
        if annotation["image_id"] in range(11, 14):  # the profile of the first target
            annotation.update({"caption": "", "caption_no_index": ""})
    (folder / "public-test.json").write_text(json.dumps(record))
    study = load(folder)
    assert study.missing["targets without any profile figure"] == 1
    assert study.missing["profile figures' captions"] == 2
    assert len(study.cases) == TARGETS - 1

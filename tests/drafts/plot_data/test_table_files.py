"""Tables of numbers: first what is none, then each form, and what is too long to be read whole."""

from pathlib import Path

import pytest

from capassist.drafts.plot_data import table_files
from capassist.drafts.plot_data.table_files import read_table, rows_of, table_of
from capassist.model import DataTable

NO_TABLES = {
    "empty.csv": b"",
    "binary.dat": b"\x00\x01\x02\x03 1 2\n3 4\n",
    "prose.txt": b"This is a text.\nIt has no numbers at all, and lines that differ.\n",
    "ragged.csv": b"a,b,c\n1,2\n3\n4,5,6,7\n",
    "words.csv": b"a,b\nx,y\nz,w\n",
    "broken.json": b'{"a": [1, 2',
    "nested.json": b'{"a": {"b": [1]}}',
    "deep.json": b"[" * 100_000,
}


@pytest.mark.parametrize(("name", "data"), NO_TABLES.items(), ids=NO_TABLES)
def test_what_is_no_table_is_none(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_table(tmp_path / name, name) is None


TABLES = {
    "commas.csv": "x,y\n1,2.5\n2,3.5\n",
    "german.csv": "x;y\n1;2,5\n2;3,5\n",
    "tabs.tsv": "x\ty\n1\t2.5\n2\t3.5\n",
    "blanks.dat": "# made by a program\n# x y\n1 2.5\n2   3.5\n",
    "rows.json": '[{"x": 1, "y": 2.5}, {"x": 2, "y": 3.5}]',
    "columns.json": '{"x": [1, 2], "y": [2.5, 3.5]}',
    "quoted.csv": '"x","y"\n"1","2.5"\n"2","3.5"\n',
    "old-mac.csv": "x,y\r1,2.5\r2,3.5\r",
    "quoted-old-mac.csv": '"x","y"\r"1","2.5"\r"2","3.5"\r',
    "with-a-mark.csv": "\ufeffx,y\r\n1,2.5\r\n2,3.5\r\n",
}


@pytest.mark.parametrize(("name", "text"), TABLES.items(), ids=TABLES)
def test_each_form_is_read(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    found = read_table(tmp_path / name, name)
    assert found is not None
    assert (found.rows, found.complete) == (2, True)
    x, y = found.columns
    assert (x.name, y.name, y.minimum, y.maximum, y.mean) == ("x", "y", 2.5, 3.5, 3.0)


def test_columns_without_names_are_numbered() -> None:
    found = table_of(rows_of(["1 2", "3 4"]), "t")
    assert isinstance(found, DataTable)
    assert [column.name for column in found.columns] == ["column 1", "column 2"]


def test_a_long_table_keeps_its_first_cells_and_no_statistics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_files, "MOST_BYTES", 4_000)
    monkeypatch.setattr(table_files, "MOST_CELLS", 50)
    path = tmp_path / "long.csv"
    path.write_text("x,y\n" + "".join(f"{i},{2 * i}\n" for i in range(5_000)))
    found = read_table(path, path.name)
    assert found is not None
    assert not found.complete
    assert found.rows < 1_000
    assert found.columns[1].cells[:2] == ("0", "2")
    assert len(found.columns[1].cells) == 50
    assert found.columns[1].maximum is None


def test_two_gigabytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(b"x,y\n" + b"1,2\n" * 20_000)
        file.truncate(2 << 30)  # a file with a hole: what follows is zeros
    found = read_table(path, path.name)
    assert found is not None
    assert not found.complete

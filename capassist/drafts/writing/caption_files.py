"""Captions for a PDF, whose source is not at hand: `captions.md` and `captions.json` beside it, to be copied from.

Where those are another draft's, in a folder of several, they are `NAME-captions.md` and `NAME-captions.json`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from capassist.errors import WriteError
from capassist.files import read_file, write_whole
from capassist.model import Decision, Draft, Figure
from capassist.text.safe import safe_text

_SCHEMA = "capassist.captions/1"
_SUFFIX = {"caption": "", "alt": "@alt", "short": "@short"}  # of the ids that name a figure's texts
_HEADINGS = {"alt": "Alternative text", "short": "Short title"}
_MARK = f"<!-- {_SCHEMA} -->"


def caption_files(draft: Draft) -> tuple[Path, Path]:
    """Return where the captions of a draft go, or are: the page, and the record of it."""
    own = f"{Path(draft.main).stem}-captions"
    shared = draft.home / "captions.json"
    name = own if (draft.home / f"{own}.json").exists() or _is_of_another(draft, shared) else "captions"
    return draft.home / f"{name}.md", draft.home / f"{name}.json"


def _is_of_another(draft: Draft, record: Path) -> bool:
    try:
        content = json.loads(read_file(record)) if record.exists() else {}
        return bool(content["schema"] == _SCHEMA and content["draft"] != draft.main)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def export_captions(draft: Draft, decisions: Iterable[Decision]) -> tuple[Path, Path]:
    """Write the accepted captions beside the draft, and return the page and the record.

    What an earlier export of the same draft wrote for other figures stays. Raises WriteError when a file of that name
    is not capassist's own, belongs to another draft, or cannot be written, and when the page was changed since.
    """
    markdown, record = caption_files(draft)
    captions = _exported_before(draft, record)
    _require_unchanged(markdown, record)
    said = captions | _accepted_texts(decisions)
    figures = [figure for figure in draft.figures if figure.place is None and _has_text(figure, said)]
    rows = [_row(figure, said) for figure in figures]
    shown = _markdown(draft, figures, rows).encode()
    content = {"schema": _SCHEMA, "draft": draft.main, "captions": rows, "markdown": _digest(shown)}
    try:
        write_whole(record, (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode())
        write_whole(markdown, shown)
    except OSError as error:
        raise WriteError(
            f"{draft.home} cannot be written to: {error.strerror or error}.",
            "Copy the PDF to a folder that you may write to.",
        ) from error
    return markdown, record


def exported_texts(draft: Draft) -> dict[str, str] | None:
    """Return the texts, by the ids of figures and views, that stand in the record; None where there is no file that an
    export of this draft wrote."""
    _, record = caption_files(draft)
    try:
        return _exported_before(draft, record) if record.exists() else None
    except WriteError:
        return None


def _require_unchanged(markdown: Path, record: Path) -> None:
    """Raise WriteError where the page is not what the export that wrote the record left there."""
    if not markdown.exists():
        return
    try:
        there = read_file(markdown)
    except OSError:
        raise _not_ours(markdown) from None
    if not there.startswith(_MARK.encode()):
        raise _not_ours(markdown)
    written = json.loads(read_file(record)).get("markdown") if record.exists() else None
    if written != _digest(there):
        raise WriteError(
            f"{markdown} is not as capassist wrote it, so it stays as it is, and nothing is written.",
            f"Move it elsewhere, or delete it: the next one has every text that {record.name} has.",
        )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _exported_before(draft: Draft, record: Path) -> dict[str, str]:
    """Return the captions by figure that an earlier export of this draft wrote."""
    if not record.exists():
        return {}
    try:
        content = json.loads(read_file(record))
        ours = content["schema"] == _SCHEMA
        captions = {
            str(row["figure"]) + _SUFFIX[key]: str(row[key])
            for row in content["captions"]
            for key in _SUFFIX
            if row.get(key) is not None
        }
    except (OSError, ValueError, KeyError, TypeError):
        raise _not_ours(record) from None
    if not ours:
        raise _not_ours(record)
    if content.get("draft") != draft.main:
        raise WriteError(f"{record} holds the captions of {content.get('draft')}.", "Move it elsewhere first.")
    return captions


def _not_ours(path: Path) -> WriteError:
    return WriteError(f"{path} was not written by capassist, so it stays as it is.", "Move it elsewhere first.")


def _accepted_texts(decisions: Iterable[Decision]) -> dict[str, str]:
    return {decision.figure: decision.text for decision in decisions if decision.accepts and decision.text}


def _has_text(figure: Figure, said: Mapping[str, str]) -> bool:
    return any(figure.id + suffix in said for suffix in _SUFFIX.values())


def _row(figure: Figure, said: Mapping[str, str]) -> dict[str, Any]:
    """Return what is said of a figure; its other texts only where there are some."""
    texts = {key: safe_text(said[figure.id + suffix]) for key, suffix in _SUFFIX.items() if figure.id + suffix in said}
    return {"figure": figure.id, "number": figure.number, "page": figure.page, "caption": None, **texts}


def _markdown(draft: Draft, figures: Iterable[Figure], rows: Iterable[dict[str, Any]]) -> str:
    parts = [_MARK, f"# Captions for {safe_text(draft.main)}"]
    for figure, row in zip(figures, rows, strict=True):
        page = f" (page {row['page']})" if row["page"] else ""
        texts = [row["caption"], *(f"{name}: {row[key]}" for key, name in _HEADINGS.items() if key in row)]
        parts.append(f"## {figure.name}{page}\n\n" + "\n\n".join(filter(None, texts)))
    return "\n\n".join(parts) + "\n"


def listed(draft: Draft, decisions: Iterable[Decision]) -> str:
    """Return old and new captions in the form of a diff, for a draft whose source is not at hand."""
    captions = {figure.id: figure.caption for figure in draft.figures}
    lines = []
    for decision in decisions:
        old = captions[decision.figure]
        lines += [f"@@ {decision.figure} @@", *([f"-{old}"] if old else []), f"+{decision.text}"]
    return "\n".join(lines)
